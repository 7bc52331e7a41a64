/** The reference shop: the smallest thing that shows a seller's prices as this library means it. */
@NullMarked
package io.tierline.storefront.shop;

import org.jspecify.annotations.NullMarked;
