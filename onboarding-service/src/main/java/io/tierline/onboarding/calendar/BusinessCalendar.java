package io.tierline.onboarding.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Business days of one operator (domain.md ON-6). Time runs on business days only: what begins on a
 * day off begins at the start of the next business day, and a number of business days later is the
 * same time of day that many business days on.
 *
 * @param coveredTo the last day the list of holidays speaks of; after it only weekends are known
 */
public record BusinessCalendar(
    String id, ZoneId zone, Set<DayOfWeek> weekend, Set<LocalDate> holidays, LocalDate coveredTo) {

  private static final int DAYS_MAX = 400;

  public BusinessCalendar {
    weekend = Set.copyOf(weekend);
    holidays = Set.copyOf(holidays);
    if (weekend.size() > 6) {
      throw new IllegalArgumentException("The calendar " + id + " has no business day at all");
    }
  }

  public boolean isBusinessDay(LocalDate day) {
    return !weekend.contains(day.getDayOfWeek()) && !holidays.contains(day);
  }

  /**
   * @param days business days to add, 0 to 400
   */
  public Instant plusBusinessDays(Instant from, int days) {
    if (days < 0 || days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "Business days to add are 0 to %d, not %d".formatted(DAYS_MAX, days));
    }
    ZonedDateTime start = from.atZone(zone);
    LocalDate day = start.toLocalDate();
    if (days == 0) {
      return from;
    }
    if (!isBusinessDay(day)) {
      start = nextBusinessDay(day).atStartOfDay(zone);
      day = start.toLocalDate();
    }
    for (int passed = 0; passed < days; passed++) {
      day = nextBusinessDay(day);
    }
    // Resolved anew on the day itself, so that a change to summer time does not shift the hour.
    return ZonedDateTime.of(day, start.toLocalTime(), zone).toInstant();
  }

  public boolean covers(Instant moment) {
    return !moment.atZone(zone).toLocalDate().isAfter(coveredTo);
  }

  private LocalDate nextBusinessDay(LocalDate day) {
    LocalDate next = day.plusDays(1);
    while (!isBusinessDay(next)) {
      next = next.plusDays(1);
    }
    return next;
  }
}
