package io.tierline.onboarding.calendar;

import java.util.List;

/** The calendars in use. */
public interface BusinessCalendars {

  /**
   * @throws IllegalArgumentException when there is no such calendar
   */
  BusinessCalendar named(String id);

  /** Every calendar in use by an operator. */
  List<BusinessCalendar> inUse();

  /** Replaces the calendar of that id. */
  void publish(PublishedCalendar calendar);
}
