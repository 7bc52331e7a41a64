package io.tierline.pricing.engine;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of all products of a book without their usual prices, by {@link Rows row}. All rows
 * stay what they are: a scheduled one begins to count when somebody asks for a moment at which it
 * has started (domain.md PR-20).
 */
final class PriceVersions {

  /** Of a row that has no more than cells. */
  static final PriceList NOTHING = PriceList.of(List.of());

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

  static PriceVersions of(Rows rows) {
    return new PriceVersions(new Listing(rows));
  }

  /** The last second in which a product's highest version starts. */
  long lastStart() {
    return lastStart;
  }

  /** The row of the highest version that has started; {@link Rows#NONE} when none has. */
  int newestStarted(int product, Instant at) {
    int row = product;
    while (row != Rows.NONE && dated(row).effectiveFrom().isAfter(at)) {
      row = below.length == 0 ? Rows.NONE : below[row];
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

    Listing(Rows rows) {
      List<DatedPrices> versions = rows.all().stream().map(PackedPrices.Row::dated).toList();
      published = new int[versions.size()];
      below = rows.areHighestOnly() ? new int[0] : rows.below();
      lists =
          versions.stream().map(Listing::list).allMatch(PriceList::hasOnlyCells)
              ? new PriceList[0]
              : versions.stream().map(Listing::list).toArray(PriceList[]::new);
      for (int row = 0; row < published.length; row++) {
        DatedPrices dated = versions.get(row);
        published[row] =
            publications.computeIfAbsent(withoutPrices(dated), _ -> publications.size());
        if (row < rows.products()) {
          lastStart = Math.max(lastStart, dated.effectiveFrom().getEpochSecond());
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
