package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.pricing.engine.ExchangeRates.Conversion.Converted;
import io.tierline.pricing.engine.ExchangeRates.Conversion.RateMissing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {

  private static final CurrencyUnit USD = CurrencyUnit.USD;
  private static final CurrencyUnit JPY = CurrencyUnit.JPY;
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final ExchangeRates RATES =
      new ExchangeRates(
          List.of(
              rate("150", DAY.minusDays(1)), rate("151.555", DAY), rate("160", DAY.plusDays(5))),
          2);

  private static ExchangeRate rate(String rate, LocalDate day) {
    return new ExchangeRate(USD, JPY, new BigDecimal(rate), day, "bank");
  }

  private static ExchangeRates.Conversion toYen(String dollars, String at) {
    return RATES.convert(
        Money.parse("USD " + dollars), JPY, Instant.parse(at), RoundingMode.HALF_UP);
  }

  @Test
  @DisplayName("PR-18: the newest rate of the day or before it, with its date")
  void theNewestRateCounts() {
    assertThat(toYen("10.00", "2026-11-20T00:00:00Z"))
        .isEqualTo(new Converted(Money.parse("JPY 1516"), rate("151.555", DAY)));
    assertThat(toYen("10.00", "2026-11-19T23:59:59Z"))
        .isEqualTo(new Converted(Money.parse("JPY 1500"), rate("150", DAY.minusDays(1))));
    assertThat(toYen("10.00", "2026-11-22T23:59:59Z"))
        .isEqualTo(new Converted(Money.parse("JPY 1516"), rate("151.555", DAY)));
  }

  @Test
  @DisplayName("PR-18: rounding is as asked for")
  void roundingIsAsAskedFor() {
    assertThat(
            RATES.convert(
                Money.parse("USD 10.00"),
                JPY,
                Instant.parse("2026-11-20T00:00:00Z"),
                RoundingMode.DOWN))
        .isEqualTo(new Converted(Money.parse("JPY 1515"), rate("151.555", DAY)));
  }

  @Test
  @DisplayName("PR-18: a rate that is too old, or none, is refused, never 0 or 1")
  void withoutARateItIsRefused() {
    assertThat(toYen("10.00", "2026-11-23T00:00:00Z")).isEqualTo(new RateMissing(USD, JPY, DAY));
    assertThat(toYen("10.00", "2026-11-18T23:59:59Z")).isEqualTo(new RateMissing(USD, JPY, null));
    assertThat(
            RATES.convert(
                Money.parse("EUR 1"),
                JPY,
                Instant.parse("2026-11-20T00:00:00Z"),
                RoundingMode.HALF_UP))
        .isEqualTo(new RateMissing(CurrencyUnit.EUR, JPY, null));
  }

  @Test
  @DisplayName("PR-18: the other direction is not made up")
  void theInverseIsNotMadeUp() {
    assertThat(
            RATES.convert(
                Money.parse("JPY 1500"),
                USD,
                Instant.parse("2026-11-20T00:00:00Z"),
                RoundingMode.HALF_UP))
        .isEqualTo(new RateMissing(JPY, USD, null));
  }

  @Test
  @DisplayName("PR-18: an amount in the currency asked for is itself")
  void theSameCurrencyNeedsNoRate() {
    assertThat(
            new ExchangeRates(List.of(), 0)
                .convert(Money.parse("USD 1.23"), USD, Instant.EPOCH, RoundingMode.HALF_UP))
        .isEqualTo(new Converted(Money.parse("USD 1.23"), null));
  }

  @Test
  @DisplayName("PR-18: a rate of zero, to itself, of the future or without source is refused")
  void aRateIsChecked() {
    assertThat(read("USD", "JPY", "151.5", DAY)).isEqualTo("151.5");
    assertThat(read("USD", "JPY", "0", DAY)).isEqualTo("rate-unusable rates[0].rate");
    assertThat(read("USD", "JPY", "0.000", DAY)).isEqualTo("rate-unusable rates[0].rate");
    assertThat(read("USD", "JPY", "-1", DAY)).isEqualTo("rate-unusable rates[0].rate");
    assertThat(read("USD", "JPY", "1234567890", DAY)).isEqualTo("rate-unusable rates[0].rate");
    assertThat(read("USD", "JPY", "1." + "1".repeat(13), DAY))
        .isEqualTo("rate-unusable rates[0].rate");
    assertThat(read("USD", "USD", "1", DAY)).isEqualTo("rate-to-itself rates[0].to");
    assertThat(read("USD", "XXQ", "1", DAY)).isEqualTo("currency-unknown rates[0].to");
    assertThat(read("dollar", "USD", "1", DAY)).isEqualTo("currency-unknown rates[0].from");
    assertThat(read("USD", "JPY", "150", DAY.plusDays(1)))
        .isEqualTo("rate-of-the-future rates[0].day");
    List<String> refusals = new ArrayList<>();
    RateRules.check(
        new ProposedRate("rates[0]", "USD", "JPY", "1", DAY, ""),
        DAY,
        refusal -> refusals.add(refusal.code()));
    assertThat(refusals).containsExactly("name-unusable");
  }

  @Test
  @DisplayName("PR-18: no rate of zero or to itself can be made at all")
  void noUnusableRateExists() {
    assertThatThrownBy(() -> rate("0", DAY)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExchangeRate(USD, USD, BigDecimal.ONE, DAY, "bank"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExchangeRates(List.of(), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(String from, String to, String rate, LocalDate day) {
    List<String> refusals = new ArrayList<>();
    return RateRules.check(
            new ProposedRate("rates[0]", from, to, rate, day, "bank"),
            DAY,
            refusal -> refusals.add(refusal.code() + " " + refusal.field()))
        .map(read -> read.rate().toPlainString())
        .orElseGet(() -> String.join(",", refusals));
  }
}
