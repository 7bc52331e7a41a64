package io.tierline.ordering.ledger;

import org.joda.money.Money;

/**
 * An amount that leaves one account for another in the same seller's books.
 *
 * @param amount positive, in the currency of both accounts
 * @param purpose what the holder reads on its statement
 */
public record Transfer(AccountId from, AccountId to, Money amount, String purpose) {

  public Transfer {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException(
          "A transfer moves a positive amount, not %s".formatted(amount));
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException("Nobody pays itself: account %s".formatted(from));
    }
  }
}
