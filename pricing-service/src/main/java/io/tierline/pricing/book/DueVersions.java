package io.tierline.pricing.book;

import io.tierline.pricing.book.PriceBooks.WaitingVersion;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What goes on the bus of all that waits, when some of it is due: of each product everything above
 * what is there, up to its highest version that is due (domain.md PR-16, PR-20).
 *
 * <p>Nothing goes behind a higher version of its product, because compaction keeps what came last;
 * it is in force at no moment either, since the higher one starts earlier. And nothing that has yet
 * to start comes without those below it: from a gap there a storefront concludes that it missed the
 * version in force.
 *
 * @param startsUntil what starts by then is due
 * @param productsOfChange those that go out, by the version of the book
 */
record DueVersions(Instant startsUntil, SortedMap<Long, Set<String>> productsOfChange) {

  static DueVersions of(List<WaitingVersion> waiting, Instant startsUntil) {
    Map<String, Long> highestDue = new HashMap<>();
    for (WaitingVersion version : waiting) {
      if (!version.effectiveFrom().isAfter(startsUntil)) {
        highestDue.merge(version.product(), version.version(), Math::max);
      }
    }
    SortedMap<Long, Set<String>> productsOfChange = new TreeMap<>();
    for (WaitingVersion version : waiting) {
      if (version.version() > version.onTheBus()
          && version.version() <= highestDue.getOrDefault(version.product(), 0L)) {
        productsOfChange
            .computeIfAbsent(version.bookVersion(), _ -> new TreeSet<>())
            .add(version.product());
      }
    }
    return new DueVersions(startsUntil, productsOfChange);
  }

  Set<Long> bookVersions() {
    return productsOfChange.keySet();
  }

  Set<String> products() {
    Set<String> products = new TreeSet<>();
    productsOfChange.values().forEach(products::addAll);
    return products;
  }

  /**
   * What goes out of a change: what is due together, what is not each for itself, for it is never
   * in force, and the rest of its change may follow under the change's own name.
   */
  Stream<PriceChange> partsOf(PriceChange change) {
    Set<String> goesOut = productsOfChange.getOrDefault(change.bookVersion(), Set.of());
    List<ProductVersion> products =
        change.products().stream().filter(each -> goesOut.contains(each.product())).toList();
    return change.effectiveFrom().isAfter(startsUntil)
        ? products.stream().map(each -> change.part(UUID.randomUUID(), List.of(each)))
        : Stream.of(change.part(change.changeSetId(), products));
  }
}
