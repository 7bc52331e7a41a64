package io.tierline.ordering.ledger;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * An amount that leaves one account for another in the same seller's books.
 *
 * @param amount positive, at most {@link #AMOUNT_MAX_MINOR_UNITS}, in the currency of both accounts
 * @param purpose what the holder reads on its statement
 */
public record Transfer(AccountId from, AccountId to, Money amount, String purpose) {

  /** What the constraint {@code amount_positive_and_bounded} lets through. */
  public static final long AMOUNT_MAX_MINOR_UNITS = 1_000_000_000_000_000L;

  public Transfer {
    if (!canMove(amount)) {
      throw new IllegalArgumentException(
          "A transfer moves more than zero and at most %s, not %s"
              .formatted(most(amount.getCurrencyUnit()), amount));
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException("Nobody pays itself: account %s".formatted(from));
    }
  }

  /** Whether one transfer can move this amount. */
  public static boolean canMove(Money amount) {
    return amount.isPositive() && !amount.isGreaterThan(most(amount.getCurrencyUnit()));
  }

  /** The most that one transfer moves. */
  public static Money most(CurrencyUnit currency) {
    return Money.ofMinor(currency, AMOUNT_MAX_MINOR_UNITS);
  }
}
