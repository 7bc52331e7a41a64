package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where alerts are kept. */
public interface MarginAlerts {

  /**
   * @param alert its id does not count
   * @param prices in the order they are listed
   * @return the id it got
   */
  long add(MarginAlert alert, List<PriceAtOrBelowCost> prices);

  /**
   * Newest first.
   *
   * @param before starts behind this one; empty for the newest
   */
  List<MarginAlert> page(SellerId seller, OptionalLong before, int limit);

  /**
   * What an alert lists; nothing when the seller has no such alert.
   *
   * @param from the place in the list to start at, from 0
   */
  Optional<List<PriceAtOrBelowCost>> prices(AlertKey alert, long from, int limit);

  record AlertKey(SellerId seller, long id) {}

  /**
   * Those that were raised before, the oldest first.
   *
   * @return how many
   */
  int forget(Instant raisedBefore, int limit);
}
