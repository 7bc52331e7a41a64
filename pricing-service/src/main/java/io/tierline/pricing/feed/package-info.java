/** Price lists as they change, for storefronts that do not follow the bus. */
@NullMarked
package io.tierline.pricing.feed;

import org.jspecify.annotations.NullMarked;
