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

  Set<String> products() {
    Set<String> products = new TreeSet<>();
    productsOfChange.values().forEach(products::addAll);
    return products;
  }

  /**
   * How a change goes out, of which no more was read than does: what is due together, what is not
   * each for itself, for it is never in force, and the rest of its change may follow under the
   * change's own name. The name of the former follows from what it is, whoever makes it.
   */
  Stream<PriceChange> partsOf(PriceChange change) {
    return change.effectiveFrom().isAfter(startsUntil)
        ? change.products().stream().map(each -> change.part(nameOf(change, each), List.of(each)))
        : Stream.of(change);
  }

  private static UUID nameOf(PriceChange change, ProductVersion part) {
    return UUID.nameUUIDFromBytes(
        "%s %s".formatted(change.changeSetId(), part.product()).getBytes(StandardCharsets.UTF_8));
  }
}
