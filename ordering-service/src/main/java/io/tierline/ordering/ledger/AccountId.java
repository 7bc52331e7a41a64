package io.tierline.ordering.ledger;

/**
 * An account of the ledger; the order of these numbers is the order in which accounts are locked.
 */
public record AccountId(long value) implements Comparable<AccountId> {

  @Override
  public int compareTo(AccountId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
