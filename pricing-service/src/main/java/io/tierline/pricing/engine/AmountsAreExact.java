package io.tierline.pricing.engine;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;

/** An amount is zero or more, has no more decimals than its currency, and is not absurd. */
final class AmountsAreExact {

  private AmountsAreExact() {}

  static void everyAmountFitsItsCurrency(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    CurrencyUnit currency = proposal.sellingCurrency();
    for (ProposedSlab slab : proposal.slabs()) {
      ProposedAmount receipts = slab.receiptsAtLeast();
      if (receipts != null) {
        read(
            slab.field("receiptsAtLeast.amount"),
            receipts,
            currency,
            Limits.RECEIPTS_MAX_MINOR_UNITS,
            refusals);
      }
      Integer orders = slab.webServicesOrdersAtLeast();
      if (orders != null && (orders < 0 || orders > Limits.WEB_SERVICES_ORDERS_MAX)) {
        refusals.accept(PriceRefusal.ordersOutOfRange(slab.field("webServicesOrdersAtLeast")));
      }
    }
    for (ProposedCell cell : proposal.cells()) {
      read(
          cell.field("perYear.amount"),
          cell.perYear(),
          currency,
          Limits.PRICE_MAX_MINOR_UNITS,
          refusals);
    }
    for (ProposedPromo promo : proposal.prices().promos()) {
      read(
          promo.field("perYear.amount"),
          promo.perYear(),
          currency,
          Limits.PRICE_MAX_MINOR_UNITS,
          refusals);
    }
    for (ProposedFee fee : proposal.prices().applicationFees()) {
      read(
          fee.field("amount.amount"),
          fee.amount(),
          currency,
          Limits.PRICE_MAX_MINOR_UNITS,
          refusals);
    }
  }

  static OptionalLong read(
      String field,
      ProposedAmount amount,
      CurrencyUnit currency,
      long maxMinorUnits,
      Consumer<PriceRefusal> refusals) {
    return Amounts.minorUnits(
        amount,
        currency,
        maxMinorUnits,
        fault -> refusals.accept(fault.at(field, currency, maxMinorUnits)));
  }
}
