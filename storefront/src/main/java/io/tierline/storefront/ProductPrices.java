package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One product on a price list. Multi-year rows are left out where every tenure has the same
 * per-year price (domain.md PR-4); buying several years works all the same.
 *
 * @param product the TLD in its ASCII form without the dot, {@code privacy}, or a web service
 * @param priceVersion version of the price list it stands in
 * @param shownSince system time since which this cache has had this version
 */
public record ProductPrices(String product, List<Row> rows, long priceVersion, Instant shownSince) {

  /**
   * @param kind which price won
   * @param perYear see {@link Price#perYear}
   * @param usualPerYear what a year costs without the promo or the specific price that won; null
   *     where the usual price did, or where there is none
   * @param applicationFee once, in the TLD's sunrise (domain.md PR-13); else zero
   * @param total what is charged for so many years before tax, fee included
   */
  public record Row(
      ProductAction action,
      int years,
      Price.Kind kind,
      Money perYear,
      @Nullable Money usualPerYear,
      Money applicationFee,
      Money total) {}
}
