/** What must be there before the first request: calendars and configured operators. */
@NullMarked
package io.tierline.onboarding.bootstrap;

import org.jspecify.annotations.NullMarked;
