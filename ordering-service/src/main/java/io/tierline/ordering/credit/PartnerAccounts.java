package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credit accounts of partners, with their Total Receipts. */
public interface PartnerAccounts {

  Optional<PartnerAccount> find(SellerId partner);

  /** The same; until the transaction ends nobody else changes its Total Receipts. */
  Optional<PartnerAccount> lock(SellerId partner);

  void open(PartnerAccount account, Instant now);

  /** Of an account that was locked or opened in this transaction. */
  void record(PartnerAccount account, TotalReceiptsChange change);

  /** One more, kept by this transaction until it ends; returns the account as it is then. */
  PartnerAccount countWebServicesOrder(SellerId partner);

  /** The latest change; nothing before the first. */
  Optional<TotalReceiptsChange> latestChange(SellerId partner);

  /** The latest change about this receipt; nothing when there is no such receipt. */
  Optional<TotalReceiptsChange> latestChange(SellerId partner, int receipt);

  /**
   * Newest first.
   *
   * @param before starts below this number; null for the newest
   */
  List<TotalReceiptsChange> changes(SellerId partner, @Nullable Long before, int limit);
}
