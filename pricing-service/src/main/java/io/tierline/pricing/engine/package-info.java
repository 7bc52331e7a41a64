/**
 * The rules of prices, in plain Java: no Spring, no SQL, no JSON. A seller's prices for one
 * audience are checked by the setting rules ({@link io.tierline.pricing.engine.SettingRules}),
 * compiled into an immutable table ({@link io.tierline.pricing.engine.PriceBook}) in minor units,
 * and asked with {@link io.tierline.pricing.engine.Quotes#quote}. Each rule of domain.md is a class
 * that carries its number.
 */
@NullMarked
package io.tierline.pricing.engine;

import org.jspecify.annotations.NullMarked;
