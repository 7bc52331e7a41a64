package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-7: reaching either threshold of a slab is enough, equality reaches, and the highest
 * slab reached counts for the whole purchase. Thresholds never fall from slab to slab, the base
 * price must be set, no slab costs more than the one before, an empty cell is ignored, zero is
 * allowed.
 *
 * <p>Inside a slab the tenure is looked up first (PR-3); only a slab without any price for the
 * tenure or a shorter one is empty for it.
 */
final class Pr7Slabs {

  static final int BASE = 0;

  private Pr7Slabs() {}

  /**
   * @return the place of the highest slab reached: 0 for base
   */
  static int highestReached(PackedPrices prices, long receipts, int webServicesOrders) {
    int highest = BASE;
    for (int place = 1; place <= prices.slabs(); place++) {
      highest = prices.reaches(place, receipts, webServicesOrders) ? place : highest;
    }
    return highest;
  }

  static void slabsAreForSubResellers(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    Set<Integer> known = new HashSet<>();
    known.add(BASE);
    proposal.slabs().forEach(slab -> known.add(slab.number()));
    if (proposal.audience() == Audience.CUSTOMER && !proposal.slabs().isEmpty()) {
      refusals.accept(PriceRefusal.slabsForCustomers("slabs"));
    }
    for (ProposedCell cell : proposal.cells()) {
      if (proposal.audience() == Audience.CUSTOMER && cell.slab() != BASE) {
        refusals.accept(PriceRefusal.slabsForCustomers(cell.field("slab")));
      } else if (!known.contains(cell.slab())) {
        refusals.accept(PriceRefusal.unknownSlab(cell.field("slab"), cell.slab()));
      }
    }
  }

  static void slabsAreNumberedAndHaveAThreshold(
      PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    int previous = BASE;
    for (ProposedSlab slab : proposal.slabs()) {
      if (slab.number() <= previous || slab.number() > Limits.SLAB_NUMBER_MAX) {
        refusals.accept(
            PriceRefusal.slabNumberOutOfOrder(slab.field("number"), slab.number(), previous));
      }
      previous = Math.max(previous, slab.number());
      if (slab.receiptsAtLeast() == null && slab.webServicesOrdersAtLeast() == null) {
        refusals.accept(PriceRefusal.slabWithoutThreshold(slab.path()));
      }
    }
  }

  static void thresholdsNeverFall(PriceProposal proposal, Consumer<PriceRefusal> refusals) {
    @Nullable Threshold receipts = null;
    @Nullable Threshold orders = null;
    for (ProposedSlab slab : proposal.slabs()) {
      if (slab.receiptsAtLeast() != null) {
        receipts =
            risen(
                receipts,
                new Threshold(slab.number(), receiptsOf(slab, proposal.sellingCurrency())),
                slab.field("receiptsAtLeast"),
                refusals);
      }
      if (slab.webServicesOrdersAtLeast() != null) {
        orders =
            risen(
                orders,
                new Threshold(slab.number(), slab.webServicesOrdersAtLeast()),
                slab.field("webServicesOrdersAtLeast"),
                refusals);
      }
    }
  }

  private record Threshold(int slab, long atLeast) {}

  private static Threshold risen(
      @Nullable Threshold before, Threshold now, String field, Consumer<PriceRefusal> refusals) {
    if (before != null && now.atLeast() < before.atLeast()) {
      refusals.accept(PriceRefusal.thresholdFalls(field, before.slab()));
      return before;
    }
    return now;
  }

  /** Of a slab whose amounts have been found exact. */
  static long receiptsOf(ProposedSlab slab, CurrencyUnit currency) {
    ProposedAmount receipts = slab.receiptsAtLeast();
    if (receipts == null) {
      throw new IllegalArgumentException("Slab %d counts no receipts".formatted(slab.number()));
    }
    return Amounts.minorUnits(receipts, currency, Limits.RECEIPTS_MAX_MINOR_UNITS, _ -> {})
        .orElseThrow();
  }

  /** Every tenure then has a price: longer ones fall back to it (PR-3). */
  static void basePriceIsSet(CandidatePrices candidate, Consumer<PriceRefusal> refusals) {
    for (ProductAction action : ProductAction.values()) {
      if (candidate.hasAnyPrice(action)
          && candidate.table().own(action, BASE, candidate.terms().shortestTenure(action)) < 0) {
        refusals.accept(
            PriceRefusal.basePriceMissing(
                candidate.pathOf(action),
                candidate.terms().product(),
                action,
                candidate.terms().shortestTenure(action)));
      }
    }
  }

  /** Compared as it would be charged, tenure by tenure. */
  static void slabPriceNeverRises(CandidatePrices candidate, Consumer<PriceRefusal> refusals) {
    ProductTerms terms = candidate.terms();
    PriceTable table = candidate.table();
    for (ProductAction action : ProductAction.values()) {
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        for (int place = 1; place <= candidate.slabs().size(); place++) {
          PriceTable.@Nullable Found now = table.find(action, place, years);
          PriceTable.@Nullable Found before = table.find(action, place - 1, years);
          if (now != null
              && before != null
              && now.place() == place
              && now.perYear() > before.perYear()) {
            refusals.accept(
                PriceRefusal.slabPriceRises(
                    candidate.pathOf(action, place, now.years()),
                    candidate.numberAt(place),
                    candidate.numberAt(before.place()),
                    years));
          }
        }
      }
    }
  }
}
