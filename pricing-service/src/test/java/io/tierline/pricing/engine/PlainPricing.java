package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A second reading of PR-2, PR-3, PR-7 and PR-9, deliberately plain: decimals and searches over
 * what the seller wrote, nothing compiled. The engine must agree with it.
 */
final class PlainPricing {

  private PlainPricing() {}

  /** What a purchase costs in total, straight from the seller's own cells. */
  static Optional<BigDecimal> total(
      PriceProposal seller, QuoteRequest request, BigDecimal receipts, int orders) {
    int highest = 0;
    for (ProposedSlab slab : seller.slabs()) {
      boolean byReceipts =
          slab.receiptsAtLeast() != null
              && receipts.compareTo(new BigDecimal(slab.receiptsAtLeast().amount())) >= 0;
      boolean byOrders =
          slab.webServicesOrdersAtLeast() != null && orders >= slab.webServicesOrdersAtLeast();
      if (byReceipts || byOrders) {
        highest = slab.number();
      }
    }
    return perYear(seller, request, highest)
        .map(perYear -> perYear.multiply(BigDecimal.valueOf(request.years())));
  }

  static Optional<BigDecimal> perYear(PriceProposal seller, QuoteRequest request, int highest) {
    for (int slab = highest; slab >= 0; slab--) {
      for (int years = request.years(); years >= 1; years--) {
        for (ProposedCell cell : seller.cells()) {
          if (cell.product().equals(request.product())
              && cell.action() == request.action()
              && cell.slab() == slab
              && cell.years() == years) {
            return Optional.of(new BigDecimal(cell.perYear().amount()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a proposal with readable, distinct cells keeps to PR-3, PR-7 and PR-9. */
  static boolean keepsTheRules(PriceProposal seller, ProductTerms terms) {
    for (ProposedCell cell : seller.cells()) {
      boolean once =
          cell.action() == ProductAction.TRANSFER || cell.action() == ProductAction.RESTORE;
      if (once && cell.years() != 1) {
        return false;
      }
      if (!once && (cell.years() < terms.minYears() || cell.years() > terms.maxYears())) {
        return false;
      }
      if (!once
          && seller.audience() == Audience.SUB_RESELLER
          && terms.subResellerPricing() == SubResellerPricing.SAME_FOR_EVERY_TENURE
          && cell.years() != terms.minYears()) {
        return false;
      }
    }
    for (int later = 0; later < seller.slabs().size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (falls(seller.slabs().get(earlier), seller.slabs().get(later))) {
          return false;
        }
      }
    }
    for (ProductAction action : ProductAction.values()) {
      if (seller.cells().stream().anyMatch(cell -> cell.action() == action)
          && !keepsSlabOrder(seller, terms, action)) {
        return false;
      }
    }
    return true;
  }

  private static boolean falls(ProposedSlab earlier, ProposedSlab later) {
    return (earlier.receiptsAtLeast() != null
            && later.receiptsAtLeast() != null
            && new BigDecimal(later.receiptsAtLeast().amount())
                    .compareTo(new BigDecimal(earlier.receiptsAtLeast().amount()))
                < 0)
        || (earlier.webServicesOrdersAtLeast() != null
            && later.webServicesOrdersAtLeast() != null
            && later.webServicesOrdersAtLeast() < earlier.webServicesOrdersAtLeast());
  }

  private static boolean keepsSlabOrder(
      PriceProposal seller, ProductTerms terms, ProductAction action) {
    boolean once = action == ProductAction.TRANSFER || action == ProductAction.RESTORE;
    int shortest = once ? 1 : terms.minYears();
    int longest = once ? 1 : terms.maxYears();
    if (perYear(seller, QuoteRequest.standard(terms.product(), action, shortest), 0).isEmpty()) {
      return false;
    }
    for (int years = shortest; years <= longest; years++) {
      QuoteRequest request = QuoteRequest.standard(terms.product(), action, years);
      BigDecimal before = perYear(seller, request, 0).orElseThrow();
      for (ProposedSlab slab : seller.slabs()) {
        BigDecimal now = perYear(seller, request, slab.number()).orElseThrow();
        if (now.compareTo(before) > 0) {
          return false;
        }
        before = now;
      }
    }
    return true;
  }
}
