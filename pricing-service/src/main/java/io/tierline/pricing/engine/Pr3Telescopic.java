package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * domain.md PR-3: the per-year price may differ by tenure, for REGISTER and RENEW only; a tenure
 * without a price of its own takes the one of the longest shorter tenure that has one.
 */
final class Pr3Telescopic {

  static final String RULE = "PR-3 telescopic";

  private Pr3Telescopic() {}

  static boolean allowedFor(ProductAction action) {
    return switch (action) {
      case REGISTER, RENEW -> true;
      case TRANSFER, RESTORE -> false;
    };
  }

  /** The tenure whose price counts for {@code years}. */
  static OptionalInt tenureThatCounts(int years, IntPredicate hasPriceOfItsOwn) {
    for (int tenure = years; tenure >= 1; tenure--) {
      if (hasPriceOfItsOwn.test(tenure)) {
        return OptionalInt.of(tenure);
      }
    }
    return OptionalInt.empty();
  }

  static void tenureLiesWithinTheTld(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    proposal.eachCellOfKnownProduct(
        (cell, terms) -> {
          int years = cell.years();
          if (!allowedFor(cell.action())) {
            if (years != 1) {
              refusals.accept(
                  PriceRefusal.telescopicOnTransferOrRestore(cell.field("years"), cell.action()));
            }
          } else if (years < terms.minYears() || years > terms.maxYears()) {
            refusals.accept(
                PriceRefusal.tenureOutsideTld(
                    cell.field("years"), years, terms.minYears(), terms.maxYears()));
          }
        });
  }
}
