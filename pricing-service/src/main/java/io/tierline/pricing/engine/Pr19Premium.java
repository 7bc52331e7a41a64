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

  private Pr19Premium() {}

  /**
   * @return per year, in minor units
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
    return Pr10Margin.price(cost.getAmountMinorLong(), rule, currency);
  }
}
