package io.tierline.pricing.rates;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import io.tierline.pricing.engine.ExchangeRates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** The rates a seller's operator has recorded. */
public class ReadRates {

  private final Rates rates;
  private final Clock clock;
  private final int maxAgeDays;

  /**
   * @param maxAge how old a rate may be; whole days
   */
  public ReadRates(Rates rates, Clock clock, Duration maxAge) {
    this.rates = rates;
    this.clock = clock;
    this.maxAgeDays = Math.toIntExact(maxAge.toDays());
  }

  /** Those that count at a moment, for a conversion. In the caller's transaction. */
  public ExchangeRates at(SellerId seller, Instant at) {
    return new ExchangeRates(rates.newest(seller, at), maxAgeDays);
  }

  /** The newest of each pair, by pair; also those that are too old to convert with. */
  @Transactional(readOnly = true)
  public List<ExchangeRate> newest(SellerId seller) {
    return rates.newest(seller, clock.instant()).stream()
        .sorted(
            Comparator.comparing((ExchangeRate rate) -> rate.from().getCode())
                .thenComparing(rate -> rate.to().getCode()))
        .toList();
  }

  public int maxAgeDays() {
    return maxAgeDays;
  }

  @Transactional(readOnly = true)
  public List<RecordedRate> history(
      SellerId seller, CurrencyPair pair, long beforeVersion, int limit) {
    return rates.history(seller, pair, beforeVersion, limit);
  }
}
