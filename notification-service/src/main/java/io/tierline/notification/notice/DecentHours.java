package io.tierline.notification.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours in which people do not mind being written to (domain.md NO-4), in their own time zone.
 *
 * @param from first decent moment of a day, included
 * @param until last one, excluded
 * @param beforeDeadline how long before a deadline a notice goes out at any hour
 */
public record DecentHours(LocalTime from, LocalTime until, Duration beforeDeadline) {

  public DecentHours {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "Decent hours begin before they end, on the same day, not %s to %s"
              .formatted(from, until));
    }
  }

  /**
   * The next decent moment, which is {@code now} within decent hours; {@code now} too when waiting
   * would come too close to the deadline: better at night than too late.
   */
  public Instant next(Instant now, ZoneId zone, Instant deadline) {
    ZonedDateTime local = now.atZone(zone);
    LocalTime time = local.toLocalTime();
    if (!time.isBefore(from) && time.isBefore(until)) {
      return now;
    }
    ZonedDateTime morning =
        (time.isBefore(from) ? local : local.plusDays(1)).toLocalDate().atTime(from).atZone(zone);
    Instant decent = morning.toInstant();
    return decent.isAfter(deadline.minus(beforeDeadline)) ? now : decent;
  }
}
