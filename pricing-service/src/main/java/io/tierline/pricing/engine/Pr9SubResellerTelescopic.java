package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.util.function.Consumer;

/**
 * domain.md PR-9: sub-resellers get telescopic prices only on TLDs for which the operator allows
 * it; elsewhere the price of the shortest tenure is the price per year of all.
 */
final class Pr9SubResellerTelescopic {

  private Pr9SubResellerTelescopic() {}

  static void onlyWhereTheOperatorAllowsIt(
      PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    if (proposal.audience() != Audience.SUB_RESELLER) {
      return;
    }
    proposal.eachCellOfKnownProduct(
        (cell, terms) -> {
          if (terms.subResellerPricing() == SubResellerPricing.SAME_FOR_EVERY_TENURE
              && Pr3Telescopic.allowedFor(cell.action())
              && cell.years() > terms.minYears()
              && cell.years() <= terms.maxYears()) {
            refusals.accept(
                PriceRefusal.telescopicForSubResellers(
                    cell.field("years"), terms.product(), terms.minYears()));
          }
        });
  }
}
