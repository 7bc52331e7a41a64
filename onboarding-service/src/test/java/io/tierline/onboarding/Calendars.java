package io.tierline.onboarding;

import io.tierline.onboarding.calendar.BusinessCalendar;

/** The calendars that are shipped. */
public final class Calendars {

  private Calendars() {}

  public static BusinessCalendar plain() {
    return Startup.calendar("us-utc").rules();
  }

  public static BusinessCalendar japan() {
    return Startup.calendar("jp").rules();
  }

  public static BusinessCalendar singapore() {
    return Startup.calendar("sg").rules();
  }
}
