package io.tierline.storefront;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment of one question. Its milliseconds do for nearly all of it; where they leave open
 * whether something has started, the clock is looked at once more, for all parts of the question.
 */
final class OneMoment {

  private static final int NANOS_WITHIN_A_MILLI = 999_999;

  private final long millis;
  private final Clock clock;
  private @Nullable Instant exact;

  OneMoment(long millis, Clock clock) {
    this.millis = millis;
    this.clock = clock;
  }

  long millis() {
    return millis;
  }

  /** Within these milliseconds, though the clock may have gone on, or been set back. */
  Instant exact() {
    Instant known = exact;
    if (known == null) {
      Instant first = Instant.ofEpochMilli(millis);
      Instant last = first.plusNanos(NANOS_WITHIN_A_MILLI);
      Instant now = clock.instant();
      known = now.isBefore(first) ? first : now.isAfter(last) ? last : now;
      exact = known;
    }
    return known;
  }
}
