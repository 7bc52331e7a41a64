@NullMarked
package io.tierline.onboarding.signup;

import org.jspecify.annotations.NullMarked;
