package io.tierline.pricing.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of all products of a book, a row each: first the highest of each product, in the
 * order of the products, then those below it. All rows stay what they are: a scheduled one begins
 * to count when somebody asks for a moment at which it has started (domain.md PR-20).
 */
final class PriceVersions {

  static final int NONE = -1;

  private static final PriceList NOTHING = PriceList.of(List.of());
  private static final int PUBLICATION_BYTES = 80;
  private static final int PROMO_BYTES = 300;

  /** By row: its place among the publications. */
  private final int[] published;

  /** Each once, without prices: a publication has many products. */
  private final DatedPrices[] publications;

  /** By row: the next lower version of the same product; empty when no product has several. */
  private final int[] below;

  /** By row: promos and fees, without cells; empty when no product has any. */
  private final PriceList[] lists;

  private final long lastStart;

  private PriceVersions(Listing listing) {
    this.published = listing.published;
    this.publications = listing.publications.keySet().toArray(DatedPrices[]::new);
    Arrays.sort(publications, Comparator.comparing(listing.publications::get));
    this.below = listing.below;
    this.lists = listing.lists;
    this.lastStart = listing.lastStart;
  }

  /**
   * Versions in the order of their rows.
   *
   * @param products the versions of each product, highest first; at least one
   */
  static List<DatedPrices> inRows(List<List<DatedPrices>> products) {
    List<DatedPrices> rows = new ArrayList<>();
    products.forEach(versions -> rows.add(versions.getFirst()));
    products.forEach(versions -> rows.addAll(versions.subList(1, versions.size())));
    return rows;
  }

  static PriceVersions of(List<List<DatedPrices>> products) {
    return new PriceVersions(new Listing(products));
  }

  /** The last second in which a product's highest version starts. */
  long lastStart() {
    return lastStart;
  }

  /** The row of the highest version that has started; {@link #NONE} when none has. */
  int newestStarted(int product, Instant at) {
    int row = product;
    while (row != NONE && dated(row).effectiveFrom().isAfter(at)) {
      row = below.length == 0 ? NONE : below[row];
    }
    return row;
  }

  /** Without its prices. */
  DatedPrices dated(int row) {
    return publications[published[row]];
  }

  /** Without its cells; empty when withdrawn. */
  PriceList list(int row) {
    return lists.length == 0 ? NOTHING : lists[row];
  }

  /** About what it takes in memory. */
  long bytes() {
    long promos = 0;
    for (PriceList list : lists) {
      promos += PROMO_BYTES * (long) list.promos().size();
    }
    return Integer.BYTES * ((long) published.length + below.length + lists.length)
        + PUBLICATION_BYTES * (long) publications.length
        + promos;
  }

  private static final class Listing {

    private final int[] published;
    private final Map<DatedPrices, Integer> publications = new HashMap<>();
    private final int[] below;
    private final PriceList[] lists;
    private long lastStart = Long.MIN_VALUE;

    Listing(List<List<DatedPrices>> products) {
      List<DatedPrices> rows = inRows(products);
      published = new int[rows.size()];
      below = rows.size() == products.size() ? new int[0] : new int[rows.size()];
      lists =
          rows.stream().map(Listing::list).allMatch(PriceList::hasOnlyCells)
              ? new PriceList[0]
              : rows.stream().map(Listing::list).toArray(PriceList[]::new);
      for (int row = 0; row < rows.size(); row++) {
        DatedPrices dated = rows.get(row);
        published[row] =
            publications.computeIfAbsent(withoutPrices(dated), _ -> publications.size());
        if (row < products.size()) {
          lastStart = Math.max(lastStart, dated.effectiveFrom().getEpochSecond());
        }
      }
      chain(products);
    }

    private void chain(List<List<DatedPrices>> products) {
      Arrays.fill(below, NONE);
      int next = products.size();
      for (int product = 0; product < products.size(); product++) {
        int above = product;
        for (int i = 1; i < products.get(product).size(); i++) {
          below[above] = next;
          above = next++;
        }
      }
    }

    private static PriceList list(DatedPrices dated) {
      return switch (dated) {
        case DatedPrices.Published(_, _, PriceList prices) ->
            prices.hasOnlyCells() ? NOTHING : prices.withCells(List.of());
        case DatedPrices.Withdrawn _ -> NOTHING;
      };
    }

    private static DatedPrices withoutPrices(DatedPrices dated) {
      return switch (dated) {
        case DatedPrices.Published(long version, Instant effectiveFrom, _) ->
            new DatedPrices.Published(version, effectiveFrom, NOTHING);
        case DatedPrices.Withdrawn removal -> removal;
      };
    }
  }
}
