/** Margin alerts over HTTP. */
@NullMarked
package io.tierline.pricing.margin.http;

import org.jspecify.annotations.NullMarked;
