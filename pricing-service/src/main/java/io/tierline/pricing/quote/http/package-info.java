/** Quotes over HTTP. */
@NullMarked
package io.tierline.pricing.quote.http;

import org.jspecify.annotations.NullMarked;
