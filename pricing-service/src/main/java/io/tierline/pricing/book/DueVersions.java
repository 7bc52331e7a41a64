package io.tierline.pricing.book;

import io.tierline.pricing.book.PriceBooks.DueVersion;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What goes on the bus of all that waits, when some of it is due ({@link PriceBooks#due}).
 *
 * @param startsUntil what starts by then is due
 * @param productsOfChange those that go out, by the version of the book
 */
record DueVersions(Instant startsUntil, SortedMap<Long, Set<String>> productsOfChange) {

  static DueVersions of(List<DueVersion> due, Instant startsUntil) {
    SortedMap<Long, Set<String>> productsOfChange = new TreeMap<>();
    for (DueVersion version : due) {
      productsOfChange
          .computeIfAbsent(version.bookVersion(), _ -> new TreeSet<>())
          .add(version.product());
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
   * in force, and the rest of its change may follow under the change's own name. The name of the
   * former follows from what it is, whoever makes it.
   */
  Stream<PriceChange> partsOf(PriceChange change) {
    Set<String> goesOut = productsOfChange.getOrDefault(change.bookVersion(), Set.of());
    List<ProductVersion> products =
        change.products().stream().filter(each -> goesOut.contains(each.product())).toList();
    return change.effectiveFrom().isAfter(startsUntil)
        ? products.stream().map(each -> change.part(nameOf(change, each), List.of(each)))
        : Stream.of(change.part(change.changeSetId(), products));
  }

  private static UUID nameOf(PriceChange change, ProductVersion part) {
    return UUID.nameUUIDFromBytes(
        "%s %s".formatted(change.changeSetId(), part.product()).getBytes(StandardCharsets.UTF_8));
  }
}
