@NullMarked
package io.tierline.onboarding.signup.jooq;

import org.jspecify.annotations.NullMarked;
