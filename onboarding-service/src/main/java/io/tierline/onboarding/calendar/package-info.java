/** Business days as data (domain.md ON-6). */
@NullMarked
package io.tierline.onboarding.calendar;

import org.jspecify.annotations.NullMarked;
