@NullMarked
package io.tierline.onboarding.signup.http;

import org.jspecify.annotations.NullMarked;
