/** Prices: catalog, price books, quotes, price-change events. */
@NullMarked
package io.tierline.pricing;

import org.jspecify.annotations.NullMarked;
