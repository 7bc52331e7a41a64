/** Shops that are told of price changes by HTTP: endpoints, secrets, deliveries. */
@NullMarked
package io.tierline.pricing.webhook;

import org.jspecify.annotations.NullMarked;
