package io.tierline.ordering.ledger;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * The only way money moves. Every call takes part in the running transaction.
 *
 * <p>A caller makes at most one call that locks partners' or customers' accounts in a transaction:
 * the order of locks is kept inside one posting, not between two.
 */
public interface Ledger {

  /** The holder's account in a seller's books; opened empty when it is not there yet. */
  Account open(SellerId books, Holder holder, CurrencyUnit currency, Instant now);

  Optional<Account> find(SellerId books, Holder holder, CurrencyUnit currency);

  Optional<Account> byId(AccountId id);

  PostingOutcome post(Posting posting);

  /**
   * Reserves what the posting would take until {@link #end} is called.
   *
   * @param expiresAt from when on the hold may be ended as expired; it never ends by itself
   */
  PostingOutcome hold(Posting posting, Instant expiresAt);

  HoldOutcome end(PostingId hold, HoldOutcome.How how, String cause, Instant now);

  /**
   * The statement of an account, newest first.
   *
   * @param before id of the entry to start below; null for the newest
   */
  List<Entry> entries(AccountId account, @Nullable Long before, int limit);
}
