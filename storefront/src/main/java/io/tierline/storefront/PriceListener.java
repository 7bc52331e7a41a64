package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;

/** Is told when buyers see other prices than before. Called on the cache's thread: be quick. */
@FunctionalInterface
public interface PriceListener {

  /**
   * @param changes everything that became visible at once
   */
  void pricesChanged(List<Change> changes);

  /**
   * @param version the version now in force
   * @param visibleAt system time at which it was served for the first time
   */
  record Change(
      SellerId seller, Audience audience, String product, long version, Instant visibleAt) {}
}
