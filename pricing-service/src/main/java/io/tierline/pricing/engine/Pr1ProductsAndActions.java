package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * domain.md PR-1: one price per product, action, slab and tenure, of products the catalog knows.
 */
final class Pr1ProductsAndActions {

  private Pr1ProductsAndActions() {}

  static void everyProductIsInTheCatalog(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    for (ProposedCell cell : proposal.cells()) {
      ProductTerms terms = proposal.terms().get(cell.product());
      if (terms == null) {
        refusals.accept(PriceRefusal.unknownProduct(cell.field("product"), cell.product()));
      } else if (!terms.actions().contains(cell.action())) {
        refusals.accept(
            PriceRefusal.actionNotSold(cell.field("action"), cell.product(), cell.action()));
      }
    }
  }

  static void everyPriceIsGivenOnce(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    record Place(String product, ProductAction action, int slab, int years) {}
    Map<Place, String> seen = new HashMap<>();
    for (ProposedCell cell : proposal.cells()) {
      String first =
          seen.putIfAbsent(
              new Place(cell.product(), cell.action(), cell.slab(), cell.years()), cell.path());
      if (first != null) {
        refusals.accept(PriceRefusal.duplicatePrice(cell.path(), first));
      }
    }
  }

  static void theChangeIsNotTooLarge(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    tooMany("prices", proposal.cells(), refusals);
    tooMany("promos", proposal.prices().promos(), refusals);
    tooMany("applicationFees", proposal.prices().applicationFees(), refusals);
    if (proposal.audience() == Audience.SUB_RESELLER
        && proposal.slabs().size() > Limits.SLABS_MAX) {
      refusals.accept(PriceRefusal.tooMany("slabs", proposal.slabs().size(), Limits.SLABS_MAX));
    }
  }

  private static void tooMany(String field, List<?> given, Consumer<PriceRefusal> refusals) {
    if (given.size() > Limits.CELLS_PER_CHANGE_MAX) {
      refusals.accept(PriceRefusal.tooMany(field, given.size(), Limits.CELLS_PER_CHANGE_MAX));
    }
  }
}
