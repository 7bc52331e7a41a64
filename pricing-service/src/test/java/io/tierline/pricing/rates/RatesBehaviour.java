package io.tierline.pricing.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of exchange rates does. */
public interface RatesBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  LocalDate TODAY = LocalDate.parse("2026-11-21");
  CurrencyPair PAIR = new CurrencyPair(CurrencyUnit.USD, CurrencyUnit.EUR);

  Rates rates();

  /** Runs on behalf of the seller, in a transaction of its own. */
  <T> T as(SellerId seller, Supplier<T> work);

  /** One that is known. */
  SellerId knownOperator();

  @Test
  @DisplayName("PR-18: the newest day counts, and of one day what was recorded last")
  default void theNewestDayCounts() {
    SellerId operator = knownOperator();
    record(operator, 1, "0.86", TODAY);
    record(operator, 2, "0.80", TODAY.minusDays(1));
    assertThat(newest(operator, NOW)).isEqualTo("0.86 2026-11-21");

    record(operator, 3, "0.87", TODAY);
    assertThat(newest(operator, NOW)).isEqualTo("0.87 2026-11-21");
    assertThat(newest(operator, NOW.minusSeconds(1))).isEmpty();
  }

  @Test
  @DisplayName("PR-18: every rate is kept, newest first, with its version")
  default void everyRateIsKept() {
    SellerId operator = knownOperator();
    assertThat(as(operator, () -> rates().version(operator, PAIR))).isZero();
    record(operator, 1, "0.86", TODAY);
    record(operator, 2, "0.87", TODAY);

    assertThat(as(operator, () -> rates().version(operator, PAIR))).isEqualTo(2);
    assertThat(as(operator, () -> rates().history(operator, PAIR, Long.MAX_VALUE, 10)))
        .extracting(RecordedRate::version)
        .containsExactly(2L, 1L);
    assertThat(as(operator, () -> rates().history(operator, PAIR, 2, 10)))
        .containsExactly(recorded(1, "0.86", TODAY));
  }

  private String newest(SellerId operator, Instant at) {
    return as(operator, () -> rates().newest(operator, at)).stream()
        .map(rate -> rate.rate() + " " + rate.day())
        .findFirst()
        .orElse("");
  }

  private void record(SellerId operator, long version, String rate, LocalDate day) {
    assertThat(as(operator, () -> rates().record(operator, recorded(version, rate, day)))).isTrue();
  }

  private static RecordedRate recorded(long version, String rate, LocalDate day) {
    return new RecordedRate(
        new ExchangeRate(PAIR.from(), PAIR.to(), new BigDecimal(rate), day, "ECB"),
        version,
        NOW,
        "client-1");
  }
}
