/** API keys over HTTP. */
@NullMarked
package io.tierline.onboarding.identity.http;

import org.jspecify.annotations.NullMarked;
