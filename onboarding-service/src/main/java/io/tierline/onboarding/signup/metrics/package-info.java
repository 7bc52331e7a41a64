/** Holds that are overdue, for those who watch. */
@NullMarked
package io.tierline.onboarding.signup.metrics;

import org.jspecify.annotations.NullMarked;
