/** Price books: setting prices, versions, publication. */
@NullMarked
package io.tierline.pricing.book;

import org.jspecify.annotations.NullMarked;
