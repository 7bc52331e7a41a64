package io.tierline.pricing.engine;

import org.jspecify.annotations.Nullable;

/**
 * The ending a price shall have (domain.md PR-11): {@code .99} is {@code afterPoint} 99, a last
 * decimal digit 9 is {@code afterPoint} 9, a whole part that ends in 9 is {@code beforePoint} 9.
 *
 * @param beforePoint last digits of the whole part; null when any will do
 * @param afterPoint last digits of the decimals; null: none but zeros when {@code beforePoint} is
 *     given, else any
 */
public record Rounding(
    @Nullable String beforePoint, @Nullable String afterPoint, BelowCost belowCost) {

  public enum BelowCost {
    /** A price below cost goes to the next one up that is not. */
    NEXT_ONE_UP,
    ALLOWED
  }

  /** To the currency's digits only, and not below cost. */
  public static Rounding none() {
    return new Rounding(null, null, BelowCost.NEXT_ONE_UP);
  }
}
