/** What the HTTP adapters of all features share. */
@NullMarked
package io.tierline.onboarding.http;

import org.jspecify.annotations.NullMarked;
