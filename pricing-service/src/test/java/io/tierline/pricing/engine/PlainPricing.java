package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A second reading of the rules, deliberately plain: decimals and searches over what the seller
 * wrote, nothing compiled. The engine must agree with it.
 */
final class PlainPricing {

  private PlainPricing() {}

  /**
   * A seller of one product.
   *
   * @param prices what it wrote, by version; a version without is a withdrawal
   */
  record Seller(ProductTerms terms, TldStatus status, SellerRules rules, List<Version> prices) {}

  record Version(long number, Instant from, @Nullable PriceProposal prices) {}

  /** The total, or the name of what stands in the way. */
  static String outcome(Seller seller, QuoteRequest request, Standing standing, Instant at) {
    ProductAction action = request.action();
    boolean newOrder = action == ProductAction.REGISTER || action == ProductAction.TRANSFER;
    if (seller.status() == TldStatus.DO_NOT_SELL
        || (seller.status() == TldStatus.NO_NEW_ORDERS && newOrder)) {
      return "NotSold";
    }
    boolean premium = request.name() instanceof NameTier.Premium;
    if (request.name() instanceof NameTier.Premium known
        && known.acknowledgement() == NameTier.Acknowledgement.ABSENT) {
      return "PremiumNotAcknowledged";
    }
    Place place = standing.terms().taxPlace();
    for (TaxRule tax : seller.rules().taxes()) {
      if (tax.kinds().contains(seller.terms().kind())
          && (place == null
              || (place.region() == null
                  && tax.place().region() != null
                  && tax.place().country().equals(place.country())))) {
        return "TaxPlaceUnknown";
      }
    }
    Version inForce = null;
    for (Version version : seller.prices()) {
      if (!version.from().isAfter(at) && (inForce == null || version.number() > inForce.number())) {
        inForce = version;
      }
    }
    PriceProposal prices = inForce == null ? null : inForce.prices();
    if (prices == null) {
      return "PriceMissing PRICE";
    }
    if (premium && seller.rules().premium() == null) {
      return "PriceMissing PREMIUM_MARGIN_RULE";
    }
    Optional<BigDecimal> price =
        premium
            ? Optional.of(premium(request, seller.rules(), prices.sellingCurrency()))
            : standard(seller, prices, new Buying(request, standing, at));
    if (price.isEmpty()) {
      return "PriceMissing PRICE";
    }
    if (premium && isTooLarge(request, price.get(), prices.sellingCurrency())) {
      return "PriceTooLarge";
    }
    BigDecimal preTax = price.get();
    Sunrise sunrise = seller.terms().sunrise();
    if (action == ProductAction.REGISTER
        && sunrise != null
        && sunrise.applicationFee() == Sunrise.ApplicationFee.CHARGED
        && !at.isBefore(sunrise.start())
        && at.isBefore(sunrise.end())) {
      if (prices.prices().applicationFees().isEmpty()) {
        return "PriceMissing APPLICATION_FEE";
      }
      preTax =
          preTax.add(
              new BigDecimal(prices.prices().applicationFees().getFirst().amount().amount()));
    }
    int decimals = prices.sellingCurrency().getDecimalPlaces();
    BigDecimal total = preTax;
    for (TaxRule tax : seller.rules().taxes()) {
      if (place != null
          && tax.kinds().contains(seller.terms().kind())
          && tax.place().country().equals(place.country())
          && (tax.place().region() == null || tax.place().region().equals(place.region()))) {
        BigDecimal on = tax.basis() == TaxRule.Basis.SIMPLE ? preTax : total;
        total =
            total.add(
                on.multiply(tax.ratePercent())
                    .divide(BigDecimal.valueOf(100), decimals, RoundingMode.HALF_UP));
      }
    }
    return total.setScale(decimals).toPlainString();
  }

  private record Buying(QuoteRequest request, Standing standing, Instant at) {}

  private static Optional<BigDecimal> standard(Seller seller, PriceProposal prices, Buying buying) {
    QuoteRequest request = buying.request();
    int decimals = prices.sellingCurrency().getDecimalPlaces();
    SpecificPrice newest = null;
    for (SpecificPrice each : buying.standing().terms().specificPrices()) {
      if (each.product().equals(request.product())
          && each.action() == request.action()
          && !each.effectiveFrom().isAfter(buying.at())
          && (newest == null || each.version() > newest.version())) {
        newest = each;
      }
    }
    BigDecimal years = BigDecimal.valueOf(request.years());
    if (newest instanceof SpecificPrice.Fixed fixed) {
      return Optional.of(BigDecimal.valueOf(fixed.perYear(), decimals).multiply(years));
    }
    Optional<BigDecimal> usual = perYear(prices, request, slab(prices, buying.standing()));
    if (usual.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal lowest = usual.get().multiply(years);
    boolean once =
        request.action() == ProductAction.TRANSFER || request.action() == ProductAction.RESTORE;
    int covered = once ? 1 : seller.terms().minYears();
    for (ProposedPromo promo : prices.prices().promos()) {
      if (promo.actions().contains(request.action())
          && !buying.at().isBefore(promo.start())
          && buying.at().isBefore(promo.end())) {
        BigDecimal total =
            new BigDecimal(promo.perYear().amount())
                .multiply(BigDecimal.valueOf(covered))
                .add(usual.get().multiply(BigDecimal.valueOf(request.years() - covered)));
        lowest = lowest.min(total);
      }
    }
    return Optional.of(lowest);
  }

  /** Tries number after number for the ending. */
  private static BigDecimal premium(
      QuoteRequest request, SellerRules rules, CurrencyUnit currency) {
    MarginRule rule = rules.premium();
    if (rule == null || !(request.name() instanceof NameTier.Premium name)) {
      throw new IllegalArgumentException("Not for a premium name with a rule");
    }
    int decimals = currency.getDecimalPlaces();
    LongPredicate ends = RoundingTest.ending(rule.rounding(), decimals);
    BigDecimal cost = name.costPerYear().getAmount().movePointRight(decimals);
    BigDecimal exact =
        switch (rule.margin()) {
          case Margin.OfCost(BigDecimal percent) ->
              cost.multiply(percent.add(BigDecimal.valueOf(100)))
                  .divide(BigDecimal.valueOf(100), 12, RoundingMode.UNNECESSARY);
          case Margin.Absolute(Money perYear) ->
              cost.add(perYear.getAmount().movePointRight(decimals));
        };
    long floor = exact.setScale(0, RoundingMode.FLOOR).longValueExact();
    long below = floor;
    while (below >= 0 && !ends.test(below)) {
      below--;
    }
    long above = Math.max(0, floor + 1);
    while (!ends.test(above)) {
      above++;
    }
    boolean down =
        below >= 0
            && exact
                    .subtract(BigDecimal.valueOf(below))
                    .compareTo(BigDecimal.valueOf(above).subtract(exact))
                < 0;
    long price = down ? below : above;
    if (rule.rounding().belowCost() == Rounding.BelowCost.NEXT_ONE_UP
        && price < cost.longValueExact()) {
      price = cost.longValueExact();
      while (!ends.test(price)) {
        price++;
      }
    }
    return BigDecimal.valueOf(price, decimals).multiply(BigDecimal.valueOf(request.years()));
  }

  /** Or its cost is. */
  private static boolean isTooLarge(QuoteRequest request, BigDecimal price, CurrencyUnit currency) {
    BigDecimal largest =
        BigDecimal.valueOf(Limits.PRICE_MAX_MINOR_UNITS, currency.getDecimalPlaces());
    return price.compareTo(largest.multiply(BigDecimal.valueOf(request.years()))) > 0
        || (request.name() instanceof NameTier.Premium name
            && name.costPerYear().getAmount().compareTo(largest) > 0);
  }

  /** Number of the highest slab reached. */
  private static int slab(PriceProposal seller, Standing standing) {
    int highest = 0;
    if (standing instanceof Standing.OfSubReseller partner) {
      for (ProposedSlab slab : seller.slabs()) {
        boolean byReceipts =
            slab.receiptsAtLeast() != null
                && BigDecimal.valueOf(
                            partner.totalReceipts(), partner.currency().getDecimalPlaces())
                        .compareTo(new BigDecimal(slab.receiptsAtLeast().amount()))
                    >= 0;
        boolean byOrders =
            slab.webServicesOrdersAtLeast() != null
                && partner.webServicesOrders() >= slab.webServicesOrdersAtLeast();
        if (byReceipts || byOrders) {
          highest = slab.number();
        }
      }
    }
    return highest;
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

  /**
   * Whether a proposal with readable, distinct prices keeps to PR-3, PR-6, PR-7, PR-9 and PR-13.
   */
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
    for (ProposedPromo promo : seller.prices().promos()) {
      if (!promo.start().isBefore(promo.end()) || promo.actions().isEmpty()) {
        return false;
      }
      for (ProductAction action : promo.actions()) {
        if (seller.cells().stream().noneMatch(cell -> cell.action() == action)) {
          return false;
        }
      }
    }
    if (seller.cells().isEmpty() && !seller.prices().applicationFees().isEmpty()) {
      return false;
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
