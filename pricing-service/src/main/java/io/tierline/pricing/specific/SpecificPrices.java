package io.tierline.pricing.specific;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where specific prices are kept. What was recorded is never changed. */
public interface SpecificPrices {

  /** For what is known now, whatever the clocks of other instances say. */
  Instant LATEST = Instant.MAX;

  /** The sheet for a change: until the transaction ends nobody else changes it. */
  SpecificSheet lock(BuyerKey buyer);

  /**
   * Locks sheets that have seen a change, as for another one.
   *
   * @param after the one behind which they stand, in an order that never changes; null for the
   *     first
   * @return none behind the last one
   */
  List<BuyerKey> lockNext(@Nullable BuyerKey after, int limit);

  /** Records a change of a sheet that was locked in this transaction. */
  void record(SpecificChange change);

  /** As known at a moment, or the {@link #LATEST}. */
  SpecificSheet sheet(BuyerKey buyer, Instant knownAt);

  /**
   * Every version that was known at a moment (or the {@link #LATEST}), of those buyers that have
   * any.
   */
  Map<BuyerKey, List<SpecificPrice>> of(Collection<BuyerKey> buyers, Instant knownAt);

  /** The same of all buyers of one seller's audience. */
  Map<BuyerKey, List<SpecificPrice>> ofBook(BookKey book, Instant knownAt);

  /**
   * Newest first.
   *
   * @param beforeVersion starts behind this one
   */
  List<SpecificChange> history(BuyerKey buyer, long beforeVersion, int limit);
}
