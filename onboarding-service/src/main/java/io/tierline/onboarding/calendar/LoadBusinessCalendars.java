package io.tierline.onboarding.calendar;

import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Brings the tables to what the official lists say. */
public class LoadBusinessCalendars {

  private final BusinessCalendars calendars;

  public LoadBusinessCalendars(BusinessCalendars calendars) {
    this.calendars = calendars;
  }

  @Transactional
  public void load(List<PublishedCalendar> published) {
    published.forEach(calendars::publish);
  }
}
