/** Exchange rates over HTTP. */
@NullMarked
package io.tierline.pricing.rates.http;

import org.jspecify.annotations.NullMarked;
