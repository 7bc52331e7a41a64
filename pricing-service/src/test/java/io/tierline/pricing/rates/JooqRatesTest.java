package io.tierline.pricing.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.engine.ExchangeRate;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqRatesTest extends OnRealServers implements RatesBehaviour {

  @Autowired private Rates rates;

  @Override
  public Rates rates() {
    return rates;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Override
  public SellerId knownOperator() {
    return anOperator();
  }

  @Test
  @DisplayName("PR-18: of two instances that record the same version one is told")
  void aVersionIsRecordedOnce() {
    SellerId operator = anOperator();
    RecordedRate rate =
        new RecordedRate(
            new ExchangeRate(PAIR.from(), PAIR.to(), new BigDecimal("0.86"), TODAY, "ECB"),
            1,
            NOW,
            "client-1");

    assertThat(asSeller(operator, () -> rates.record(operator, rate))).isTrue();
    assertThat(asSeller(operator, () -> rates.record(operator, rate))).isFalse();
  }
}
