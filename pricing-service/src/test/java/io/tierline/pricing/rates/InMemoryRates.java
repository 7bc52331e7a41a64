package io.tierline.pricing.rates;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** One operator's rates, for tests without a database. */
public final class InMemoryRates implements Rates {

  private final List<RecordedRate> rates = new ArrayList<>();

  @Override
  public List<ExchangeRate> newest(SellerId seller, Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return rates.stream()
        .filter(rate -> !rate.recordedAt().isAfter(at) && !rate.rate().day().isAfter(today))
        .collect(
            Collectors.groupingBy(
                RecordedRate::pair,
                Collectors.maxBy(
                    Comparator.comparing((RecordedRate rate) -> rate.rate().day())
                        .thenComparingLong(RecordedRate::version))))
        .values()
        .stream()
        .map(rate -> rate.orElseThrow().rate())
        .toList();
  }

  @Override
  public long version(SellerId operator, CurrencyPair pair) {
    return rates.stream().filter(rate -> rate.pair().equals(pair)).count();
  }

  @Override
  public boolean record(SellerId operator, RecordedRate rate) {
    return rates.add(rate);
  }

  @Override
  public List<RecordedRate> history(
      SellerId seller, CurrencyPair pair, long beforeVersion, int limit) {
    return rates.reversed().stream()
        .filter(rate -> rate.pair().equals(pair) && rate.version() < beforeVersion)
        .limit(limit)
        .toList();
  }
}
