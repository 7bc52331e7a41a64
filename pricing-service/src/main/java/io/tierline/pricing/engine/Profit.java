package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a price after its cost, per year.
 *
 * @param amount below zero when money is lost
 * @param percentOfCost rounded half up to two decimals; null when the cost is zero
 */
public record Profit(Money amount, @Nullable BigDecimal percentOfCost) {

  static Profit of(Money price, Money cost) {
    Money amount = price.minus(cost);
    return new Profit(
        amount,
        cost.isZero()
            ? null
            : amount
                .getAmount()
                .movePointRight(2)
                .divide(cost.getAmount(), 2, RoundingMode.HALF_UP));
  }
}
