package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;

/**
 * One product on a price list. Multi-year rows are left out where every tenure has the same
 * per-year price (domain.md PR-4); buying several years works all the same.
 *
 * @param product the TLD in its ASCII form without the dot
 * @param priceVersion version of the price list it stands in
 * @param shownSince system time since which this cache has had this version
 */
public record ProductPrices(String product, List<Row> rows, long priceVersion, Instant shownSince) {

  /**
   * @param total {@code years × perYear} (domain.md PR-2)
   */
  public record Row(ProductAction action, int years, Money perYear, Money total) {}
}
