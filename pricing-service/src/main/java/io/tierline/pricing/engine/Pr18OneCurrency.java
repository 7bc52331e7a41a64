package io.tierline.pricing.engine;

import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;

/** domain.md PR-18: a seller has one selling currency; nothing is converted here. */
final class Pr18OneCurrency {

  private Pr18OneCurrency() {}

  static void everyAmountIsInTheSellingCurrency(
      PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    CurrencyUnit selling = proposal.sellingCurrency();
    if (!proposal.currency().equals(selling.getCode())) {
      refusals.accept(
          PriceRefusal.otherCurrency("currency", selling.getCode(), proposal.currency()));
    }
    for (ProposedCell cell : proposal.cells()) {
      check(proposal, cell.field("perYear.currency"), cell.perYear(), refusals);
    }
    for (ProposedPromo promo : proposal.prices().promos()) {
      check(proposal, promo.field("perYear.currency"), promo.perYear(), refusals);
    }
    for (ProposedFee fee : proposal.prices().applicationFees()) {
      check(proposal, fee.field("amount.currency"), fee.amount(), refusals);
    }
    for (ProposedSlab slab : proposal.slabs()) {
      if (slab.receiptsAtLeast() != null) {
        check(proposal, slab.field("receiptsAtLeast.currency"), slab.receiptsAtLeast(), refusals);
      }
    }
  }

  /**
   * An amount in the currency that was named is not blamed a second time when that one is wrong.
   */
  private static void check(
      PriceProposal proposal,
      String field,
      ProposedAmount amount,
      Consumer<PriceRefusal> refusals) {
    if (!amount.currency().equals(proposal.sellingCurrency().getCode())
        && !amount.currency().equals(proposal.currency())) {
      refusals.accept(
          PriceRefusal.otherCurrency(
              field, proposal.sellingCurrency().getCode(), amount.currency()));
    }
  }
}
