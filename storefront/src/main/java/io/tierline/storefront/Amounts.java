package io.tierline.storefront;

import org.joda.money.Money;

/** Amounts as minor units that any purchase can be computed from without running over. */
final class Amounts {

  static final long NONE = -1;

  /** Far above any registry's longest tenure; keeps a price list from filling the memory. */
  static final int TENURE_YEARS_MAX = 100;

  /** All years of a purchase and its fee together stay in a {@code long}. */
  private static final long MINOR_UNITS_MAX = Long.MAX_VALUE / (2L * TENURE_YEARS_MAX);

  private Amounts() {}

  /**
   * @throws ArithmeticException for an amount that no purchase could be computed from
   */
  static long minorUnits(Money amount) {
    long minorUnits = amount.getAmountMinorLong();
    if (minorUnits < 0 || minorUnits > MINOR_UNITS_MAX) {
      throw new ArithmeticException("No purchase can be computed from " + amount);
    }
    return minorUnits;
  }
}
