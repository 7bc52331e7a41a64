package io.tierline.storefront;

import java.time.Duration;
import java.time.Instant;

/**
 * Moments as milliseconds, for reading the clock cheaply; where there is none any more, the last
 * one.
 */
final class Moments {

  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Moments() {}

  static Instant before(Instant moment, Duration by) {
    return by.compareTo(Duration.between(Instant.MIN, moment)) > 0 ? Instant.MIN : moment.minus(by);
  }

  static Instant after(Instant moment, Duration by) {
    return by.compareTo(Duration.between(moment, Instant.MAX)) > 0 ? Instant.MAX : moment.plus(by);
  }

  /** A clock that shows less than this many milliseconds has not reached the moment. */
  static long millisBefore(Instant moment) {
    if (moment.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return moment.isAfter(LAST) ? Long.MAX_VALUE : moment.toEpochMilli();
  }

  /** A clock that shows this many milliseconds or more has reached the moment. */
  static long millisFrom(Instant moment) {
    long before = millisBefore(moment);
    return moment.getNano() % NANOS_PER_MILLI == 0 || before == Long.MAX_VALUE
        ? before
        : before + 1;
  }
}
