package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tierline.pricing.engine.Rounding.BelowCost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoundingTest {

  private static final CurrencyUnit USD = CurrencyUnit.USD;

  @Test
  @DisplayName("E6 PR-10 PR-11: cost 7.35 and 20 percent, with each ending")
  void costAndTwentyPercent() {
    assertThat(price("7.35", null, null)).isEqualTo("8.82");
    assertThat(price("7.35", null, "99")).isEqualTo("8.99");
    assertThat(price("7.35", "9", null)).isEqualTo("9.00");
  }

  private static String price(String cost, @Nullable String before, @Nullable String after) {
    long minorUnits =
        Pr10Margin.price(
            Money.parse("USD " + cost).getAmountMinorLong(),
            new MarginRule(
                new Margin.OfCost(new BigDecimal("20")),
                new Rounding(before, after, BelowCost.NEXT_ONE_UP)),
            USD);
    return Money.ofMinor(USD, minorUnits).getAmount().toString();
  }

  @Test
  @DisplayName("PR-11: the closest number with the ending before and after the decimal point")
  void theClosestNumberWithTheEnding() {
    assertThat(nearest("8.82", null, "99")).isEqualTo("8.99");
    assertThat(nearest("8.82", null, "9")).isEqualTo("8.79");
    assertThat(nearest("8.82", "9", null)).isEqualTo("9.00");
    assertThat(nearest("8.82", "9", "99")).isEqualTo("9.99");
    assertThat(nearest("8.20", null, "99")).isEqualTo("7.99");
    assertThat(nearest("8.82", "9", "9")).isEqualTo("9.09");
    assertThat(nearest("9.52", "9", "9")).isEqualTo("9.49");
    assertThat(nearest("123.00", "49", "95")).isEqualTo("149.95");
    assertThat(nearest("99.00", "49", "95")).isEqualTo("49.95");
  }

  @Test
  @DisplayName("PR-11: a tie goes up")
  void aTieGoesUp() {
    assertThat(nearest("8.49", null, "99")).isEqualTo("8.99");
    assertThat(nearest("8.489", null, "99")).isEqualTo("7.99");
    assertThat(nearest("8.84", null, "9")).isEqualTo("8.89");
    assertThat(nearest("14.00", "9", null)).isEqualTo("19.00");
    assertThat(nearest("1.005", null, null)).isEqualTo("1.01");
    assertThat(nearest("1.00499", null, null)).isEqualTo("1.00");
  }

  @Test
  @DisplayName("PR-11: a result below cost goes to the next one up unless the seller allows it")
  void belowCostGoesUp() {
    assertThat(withCost("8.20", "8.00", "99", BelowCost.NEXT_ONE_UP)).isEqualTo("8.99");
    assertThat(withCost("8.20", "8.00", "99", BelowCost.ALLOWED)).isEqualTo("7.99");
    assertThat(withCost("8.20", "7.99", "99", BelowCost.NEXT_ONE_UP)).isEqualTo("7.99");
    assertThat(withCost("5.00", "8.00", null, BelowCost.NEXT_ONE_UP)).isEqualTo("8.00");
  }

  @Test
  @DisplayName("PR-11: never below zero")
  void neverBelowZero() {
    assertThat(nearest("0.20", null, "99")).isEqualTo("0.99");
    assertThat(nearest("0.00", "9", null)).isEqualTo("9.00");
    assertThat(nearest("-5.00", null, null)).isEqualTo("0.00");
    assertThat(nearest("-5.00", null, "9")).isEqualTo("0.09");
  }

  @Test
  @DisplayName("PR-11: an ending the currency cannot have is refused")
  void anEndingTheCurrencyCannotHaveIsRefused() {
    assertThat(refused("JPY", null, "99")).containsExactly("ending-impossible rounding.afterPoint");
    assertThat(refused("JPY", "9", null)).isEmpty();
    assertThat(refused("USD", null, "999"))
        .containsExactly("ending-impossible rounding.afterPoint");
    assertThat(refused("KWD", null, "999")).isEmpty();
    assertThat(refused("USD", "9", "99")).isEmpty();
    assertThat(refused("USD", null, null)).isEmpty();
    for (String digits : new String[] {"", "-9", ".9", "x", "９"}) {
      assertThat(refused("USD", digits, null))
          .containsExactly("ending-unreadable rounding.beforePoint");
      assertThat(refused("USD", null, digits))
          .containsExactly("ending-unreadable rounding.afterPoint");
    }
    assertThat(refused("USD", "9999", null))
        .containsExactly("ending-unreadable rounding.beforePoint");
  }

  @Test
  @DisplayName("PR-11: over random prices the result has the ending and none with it is nearer")
  void noOtherNumberWithTheEndingIsNearer() {
    long seed = Long.getLong("tierline.pricing.seed", System.nanoTime());
    System.out.println("RoundingTest: -Dtierline.pricing.seed=" + seed);
    RandomGeneratorFactory<RandomGenerator> generators =
        RandomGeneratorFactory.of("L64X128MixRandom");
    for (int i = 0; i < 2_000; i++) {
      RandomGenerator random = generators.create(seed + i);
      try {
        tryOne(random);
      } catch (AssertionError | RuntimeException e) {
        fail("%d of -Dtierline.pricing.seed=%d: %s".formatted(i, seed, e.getMessage()), e);
      }
    }
  }

  /** All numbers are looked at, one by one, as the text a buyer would read. */
  private static void tryOne(RandomGenerator random) {
    CurrencyUnit currency =
        CurrencyUnit.of(List.of("JPY", "USD", "USD", "KWD").get(random.nextInt(4)));
    int decimals = currency.getDecimalPlaces();
    String before = random.nextBoolean() ? digits(random, 1 + random.nextInt(2)) : null;
    String after =
        decimals > 0 && random.nextBoolean() ? digits(random, 1 + random.nextInt(decimals)) : null;
    Rounding rounding =
        new Rounding(
            before, after, random.nextBoolean() ? BelowCost.ALLOWED : BelowCost.NEXT_ONE_UP);
    BigDecimal exact = BigDecimal.valueOf(random.nextLong(-1_000, 300_000), 1 + random.nextInt(2));
    long cost = Math.max(0, exact.longValue() + random.nextLong(-3_000, 1_000));

    long price = Pr11Rounding.nearest(exact, cost, rounding, decimals);

    assertThat(price).isNotNegative();
    LongPredicate ends = ending(rounding, decimals);
    assertThat(ends.test(price)).as("%d ends like %s", price, rounding).isTrue();
    boolean mayLose = rounding.belowCost() == BelowCost.ALLOWED;
    assertThat(mayLose || price >= cost).isTrue();
    BigDecimal distance = exact.subtract(BigDecimal.valueOf(price)).abs();
    List<Long> better = new ArrayList<>();
    long reach = distance.longValue() + 1;
    for (long other = Math.max(0, exact.longValue() - reach - 1);
        other <= exact.longValue() + reach + 1;
        other++) {
      if (ends.test(other) && (mayLose || other >= cost)) {
        int nearer = exact.subtract(BigDecimal.valueOf(other)).abs().compareTo(distance);
        if (nearer < 0 || (nearer == 0 && other > price)) {
          better.add(other);
        }
      }
    }
    boolean lifted = !mayLose && exact.compareTo(BigDecimal.valueOf(cost)) < 0;
    if (!lifted) {
      assertThat(better)
          .as("%s with %s, cost %d, became %d", exact, rounding, cost, price)
          .isEmpty();
    }
  }

  /** Whether an amount in minor units reads as wanted. */
  static LongPredicate ending(Rounding rounding, int decimals) {
    long unit = powerOfTen(decimals);
    LongPredicate before = ending(rounding.beforePoint());
    LongPredicate after =
        rounding.afterPoint() != null || rounding.beforePoint() == null
            ? ending(rounding.afterPoint())
            : minorUnits -> minorUnits % unit == 0;
    return minorUnits -> after.test(minorUnits) && before.test(minorUnits / unit);
  }

  private static LongPredicate ending(@Nullable String digits) {
    if (digits == null) {
      return _ -> true;
    }
    long power = powerOfTen(digits.length());
    long wanted = Long.parseLong(digits);
    return number -> number % power == wanted;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static String digits(RandomGenerator random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(3) == 0 ? 9 : random.nextInt(10));
    }
    return digits.toString();
  }

  private static String nearest(String exact, @Nullable String before, @Nullable String after) {
    return rounded(exact, "0.00", new Rounding(before, after, BelowCost.NEXT_ONE_UP));
  }

  private static String withCost(
      String exact, String cost, @Nullable String after, BelowCost belowCost) {
    return rounded(exact, cost, new Rounding(null, after, belowCost));
  }

  private static String rounded(String exact, String cost, Rounding rounding) {
    long price =
        Pr11Rounding.nearest(
            new BigDecimal(exact).movePointRight(2),
            Money.parse("USD " + cost).getAmountMinorLong(),
            rounding,
            2);
    return Money.ofMinor(USD, price).getAmount().toString();
  }

  private static List<String> refused(
      String currency, @Nullable String before, @Nullable String after) {
    List<String> refusals = new ArrayList<>();
    MarginRules.rounding(
        "rounding",
        new Rounding(before, after, BelowCost.NEXT_ONE_UP),
        CurrencyUnit.of(currency),
        refusal -> {
          assertThat(refusal.rule()).isEqualTo("PR-11");
          refusals.add(refusal.code() + " " + refusal.field());
        });
    return refusals;
  }
}
