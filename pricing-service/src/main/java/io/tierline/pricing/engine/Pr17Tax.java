package io.tierline.pricing.engine;

import io.tierline.pricing.engine.QuoteResult.TaxPlaceUnknown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-17: each tax due in the buyer's place is a line of its own on top of the pre-tax
 * price, rounded half up to the currency's digits. The taxes of a region come besides those of its
 * country, in the seller's order; a compound one is counted on the taxes before it too.
 */
final class Pr17Tax {

  static final String RULE = "PR-17 tax";

  /** A rate is counted in these, so that it is a whole number ({@link Limits}). */
  private static final long PARTS = 1_000_000;

  private static final int PARTS_DIGITS_OF_PERCENT = 4;

  private Pr17Tax() {}

  /** A seller's taxes, their rates ready to count with. */
  static final class Taxes {

    private static final Taxes NONE = new Taxes(List.of(), new long[0]);

    private final List<TaxRule> rules;
    private final long[] parts;

    private Taxes(List<TaxRule> rules, long[] parts) {
      this.rules = rules;
      this.parts = parts;
    }

    boolean areNone() {
      return rules.isEmpty();
    }

    /**
     * @param rules in the order they apply
     * @throws ArithmeticException when a rate has more decimals than allowed
     */
    static Taxes of(List<TaxRule> rules) {
      return rules.isEmpty()
          ? NONE
          : new Taxes(
              rules,
              rules.stream()
                  .mapToLong(
                      rule ->
                          rule.ratePercent()
                              .movePointRight(PARTS_DIGITS_OF_PERCENT)
                              .longValueExact())
                  .toArray());
    }
  }

  /** What is due on one purchase; used again for the next. */
  static final class Due {

    private int count;
    private TaxRule[] rules = {};
    private long[] on = {};
    private long[] amounts = {};

    /**
     * @param preTax in minor units
     * @return the sum of the taxes
     */
    long compute(Taxes taxes, ProductKind kind, @Nullable Place buyer, long preTax) {
      clear();
      makeRoom(taxes.rules.size());
      long sum = 0;
      for (int i = 0; i < taxes.rules.size(); i++) {
        TaxRule rule = taxes.rules.get(i);
        if (isDue(rule, kind, buyer)) {
          long taxed =
              switch (rule.basis()) {
                case SIMPLE -> preTax;
                case COMPOUND -> Math.addExact(preTax, sum);
              };
          long amount = halfUp(taxed, taxes.parts[i]);
          add(rule, taxed, amount);
          sum = Math.addExact(sum, amount);
        }
      }
      return sum;
    }

    private void add(TaxRule rule, long taxed, long amount) {
      rules[count] = rule;
      on[count] = taxed;
      amounts[count] = amount;
      count++;
    }

    void clear() {
      count = 0;
    }

    private void makeRoom(int atMost) {
      if (rules.length < atMost) {
        rules = new TaxRule[atMost];
        on = new long[atMost];
        amounts = new long[atMost];
      }
    }

    int count() {
      return count;
    }

    TaxRule rule(int i) {
      return rules[i];
    }

    /** The amount it is counted on, in minor units. */
    long on(int i) {
      return on[i];
    }

    /** In minor units. */
    long amount(int i) {
      return amounts[i];
    }
  }

  /**
   * Without knowing where the buyer is no tax is left out by accident: there is no price.
   *
   * @return null when the place is known well enough
   */
  static @Nullable TaxPlaceUnknown placeMissing(
      Taxes taxes, ProductKind kind, @Nullable Place buyer) {
    for (int i = 0; i < taxes.rules.size(); i++) {
      TaxRule rule = taxes.rules.get(i);
      if (!rule.kinds().contains(kind)) {
        continue;
      }
      if (buyer == null) {
        return new TaxPlaceUnknown(null);
      }
      if (buyer.region() == null
          && rule.place().region() != null
          && rule.place().country().equals(buyer.country())) {
        return new TaxPlaceUnknown(buyer.country());
      }
    }
    return null;
  }

  private static boolean isDue(TaxRule rule, ProductKind kind, @Nullable Place buyer) {
    return buyer != null
        && rule.kinds().contains(kind)
        && rule.place().country().equals(buyer.country())
        && (rule.place().region() == null || rule.place().region().equals(buyer.region()));
  }

  /** In two parts, so that no product is larger than the tax itself. */
  private static long halfUp(long amount, long parts) {
    return Math.addExact(
        Math.multiplyExact(amount / PARTS, parts), (amount % PARTS * parts + PARTS / 2) / PARTS);
  }
}
