/** Signups, offers and card reviews over HTTP. */
@NullMarked
package io.tierline.onboarding.signup.http;

import org.jspecify.annotations.NullMarked;
