package io.tierline.storefront;

import java.math.BigDecimal;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a sub-reseller's slab depends on (domain.md PR-7); the shop knows it from its ledger.
 *
 * @param currency the seller's selling currency
 * @param receiptsMinorUnits Total Receipts with the seller
 * @param webServicesOrders orders of web services with the seller
 */
public record Standing(CurrencyUnit currency, long receiptsMinorUnits, int webServicesOrders) {

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  public Standing {
    Objects.requireNonNull(currency, "currency");
    if (webServicesOrders < 0) {
      throw new IllegalArgumentException(
          "Web services orders are counted from 0, not " + webServicesOrders);
    }
  }

  /** More than a {@code long} holds reaches every threshold, as it should. */
  public static Standing of(Money totalReceipts, int webServicesOrders) {
    return new Standing(
        totalReceipts.getCurrencyUnit(),
        totalReceipts.getAmountMinor().min(MOST).longValueExact(),
        webServicesOrders);
  }
}
