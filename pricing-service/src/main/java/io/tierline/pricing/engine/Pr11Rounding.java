package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-11: a price becomes the closest number with the ending the seller wants; a tie goes
 * up; one below cost goes to the next one up unless the seller allows otherwise; never below zero.
 * Without an ending the same holds of every number the currency can have.
 */
public final class Pr11Rounding {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private Pr11Rounding() {}

  /**
   * @param exact the price wanted, in minor units with all decimals it has
   * @param cost in minor units
   * @param decimals of the currency
   * @return in minor units
   */
  static long nearest(BigDecimal exact, long cost, Rounding rounding, int decimals) {
    Endings endings = Endings.of(rounding, decimals);
    long price = endings.nearest(exact);
    return switch (rounding.belowCost()) {
      case ALLOWED -> price;
      case NEXT_ONE_UP -> price < cost ? endings.atOrAbove(cost) : price;
    };
  }

  /** An ending the currency cannot have is refused. */
  static void check(
      String field, Rounding rounding, CurrencyUnit currency, Consumer<PriceRefusal> refusals) {
    checkDigits(field + ".beforePoint", rounding.beforePoint(), Limits.ENDING_MAX_DIGITS, refusals);
    String after = rounding.afterPoint();
    int decimals = currency.getDecimalPlaces();
    if (after != null && DIGITS.matcher(after).matches() && after.length() > decimals) {
      refusals.accept(
          PriceRefusal.endingImpossible(field + ".afterPoint", currency.getCode(), decimals));
    } else {
      checkDigits(field + ".afterPoint", after, Limits.ENDING_MAX_DIGITS, refusals);
    }
  }

  private static void checkDigits(
      String field, @Nullable String digits, int max, Consumer<PriceRefusal> refusals) {
    if (digits != null && (digits.length() > max || !DIGITS.matcher(digits).matches())) {
      refusals.accept(PriceRefusal.endingUnreadable(field));
    }
  }

  /**
   * All numbers with an ending: those that leave one of the remainders.
   *
   * @param period in minor units
   * @param remainders rising
   */
  private record Endings(long period, long[] remainders) {

    static Endings of(Rounding rounding, int decimals) {
      String before = rounding.beforePoint();
      String after = rounding.afterPoint();
      long one = powerOfTen(decimals);
      if (before == null) {
        return after == null
            ? new Endings(1, new long[] {0})
            : new Endings(powerOfTen(after.length()), new long[] {Long.parseLong(after)});
      }
      long whole = Long.parseLong(before) * one;
      long period = powerOfTen(before.length()) * one;
      if (after == null) {
        return new Endings(period, new long[] {whole});
      }
      long step = powerOfTen(after.length());
      return new Endings(
          period,
          LongStream.range(0, one / step)
              .map(free -> whole + free * step + Long.parseLong(after))
              .toArray());
    }

    long nearest(BigDecimal exact) {
      BigInteger floor = exact.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
      OptionalLong below = atOrBelow(floor.longValueExact());
      if (below.isEmpty()) {
        return atOrAbove(0);
      }
      long above = atOrAbove(Math.addExact(floor.longValueExact(), 1));
      BigDecimal down = exact.subtract(BigDecimal.valueOf(below.getAsLong()));
      BigDecimal up = BigDecimal.valueOf(above).subtract(exact);
      return down.compareTo(up) < 0 ? below.getAsLong() : above;
    }

    long atOrAbove(long number) {
      long start = Math.floorDiv(number, period) * period;
      for (long remainder : remainders) {
        if (start + remainder >= number) {
          return start + remainder;
        }
      }
      return start + period + remainders[0];
    }

    /** Not below zero. */
    private OptionalLong atOrBelow(long number) {
      if (number < remainders[0]) {
        return OptionalLong.empty();
      }
      long start = Math.floorDiv(number, period) * period;
      for (int i = remainders.length - 1; i >= 0; i--) {
        if (start + remainders[i] <= number) {
          return OptionalLong.of(start + remainders[i]);
        }
      }
      return OptionalLong.of(start - period + remainders[remainders.length - 1]);
    }

    private static long powerOfTen(int digits) {
      return BigInteger.TEN.pow(digits).longValueExact();
    }
  }
}
