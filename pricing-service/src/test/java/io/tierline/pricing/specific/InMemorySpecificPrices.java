package io.tierline.pricing.specific;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specific prices for tests without a database. */
public final class InMemorySpecificPrices implements SpecificPrices {

  private final Map<BuyerKey, List<SpecificChange>> changes = new HashMap<>();

  @Override
  public SpecificSheet lock(BuyerKey buyer) {
    return sheet(buyer, LATEST);
  }

  @Override
  public List<BuyerKey> lockNext(@Nullable BuyerKey after, int limit) {
    Comparator<BuyerKey> order =
        Comparator.comparingLong((BuyerKey key) -> key.seller().value())
            .thenComparing(BuyerKey::audience)
            .thenComparingLong(BuyerKey::buyer);
    return changes.keySet().stream()
        .filter(key -> after == null || order.compare(key, after) > 0)
        .sorted(order)
        .limit(limit)
        .toList();
  }

  @Override
  public void record(SpecificChange change) {
    changes.computeIfAbsent(change.buyer(), _ -> new ArrayList<>()).add(change);
  }

  @Override
  public SpecificSheet sheet(BuyerKey buyer, Instant knownAt) {
    List<SpecificChange> known = known(buyer, knownAt);
    return new SpecificSheet(
        known.size(), known.stream().flatMap(change -> change.prices().stream()).toList());
  }

  private List<SpecificChange> known(BuyerKey buyer, Instant knownAt) {
    return changes.getOrDefault(buyer, List.of()).stream()
        .filter(change -> !change.author().at().isAfter(knownAt))
        .toList();
  }

  @Override
  public Map<BuyerKey, List<SpecificPrice>> of(Collection<BuyerKey> buyers, Instant knownAt) {
    Map<BuyerKey, List<SpecificPrice>> prices = new HashMap<>();
    for (BuyerKey buyer : buyers) {
      SpecificSheet sheet = sheet(buyer, knownAt);
      if (sheet.version() > 0) {
        prices.put(buyer, sheet.prices());
      }
    }
    return prices;
  }

  @Override
  public Map<BuyerKey, List<SpecificPrice>> ofBook(BookKey book, Instant knownAt) {
    return of(
        changes.keySet().stream()
            .filter(
                buyer ->
                    buyer.seller().equals(book.seller()) && buyer.audience() == book.audience())
            .toList(),
        knownAt);
  }

  @Override
  public List<SpecificChange> history(BuyerKey buyer, long beforeVersion, int limit) {
    return known(buyer, LATEST).reversed().stream()
        .filter(change -> change.version() < beforeVersion)
        .limit(limit)
        .toList();
  }
}
