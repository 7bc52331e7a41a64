package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of a TLD. Compacted; key: the TLD in its ASCII form without the dot. The
 * newest record of a key, by {@code aggregate_seq}, says everything there is to know about it.
 */
public sealed interface TldEvent {

  String TOPIC = "pricing.tld";

  String tld();

  Instant occurredAt();

  /**
   * The time in which only holders of marks register names (domain.md PR-13).
   *
   * @param from business time, included
   * @param until excluded
   * @param applicationFeeCharged whether a registration in it carries the seller's one-time fee
   */
  record Sunrise(Instant from, Instant until, boolean applicationFeeCharged) {

    public Sunrise {
      Objects.requireNonNull(from, "from");
      if (!until.isAfter(from)) {
        throw new IllegalArgumentException(
            "A sunrise ends after it starts, not from %s until %s".formatted(from, until));
      }
    }
  }

  /**
   * @param minYears shortest tenure (domain.md PR-3)
   * @param maxYears longest tenure
   * @param actions what can be bought of it
   * @param privacySupported whether privacy protection is offered (domain.md OR-8)
   * @param lastDayToRenewDaysBeforeExpiry days between the last day to renew and expiry; 0 for
   *     most, more for some ccTLDs (domain.md NO-2)
   * @param sunrise null when it has none, or none that is known
   */
  @JsonTypeName("tld.listed.v1")
  record TldListed(
      String tld,
      int minYears,
      int maxYears,
      List<ProductAction> actions,
      boolean privacySupported,
      int lastDayToRenewDaysBeforeExpiry,
      @Nullable Sunrise sunrise,
      Instant occurredAt)
      implements TldEvent {

    public TldListed {
      Objects.requireNonNull(tld, "tld");
      Objects.requireNonNull(occurredAt, "occurredAt");
      actions = List.copyOf(actions);
      if (minYears < 1 || maxYears < minYears) {
        throw new IllegalArgumentException(
            "Tenures of %s run from %d to %d years".formatted(tld, minYears, maxYears));
      }
    }
  }
}
