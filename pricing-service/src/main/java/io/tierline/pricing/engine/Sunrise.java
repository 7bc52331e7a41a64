package io.tierline.pricing.engine;

import java.time.Instant;

/**
 * The time in which a TLD registers names for holders of marks only (domain.md PR-13).
 *
 * @param start included
 * @param end excluded
 * @param applicationFee whether a registration in it carries a one-time fee
 */
public record Sunrise(Instant start, Instant end, ApplicationFee applicationFee) {

  public enum ApplicationFee {
    CHARGED,
    NONE
  }

  public Sunrise {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException(
          "A sunrise ends after it starts, not from %s to %s".formatted(start, end));
    }
  }

  public boolean includes(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
