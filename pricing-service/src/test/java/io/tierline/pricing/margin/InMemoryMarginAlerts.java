package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Margin alerts for tests without a database. */
public final class InMemoryMarginAlerts implements MarginAlerts {

  private final List<MarginAlert> alerts = new ArrayList<>();
  private final Map<Long, List<PriceAtOrBelowCost>> prices = new HashMap<>();
  private long lastId;

  @Override
  public long add(MarginAlert alert, List<PriceAtOrBelowCost> listed) {
    lastId++;
    alerts.add(
        new MarginAlert(
            lastId,
            alert.seller(),
            alert.causes(),
            alert.pricesTotal(),
            alert.changedAt(),
            alert.raisedAt()));
    prices.put(lastId, List.copyOf(listed));
    return lastId;
  }

  @Override
  public List<MarginAlert> page(SellerId seller, OptionalLong before, int limit) {
    return alerts.reversed().stream()
        .filter(alert -> alert.seller().equals(seller))
        .filter(alert -> alert.id() < before.orElse(Long.MAX_VALUE))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<List<PriceAtOrBelowCost>> prices(AlertKey key, long from, int limit) {
    return alerts.stream()
        .filter(alert -> alert.id() == key.id() && alert.seller().equals(key.seller()))
        .findFirst()
        .map(
            alert ->
                prices.getOrDefault(alert.id(), List.of()).stream()
                    .skip(from)
                    .limit(limit)
                    .toList());
  }

  @Override
  public int forget(Instant raisedBefore, int limit) {
    List<MarginAlert> old =
        alerts.stream()
            .filter(alert -> alert.raisedAt().isBefore(raisedBefore))
            .sorted(Comparator.comparing(MarginAlert::raisedAt))
            .limit(limit)
            .toList();
    alerts.removeAll(old);
    return old.size();
  }
}
