package io.tierline.onboarding.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Says in time that a calendar in use runs out of holidays (domain.md ON-6). */
public class CalendarAlarm {

  private final BusinessCalendars calendars;
  private final Clock clock;

  public CalendarAlarm(BusinessCalendars calendars, Clock clock) {
    this.calendars = calendars;
    this.clock = clock;
  }

  /**
   * @param daysLeft days until the last day covered; negative when it has passed
   */
  public record Coverage(String calendarId, long daysLeft) {}

  @Transactional(readOnly = true)
  public List<Coverage> coverage() {
    return calendars.inUse().stream()
        .map(
            calendar -> {
              LocalDate today = clock.instant().atZone(calendar.zone()).toLocalDate();
              return new Coverage(
                  calendar.id(), ChronoUnit.DAYS.between(today, calendar.coveredTo()));
            })
        .toList();
  }
}
