/** Brand over HTTP. */
@NullMarked
package io.tierline.onboarding.seller.http;

import org.jspecify.annotations.NullMarked;
