package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a cache serves from, replaced as a whole: prices and the claim how fresh they are
 * never come from two different moments.
 *
 * @param upToDate whether everything has been read that was on the bus at the start
 */
record PriceTable(Map<SellerId, Shelf> shelves, boolean upToDate) {

  /**
   * One seller's prices.
   *
   * @param freshAsOf every change committed before this is in it; null while unknown
   */
  record Shelf(Map<PriceKey, ProductVersions> products, @Nullable Instant freshAsOf) {}
}
