package io.tierline.pricing.specific;

import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a seller fixed for one buyer.
 *
 * @param version how many changes it has seen; 0 before the first
 * @param prices every version, in any order
 */
public record SpecificSheet(long version, List<SpecificPrice> prices) {

  public SpecificSheet {
    prices = List.copyOf(prices);
  }

  /** The versions in force at a moment and those that start later, by product and action. */
  public List<SpecificPrice> from(Instant at) {
    Map<String, Optional<SpecificPrice>> inForce =
        prices.stream()
            .filter(price -> !price.effectiveFrom().isAfter(at))
            .collect(
                Collectors.groupingBy(
                    SpecificSheet::place,
                    Collectors.maxBy(Comparator.comparingLong(SpecificPrice::version))));
    return prices.stream()
        .filter(
            price -> {
              long least =
                  inForce
                      .getOrDefault(place(price), Optional.empty())
                      .map(SpecificPrice::version)
                      .orElse(0L);
              return price.effectiveFrom().isAfter(at)
                  ? price.version() > least
                  : price.version() == least && price instanceof SpecificPrice.Fixed;
            })
        .sorted(
            Comparator.comparing(SpecificPrice::product)
                .thenComparing(SpecificPrice::action)
                .thenComparingLong(SpecificPrice::version))
        .toList();
  }

  private static String place(SpecificPrice price) {
    return price.product() + "/" + price.action();
  }
}
