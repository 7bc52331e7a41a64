/** Calendars in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.calendar.jooq;

import org.jspecify.annotations.NullMarked;
