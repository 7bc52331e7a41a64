package io.tierline.pricing.engine;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Reads the standing of a sub-reseller as a seller wrote it. */
public final class StandingRules {

  private StandingRules() {}

  /**
   * @param field where the standing stands in what was sent
   */
  public static Optional<Standing> read(
      String field,
      ProposedAmount totalReceipts,
      int webServicesOrders,
      Consumer<PriceRefusal> refusals) {
    if (webServicesOrders < 0 || webServicesOrders > Limits.WEB_SERVICES_ORDERS_MAX) {
      refusals.accept(PriceRefusal.ordersOutOfRange(field + ".webServicesOrders"));
      return Optional.empty();
    }
    CurrencyUnit currency;
    try {
      currency = CurrencyUnit.of(totalReceipts.currency());
    } catch (IllegalCurrencyException e) {
      refusals.accept(
          PriceRefusal.unknownCurrency(
              field + ".totalReceipts.currency", totalReceipts.currency()));
      return Optional.empty();
    }
    OptionalLong minorUnits =
        AmountsAreExact.read(
            field + ".totalReceipts.amount",
            totalReceipts,
            currency,
            Limits.RECEIPTS_MAX_MINOR_UNITS,
            refusals);
    return minorUnits.isPresent()
        ? Optional.of(
            new Standing.OfSubReseller(
                Money.ofMinor(currency, minorUnits.getAsLong()),
                webServicesOrders,
                BuyerTerms.none()))
        : Optional.empty();
  }
}
