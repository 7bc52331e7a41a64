package io.tierline.pricing.book;

import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;

/**
 * A price book as it is kept.
 *
 * @param version how many changes it has seen; 0 before the first
 * @param slabs by number
 * @param products by product the version in force and those above it, lowest version first
 */
public record BookContent(
    long version,
    CurrencyUnit currency,
    List<Slab> slabs,
    SequencedMap<String, List<DatedPrices>> products) {

  public BookContent {
    slabs = slabs.stream().sorted(Comparator.comparingInt(Slab::number)).toList();
    products = new TreeMap<>(products);
  }

  public static BookContent empty(CurrencyUnit currency) {
    return new BookContent(0, currency, List.of(), new TreeMap<>());
  }

  /** As it will be once the change is recorded. */
  public BookContent with(PriceChange change) {
    TreeMap<String, List<DatedPrices>> changed = new TreeMap<>(products);
    change
        .products()
        .forEach(
            product ->
                changed.merge(
                    product.product(),
                    List.of(product.prices()),
                    (before, added) -> Stream.concat(before.stream(), added.stream()).toList()));
    return new BookContent(change.bookVersion(), currency, change.slabs().slabs(), changed);
  }

  long latestVersionOf(String product) {
    return versionsOf(product).isEmpty() ? 0 : versionsOf(product).getLast().version();
  }

  List<DatedPrices> versionsOf(String product) {
    return products.getOrDefault(product, List.of());
  }

  /** The version in force then; nothing when the product has none yet. */
  public Optional<DatedPrices> inForceAt(String product, Instant at) {
    return versionsOf(product).stream()
        .filter(version -> !version.effectiveFrom().isAfter(at))
        .max(Comparator.comparingLong(DatedPrices::version));
  }

  /** What the product costs then; nothing when it is not sold. */
  public Optional<PriceList> soldAt(String product, Instant at) {
    return inForceAt(product, at)
        .flatMap(
            version ->
                switch (version) {
                  case DatedPrices.Published published -> Optional.of(published.prices());
                  case DatedPrices.Withdrawn _ -> Optional.empty();
                });
  }

  /** Versions that have not started and that no higher one replaces. */
  List<DatedPrices> scheduledAfter(String product, Instant now) {
    List<DatedPrices> versions = versionsOf(product);
    return versions.stream()
        .filter(candidate -> candidate.effectiveFrom().isAfter(now))
        .filter(
            candidate ->
                versions.stream()
                    .noneMatch(
                        other ->
                            other.version() > candidate.version()
                                && !other.effectiveFrom().isAfter(candidate.effectiveFrom())))
        .toList();
  }
}
