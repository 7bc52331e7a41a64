package io.tierline.pricing.engine;

import io.tierline.pricing.engine.NameTier.Premium;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * domain.md PR-19: a premium name costs what this seller pays for it and the seller's margin; no
 * price list, promo or specific price counts for it.
 */
final class Pr19Premium {

  static final String RULE = "PR-19 premium";

  /** Instead of a price. */
  static final long TOO_LARGE = -1;

  private Pr19Premium() {}

  /**
   * Margins of several levels and rates of exchange make a cost or a price larger than any that
   * could be entered: it is refused at the level where it becomes so.
   *
   * @return per year, in minor units; {@link #TOO_LARGE} when it or the cost is beyond {@link
   *     Limits#PRICE_MAX_MINOR_UNITS}
   * @throws IllegalArgumentException when the cost is in another currency: whoever asks converts it
   *     first, with a dated rate (PR-18)
   */
  static long perYear(Premium name, MarginRule rule, CurrencyUnit currency) {
    Money cost = name.costPerYear();
    if (!cost.getCurrencyUnit().equals(currency)) {
      throw new IllegalArgumentException(
          "The cost of a premium name is in %s here, not in %s"
              .formatted(currency, cost.getCurrencyUnit()));
    }
    if (cost.isGreaterThan(Money.ofMinor(currency, Limits.PRICE_MAX_MINOR_UNITS))) {
      return TOO_LARGE;
    }
    long perYear = Pr10Margin.price(cost.getAmountMinorLong(), rule, currency);
    return perYear <= Limits.PRICE_MAX_MINOR_UNITS ? perYear : TOO_LARGE;
  }
}
