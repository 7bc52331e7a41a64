package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A tax on top of the price (domain.md PR-17). Its place in the seller's list says when it applies.
 *
 * @param place where it is due; one without region is due in the whole country, besides those of
 *     its regions
 * @param ratePercent up to {@link Limits#TAX_RATE_DECIMALS_MAX} decimals, e.g. {@code 9.975}
 */
public record TaxRule(
    String name, Place place, Set<ProductKind> kinds, BigDecimal ratePercent, Basis basis) {

  public enum Basis {
    /** On the pre-tax price. */
    SIMPLE,
    /** On the pre-tax price and the taxes before it. */
    COMPOUND
  }

  public TaxRule {
    kinds = Set.copyOf(kinds);
  }
}
