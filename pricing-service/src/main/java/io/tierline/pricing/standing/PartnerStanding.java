package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.Standing;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A partner's standing with its parent, as ordering last told it. For display, and to know what the
 * partner pays: a quote takes the standing it is given (domain.md PR-8).
 *
 * @param totalReceipts in the parent's selling currency
 * @param webServicesOrders that the partner bought from the parent
 * @param countedAt business time of what was counted last
 */
public record PartnerStanding(
    SellerId partner,
    SellerId parent,
    Money totalReceipts,
    int webServicesOrders,
    Instant countedAt) {

  /**
   * As its parent's price book sees it.
   *
   * @param book the book's currency: receipts in another one reach nothing there
   */
  public Standing.OfSubReseller in(CurrencyUnit book, BuyerTerms terms) {
    return new Standing.OfSubReseller(
        totalReceipts.getCurrencyUnit().equals(book) ? totalReceipts : Money.zero(book),
        webServicesOrders,
        terms);
  }

  /** The same where nothing was counted yet. */
  public static Standing.OfSubReseller ofNobody(CurrencyUnit book, BuyerTerms terms) {
    return new Standing.OfSubReseller(Money.zero(book), 0, terms);
  }
}
