package io.tierline.ordering.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A top-level domain, or a second level where names are sold below it.
 *
 * @param name in its ASCII form without the dot, e.g. {@code com}, {@code co.uk}
 * @param renewDaysBeforeExpiry days between the last day to renew and expiry (domain.md NO-2)
 */
public record Tld(
    String name, int minYears, int maxYears, boolean privacySupported, int renewDaysBeforeExpiry) {

  public boolean sells(int years) {
    return minYears <= years && years <= maxYears;
  }

  public Instant lastDayToRenew(Instant expiresAt) {
    return expiresAt.minus(Duration.ofDays(renewDaysBeforeExpiry));
  }

  /** No registry lets a name be paid for further ahead than its longest tenure. */
  public boolean reachesTooFar(Instant expiresAt, Instant now) {
    return expiresAt.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(maxYears).toInstant());
  }
}
