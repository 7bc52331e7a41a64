@NullMarked
package io.tierline.onboarding.calendar;

import org.jspecify.annotations.NullMarked;
