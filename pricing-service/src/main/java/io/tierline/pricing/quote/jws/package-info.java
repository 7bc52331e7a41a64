/** Signed quotes as JWS. */
@NullMarked
package io.tierline.pricing.quote.jws;

import org.jspecify.annotations.NullMarked;
