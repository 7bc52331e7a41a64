/** What a purchase costs: at one seller, and at every seller on the way up. */
@NullMarked
package io.tierline.pricing.quote;

import org.jspecify.annotations.NullMarked;
