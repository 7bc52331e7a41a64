/** Price books over HTTP. */
@NullMarked
package io.tierline.pricing.book.http;

import org.jspecify.annotations.NullMarked;
