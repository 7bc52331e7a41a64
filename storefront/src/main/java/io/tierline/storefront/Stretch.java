package io.tierline.storefront;

import java.time.Instant;
import java.util.List;

/**
 * A time in which nothing changes by itself.
 *
 * @param from included
 * @param until excluded
 */
record Stretch(Instant from, Instant until, long fromMillis, long untilMillis) {

  /** Between the two neighbouring changes. */
  static Stretch around(Instant now, List<Instant> changes) {
    Instant from = Instant.MIN;
    Instant until = Instant.MAX;
    for (Instant change : changes) {
      if (change.isAfter(now)) {
        until = change.isBefore(until) ? change : until;
      } else {
        from = change.isAfter(from) ? change : from;
      }
    }
    return new Stretch(from, until, Moments.millisFrom(from), Moments.millisBefore(until));
  }

  /** Whether a clock that shows these milliseconds lies in it for certain. */
  boolean surelyIncludes(long millis) {
    return millis >= fromMillis && millis < untilMillis;
  }
}
