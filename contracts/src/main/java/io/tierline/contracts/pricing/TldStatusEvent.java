package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Full snapshots of what a seller does not sell (domain.md PR-15): the newest one says everything
 * there is to know about it, so that a change of many TLDs is seen at once. A seller without any
 * sells everything it has a price for. Compacted; key: the seller, e.g. {@code 1001}.
 */
public sealed interface TldStatusEvent {

  String TOPIC = "pricing.tld-status";

  SellerId sellerId();

  /** Grows by one with each change the seller makes, starting at 1. */
  long version();

  Instant occurredAt();

  default String key() {
    return sellerId().toString();
  }

  /** Less than selling. */
  enum Status {
    /** What there is can be managed, renewed and restored. */
    NO_NEW_ORDERS,
    /** Only without orders of it. */
    DO_NOT_SELL
  }

  /**
   * @param tld in its ASCII form without the dot
   */
  record Limited(String tld, Status status) {

    public Limited {
      Objects.requireNonNull(tld, "tld");
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * In force from its commit on, for customers and sub-resellers alike.
   *
   * @param limited by TLD; those not named are sold
   */
  @JsonTypeName("tld-status.published.v1")
  record TldStatusesPublished(
      SellerId sellerId, long version, List<Limited> limited, Instant occurredAt)
      implements TldStatusEvent {

    public TldStatusesPublished {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(occurredAt, "occurredAt");
      limited = List.copyOf(limited);
      if (version < 1) {
        throw new IllegalArgumentException("Versions start at 1, not " + version);
      }
      Set<String> named = new HashSet<>();
      for (Limited each : limited) {
        if (!named.add(each.tld())) {
          throw new IllegalArgumentException("A TLD has one status: " + each.tld());
        }
      }
    }
  }
}
