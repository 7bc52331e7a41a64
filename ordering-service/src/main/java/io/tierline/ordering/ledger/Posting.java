package io.tierline.ordering.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Transfers that happen together or not at all, possibly in the books of several sellers.
 *
 * @param key what makes a replay recognisable; unique over all postings
 * @param cause what this happened for, e.g. {@code order/500001/action/700001}
 * @param happenedAt business time
 */
public record Posting(String key, String cause, Instant happenedAt, List<Transfer> transfers) {

  public Posting {
    transfers = List.copyOf(transfers);
    if (transfers.isEmpty()) {
      throw new IllegalArgumentException("A posting has at least one transfer");
    }
  }
}
