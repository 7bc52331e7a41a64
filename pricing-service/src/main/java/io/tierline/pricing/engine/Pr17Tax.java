package io.tierline.pricing.engine;

import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.TaxPlaceUnknown;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-17: each tax due in the buyer's place is a line of its own on top of the pre-tax
 * price, rounded half up to the currency's digits. The taxes of a region come besides those of its
 * country, in the seller's order; a compound one is counted on the taxes before it too.
 */
final class Pr17Tax {

  static final String RULE = "PR-17 tax";

  private Pr17Tax() {}

  /** Without knowing where the buyer is no tax is left out by accident: there is no price. */
  static Optional<NoQuote> placeMissing(
      List<TaxRule> rules, ProductKind kind, @Nullable Place buyer) {
    List<TaxRule> ofKind = rules.stream().filter(rule -> rule.kinds().contains(kind)).toList();
    if (ofKind.isEmpty()) {
      return Optional.empty();
    }
    if (buyer == null) {
      return Optional.of(new TaxPlaceUnknown(null));
    }
    boolean regionDecides =
        buyer.region() == null
            && ofKind.stream()
                .map(TaxRule::place)
                .anyMatch(
                    place -> place.country().equals(buyer.country()) && place.region() != null);
    return regionDecides ? Optional.of(new TaxPlaceUnknown(buyer.country())) : Optional.empty();
  }

  /**
   * @param rules in the order they apply
   */
  static List<Line.Tax> lines(
      List<TaxRule> rules, ProductKind kind, @Nullable Place buyer, Money preTax) {
    List<Line.Tax> lines = new ArrayList<>();
    Money withTaxes = preTax;
    for (TaxRule rule : rules) {
      if (buyer == null || !rule.kinds().contains(kind) || !isDueIn(buyer, rule.place())) {
        continue;
      }
      Money on =
          switch (rule.basis()) {
            case SIMPLE -> preTax;
            case COMPOUND -> withTaxes;
          };
      Money amount = on.multipliedBy(rule.ratePercent().movePointLeft(2), RoundingMode.HALF_UP);
      lines.add(new Line.Tax(RULE, rule.name(), rule.ratePercent(), on, amount));
      withTaxes = withTaxes.plus(amount);
    }
    return lines;
  }

  private static boolean isDueIn(Place buyer, Place tax) {
    return tax.country().equals(buyer.country())
        && (tax.region() == null || tax.region().equals(buyer.region()));
  }
}
