package io.tierline.pricing.rates;

import io.tierline.pricing.engine.ExchangeRate;
import java.time.Instant;

/**
 * A rate with who recorded it and when; its source says why (domain.md PR-18).
 *
 * @param version counted for its pair of currencies, from 1
 */
public record RecordedRate(ExchangeRate rate, long version, Instant recordedAt, String recordedBy) {

  CurrencyPair pair() {
    return new CurrencyPair(rate.from(), rate.to());
  }
}
