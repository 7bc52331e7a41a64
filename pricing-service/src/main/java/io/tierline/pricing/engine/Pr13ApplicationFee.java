package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * domain.md PR-13: a registration in a TLD's sunrise carries a one-time fee, whatever the tenure
 * and whichever rule gave the price. A seller that asks none sets it to zero.
 */
final class Pr13ApplicationFee {

  static final String RULE = "PR-13 application fee";

  /** What invoices call it. */
  static final String NAME = "Application Fee";

  private Pr13ApplicationFee() {}

  static boolean isDue(ProductTerms terms, ProductAction action, Instant at) {
    return action == ProductAction.REGISTER && terms.chargesApplicationFee(at);
  }

  static void everyFeeIsOfATld(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    Set<String> priced = proposal.priced().keySet();
    Map<String, String> seen = new HashMap<>();
    for (ProposedFee fee : proposal.prices().applicationFees()) {
      ProductTerms terms = proposal.terms().get(fee.product());
      if (terms == null) {
        refusals.accept(PriceRefusal.unknownProduct(fee.field("product"), fee.product()));
        continue;
      }
      if (terms.kind() != ProductKind.TLD) {
        refusals.accept(PriceRefusal.feeWithoutTld(fee.field("product"), fee.product()));
      } else if (!priced.contains(fee.product())) {
        refusals.accept(PriceRefusal.feeWithoutPrice(fee.path(), fee.product()));
      }
      String first = seen.putIfAbsent(fee.product(), fee.path());
      if (first != null) {
        refusals.accept(PriceRefusal.duplicateFee(fee.path(), first));
      }
    }
  }
}
