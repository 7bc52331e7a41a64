package io.tierline.pricing.engine;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-18: a conversion needs a rate with a date; without one it is refused, never taken as
 * 0 or 1. A pair serves its own direction only: the rate from B to A is not one divided by the rate
 * from A to B, because sources quote both, with their own margins.
 *
 * @param maxAgeDays how old a rate may be; 0: of the day itself
 */
public record ExchangeRates(List<ExchangeRate> rates, int maxAgeDays) {

  public ExchangeRates {
    rates = List.copyOf(rates);
    if (maxAgeDays < 0) {
      throw new IllegalArgumentException("A rate cannot be %d days old".formatted(maxAgeDays));
    }
  }

  /** The outcome of a conversion. */
  public sealed interface Conversion {

    /**
     * @param rate null when the amount was in the currency asked for
     */
    record Converted(Money amount, @Nullable ExchangeRate rate) implements Conversion {}

    /**
     * @param newestOn the newest day there is a rate of, which is too old; null when there is none
     */
    record RateMissing(CurrencyUnit from, CurrencyUnit to, @Nullable LocalDate newestOn)
        implements Conversion {}
  }

  /**
   * At the newest rate of the day or before it. An amount that is in the currency asked for is
   * itself.
   */
  public Conversion convert(Money amount, CurrencyUnit to, Instant at, RoundingMode roundingMode) {
    if (amount.getCurrencyUnit().equals(to)) {
      return new Conversion.Converted(amount, null);
    }
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    Optional<ExchangeRate> newest =
        rates.stream()
            .filter(rate -> rate.from().equals(amount.getCurrencyUnit()) && rate.to().equals(to))
            .filter(rate -> !rate.day().isAfter(today))
            .max(Comparator.comparing(ExchangeRate::day));
    if (newest.isEmpty()) {
      return new Conversion.RateMissing(amount.getCurrencyUnit(), to, null);
    }
    ExchangeRate rate = newest.get();
    if (ChronoUnit.DAYS.between(rate.day(), today) > maxAgeDays) {
      return new Conversion.RateMissing(amount.getCurrencyUnit(), to, rate.day());
    }
    return new Conversion.Converted(amount.convertedTo(to, rate.rate(), roundingMode), rate);
  }
}
