package io.tierline.pricing.tldstatus;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.TldStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statuses and orders for tests without a database; every order is of everybody. */
public final class InMemoryTldStatuses implements TldStatuses, Orders {

  private final Map<SellerId, List<Recorded>> recorded = new HashMap<>();
  private final Map<OrderId, String> orders = new HashMap<>();

  @Override
  public Map<SellerId, Long> versions(Collection<SellerId> sellers) {
    Map<SellerId, Long> versions = new HashMap<>();
    for (SellerId seller : sellers) {
      long version = lock(seller);
      if (version > 0) {
        versions.put(seller, version);
      }
    }
    return versions;
  }

  @Override
  public long lock(SellerId seller) {
    return of(seller).stream().mapToLong(Recorded::version).max().orElse(0);
  }

  @Override
  public List<SellerId> lockNext(@Nullable SellerId after, int limit) {
    return recorded.keySet().stream()
        .filter(seller -> after == null || seller.value() > after.value())
        .sorted(Comparator.comparingLong(SellerId::value))
        .limit(limit)
        .toList();
  }

  private List<Recorded> of(SellerId seller) {
    return recorded.getOrDefault(seller, List.of());
  }

  @Override
  public Map<String, Recorded> present(SellerId seller) {
    Map<String, Recorded> present = new HashMap<>();
    of(seller).forEach(each -> present.put(each.tld(), each));
    return present;
  }

  @Override
  public Map<String, TldStatus> asKnownAt(SellerId seller, Instant at) {
    Map<String, TldStatus> known = new HashMap<>();
    of(seller).stream()
        .filter(each -> !each.at().isAfter(at))
        .forEach(each -> known.put(each.tld(), each.status()));
    return known;
  }

  @Override
  public void record(SellerId seller, List<Recorded> changed) {
    if (changed.getFirst().version() != lock(seller) + 1) {
      throw new IllegalStateException("The statuses were not locked");
    }
    recorded.computeIfAbsent(seller, _ -> new ArrayList<>()).addAll(changed);
  }

  @Override
  public List<Recorded> history(SellerId seller, String tld, Window window) {
    return of(seller).stream()
        .filter(each -> each.tld().equals(tld))
        .filter(each -> each.version() < window.before().orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingLong(Recorded::version).reversed())
        .limit(window.limit())
        .toList();
  }

  @Override
  public long ordersOf(String tld) {
    return orders.values().stream().filter(tld::equals).count();
  }

  @Override
  public void put(OrderId order, SellerId seller, String tld) {
    orders.put(order, tld);
  }

  @Override
  public void remove(OrderId order) {
    orders.remove(order);
  }
}
