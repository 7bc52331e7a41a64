/** Follows changes of cost: margin alerts, and what standing margin rules propose (PR-12). */
@NullMarked
package io.tierline.pricing.margin;

import org.jspecify.annotations.NullMarked;
