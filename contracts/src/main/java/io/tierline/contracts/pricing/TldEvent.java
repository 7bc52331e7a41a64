package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.Objects;

/** What the catalog says of a TLD. Compacted; key: the TLD in its ASCII form without the dot. */
public sealed interface TldEvent {

  String TOPIC = "pricing.tld";

  String tld();

  Instant occurredAt();

  /**
   * @param minYears shortest tenure (domain.md PR-3)
   * @param maxYears longest tenure
   * @param privacySupported whether privacy protection is offered (domain.md OR-8)
   * @param lastDayToRenewDaysBeforeExpiry days between the last day to renew and expiry; 0 for
   *     most, more for some ccTLDs (domain.md NO-2)
   */
  @JsonTypeName("tld.listed.v1")
  record TldListed(
      String tld,
      int minYears,
      int maxYears,
      boolean privacySupported,
      int lastDayToRenewDaysBeforeExpiry,
      Instant occurredAt)
      implements TldEvent {

    public TldListed {
      Objects.requireNonNull(tld, "tld");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
