package io.tierline.pricing.engine;

import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;

/**
 * domain.md PR-10: a price is the cost and a margin on it, as percent of cost or as an amount, with
 * the ending the seller wants (PR-11).
 */
public final class Pr10Margin {

  static final String RULE = "PR-10 margin";

  private Pr10Margin() {}

  /**
   * @param costPerYear in minor units of the currency
   * @return per year, in minor units; never below zero
   */
  static long price(long costPerYear, MarginRule rule, CurrencyUnit currency) {
    return Pr11Rounding.nearest(
        exact(costPerYear, rule.margin()),
        costPerYear,
        rule.rounding(),
        currency.getDecimalPlaces());
  }

  /** In minor units, with all decimals it has. */
  private static BigDecimal exact(long costPerYear, Margin margin) {
    BigDecimal cost = BigDecimal.valueOf(costPerYear);
    return switch (margin) {
      case Margin.OfCost(BigDecimal percent) -> cost.add(cost.multiply(percent).movePointLeft(2));
      case Margin.Absolute(var perYear) ->
          cost.add(perYear.getAmount().movePointRight(perYear.getScale()));
    };
  }
}
