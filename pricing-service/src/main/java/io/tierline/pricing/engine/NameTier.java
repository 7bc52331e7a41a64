package io.tierline.pricing.engine;

import org.joda.money.Money;

/**
 * Whether the registry has a price of its own for the name (domain.md PR-19).
 *
 * <p>A buyer who acknowledges a premium name that turns out to be a standard one is charged the
 * standard price: {@code premium=true} says what the buyer would accept (OR-5), and less is asked.
 */
public sealed interface NameTier {

  record Standard() implements NameTier {}

  /**
   * @param costPerYear what this seller pays for a year of it, in its selling currency
   */
  record Premium(Money costPerYear, Acknowledgement acknowledgement) implements NameTier {}

  /** Whether the order says that it knows the name is premium. */
  enum Acknowledgement {
    GIVEN,
    ABSENT
  }
}
