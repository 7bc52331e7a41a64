package io.tierline.ordering.ledger;

import io.tierline.contracts.SellerId;
import org.joda.money.Money;

/**
 * An account as it stood when it was read.
 *
 * @param books the seller in whose books it is
 * @param posted the balance; for house accounts zero, their balance is the sum of their entries
 * @param pending reserved by open holds
 * @param version number of entries so far
 */
public record Account(
    AccountId id,
    SellerId books,
    Holder holder,
    Money posted,
    Money pending,
    Money creditLimit,
    long version) {

  /** What can be spent now. */
  public Money available() {
    return posted.minus(pending).plus(creditLimit);
  }
}
