package io.tierline.ordering.ledger;

import java.util.List;
import org.joda.money.Money;

/** What became of a posting or a hold. */
public sealed interface PostingOutcome {

  /**
   * It stands.
   *
   * @param entries of partners' and customers' accounts; none for a hold
   */
  record Recorded(PostingId id, List<Entry> entries) implements PostingOutcome {

    public Recorded {
      entries = List.copyOf(entries);
    }
  }

  /** Nothing happened now: the same posting stands already, and this was its answer. */
  record Replayed(Recorded first) implements PostingOutcome {}

  /**
   * Nothing happened and the key stays free: the account would have fallen below its limit.
   *
   * @param missing what would have to come in first
   */
  record ShortOfFunds(AccountId account, Money missing) implements PostingOutcome {}

  /** Nothing happened: the key was used for a posting with another content. */
  record KeyReused(PostingId first) implements PostingOutcome {}
}
