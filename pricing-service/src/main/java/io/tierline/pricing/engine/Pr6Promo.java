package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-6: a promo covers the shortest tenure only, further years cost the usual price. The
 * lower total counts; where they are the same, the usual price does.
 */
final class Pr6Promo {

  static final String RULE = "PR-6 promo";

  /** Where several cost the same, the one that began first. */
  private static final Comparator<Promo> CHEAPEST_FIRST =
      Comparator.comparingLong(Promo::perYear).thenComparing(Promo::start).thenComparing(Promo::id);

  private Pr6Promo() {}

  /**
   * @param shortest tenure of the TLD; 1 for a transfer or a restore
   * @param usualPerYear of the tenure bought
   */
  static long total(Promo promo, int shortest, int years, long usualPerYear) {
    return Math.addExact(
        Pr2PerYear.total(promo.perYear(), shortest),
        Pr2PerYear.total(usualPerYear, years - shortest));
  }

  /** The one that a purchase would be made with, if it beats the usual price; null when none. */
  static @Nullable Promo best(List<Promo> promos, ProductAction action, Instant at) {
    @Nullable Promo best = null;
    for (int i = 0; i < promos.size(); i++) {
      Promo promo = promos.get(i);
      if (promo.actions().contains(action)
          && promo.runs(at)
          && (best == null || CHEAPEST_FIRST.compare(promo, best) < 0)) {
        best = promo;
      }
    }
    return best;
  }

  static void everyPromoCanRun(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    record Place(String product, UUID id) {}
    Map<Place, String> seen = new HashMap<>();
    Map<String, Integer> perProduct = new HashMap<>();
    for (ProposedPromo promo : proposal.prices().promos()) {
      Names.check(promo.field("name"), "PR-6", promo.name(), refusals);
      if (!promo.end().isAfter(promo.start())) {
        refusals.accept(PriceRefusal.promoEndsBeforeItStarts(promo.field("end"), promo.start()));
      }
      String first = seen.putIfAbsent(new Place(promo.product(), promo.id()), promo.path());
      if (first != null) {
        refusals.accept(PriceRefusal.duplicatePromo(promo.path(), first));
      }
      int count = perProduct.merge(promo.product(), 1, Integer::sum);
      if (count == Limits.PROMOS_PER_PRODUCT_MAX + 1) {
        refusals.accept(PriceRefusal.tooMany(promo.path(), count, Limits.PROMOS_PER_PRODUCT_MAX));
      }
    }
  }

  static void everyPromoHasAUsualPrice(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    Map<String, Set<ProductAction>> priced = proposal.priced();
    for (ProposedPromo promo : proposal.prices().promos()) {
      ProductTerms terms = proposal.terms().get(promo.product());
      if (terms == null) {
        refusals.accept(PriceRefusal.unknownProduct(promo.field("product"), promo.product()));
        continue;
      }
      if (promo.actions().isEmpty()) {
        refusals.accept(PriceRefusal.promoWithoutAction(promo.field("actions")));
      }
      for (ProductAction action : promo.actions()) {
        if (!terms.actions().contains(action)) {
          refusals.accept(
              PriceRefusal.actionNotSold(promo.field("actions"), promo.product(), action));
        } else if (!priced.getOrDefault(promo.product(), Set.of()).contains(action)) {
          refusals.accept(
              PriceRefusal.promoWithoutPrice(promo.field("actions"), promo.product(), action));
        }
      }
    }
  }
}
