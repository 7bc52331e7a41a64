package io.tierline.ordering.ledger;

import java.util.List;

/** What became of the attempt to end a hold. */
public sealed interface HoldOutcome {

  /** How a hold ends; each hold does so once. */
  enum How {
    POSTED,
    VOIDED,
    EXPIRED
  }

  /** It ended this way, now or at an earlier attempt of the same kind. */
  record Ended(PostingId id, List<Entry> entries) implements HoldOutcome {

    public Ended {
      entries = List.copyOf(entries);
    }
  }

  /** Nothing happened: it had ended in another way. */
  record EndedOtherwise(How how) implements HoldOutcome {}

  /** Nothing happened: it has not expired yet. */
  record NotDue() implements HoldOutcome {}
}
