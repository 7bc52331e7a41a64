package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.Kind;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.Promo;
import io.tierline.contracts.pricing.PriceListEvent.Slab;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The prices of one snapshot in flat arrays that hold the answer to every question; amounts are
 * minor units. A slab's place is 0 for base, else 1 + its index in the list of slabs.
 */
final class CompiledPrices {

  static final int BASE = 0;

  private static final long NO_THRESHOLD = -1;

  private final CurrencyUnit currency;
  private final Kind kind;
  private final Terms ownTerms;
  private final int places;

  /** Longer tenures cost what this one does. */
  private final int longestOwnTenure;

  /** By action, place and tenure: the price of one year that counts there. */
  private final long[] perYear;

  private final long[] receiptsAtLeast;
  private final long[] ordersAtLeast;
  private final List<RunningPromo> promos;
  private final long applicationFee;

  private record RunningPromo(Promo promo, long perYear) {

    boolean covers(ProductAction action, Instant at) {
      return promo.actions().contains(action)
          && !at.isBefore(promo.from())
          && at.isBefore(promo.until());
    }
  }

  private CompiledPrices(PriceListPublished published) {
    this.currency = CurrencyUnit.of(published.currency());
    this.kind = published.kind();
    this.ownTerms = Terms.of(published);
    List<Slab> slabs = published.slabs();
    this.places = slabs.size() + 1;
    this.longestOwnTenure = published.cells().stream().mapToInt(Cell::years).max().orElse(1);
    if (longestOwnTenure > Amounts.TENURE_YEARS_MAX) {
      throw new IllegalArgumentException(
          "A price for %d years exceeds the limit of %d"
              .formatted(longestOwnTenure, Amounts.TENURE_YEARS_MAX));
    }
    this.perYear = perYear(published);
    this.receiptsAtLeast = new long[slabs.size()];
    this.ordersAtLeast = new long[slabs.size()];
    for (int i = 0; i < slabs.size(); i++) {
      Money receipts = slabs.get(i).receiptsAtLeast();
      Integer orders = slabs.get(i).webServicesOrdersAtLeast();
      receiptsAtLeast[i] = receipts == null ? NO_THRESHOLD : receipts.getAmountMinorLong();
      ordersAtLeast[i] = orders == null ? NO_THRESHOLD : orders;
    }
    this.promos =
        published.promos().stream()
            .map(promo -> new RunningPromo(promo, Amounts.minorUnits(promo.perYear())))
            .toList();
    Money fee = published.applicationFee();
    this.applicationFee = fee == null ? Amounts.NONE : Amounts.minorUnits(fee);
  }

  /**
   * @throws ArithmeticException for amounts that no purchase could be computed from
   * @throws IllegalArgumentException for an unknown currency or tenures beyond any limit
   */
  static CompiledPrices of(PriceListPublished published) {
    return new CompiledPrices(published);
  }

  /**
   * First the slab, then the tenure: only a slab without any price for the tenure or a shorter one
   * is empty for it (domain.md PR-3, PR-7). A cell of a slab that was deleted since is left out.
   */
  private long[] perYear(PriceListPublished published) {
    long[] own = new long[ProductAction.values().length * places * longestOwnTenure];
    Arrays.fill(own, Amounts.NONE);
    for (Cell cell : published.cells()) {
      long minorUnits = Amounts.minorUnits(cell.perYear());
      int place = placeOf(published.slabs(), cell.slab());
      if (place >= BASE) {
        own[index(cell.action(), place, cell.years())] = minorUnits;
      }
    }
    long[] counting = new long[own.length];
    for (ProductAction action : ProductAction.values()) {
      for (int place = BASE; place < places; place++) {
        long ofShorterTenure = Amounts.NONE;
        for (int years = 1; years <= longestOwnTenure; years++) {
          int here = index(action, place, years);
          ofShorterTenure = own[here] == Amounts.NONE ? ofShorterTenure : own[here];
          boolean empty = ofShorterTenure == Amounts.NONE && place > BASE;
          counting[here] = empty ? counting[index(action, place - 1, years)] : ofShorterTenure;
        }
      }
    }
    return counting;
  }

  private static int placeOf(List<Slab> slabs, int number) {
    if (number == BASE) {
      return BASE;
    }
    for (int i = 0; i < slabs.size(); i++) {
      if (slabs.get(i).number() == number) {
        return i + 1;
      }
    }
    return -1;
  }

  private int index(ProductAction action, int place, int years) {
    return (action.ordinal() * places + place) * longestOwnTenure + years - 1;
  }

  /** The price of one year when so many are bought at once; negative when there is none. */
  long perYear(ProductAction action, int place, int years) {
    return perYear[index(action, place, Math.min(years, longestOwnTenure))];
  }

  /** Where the highest slab lies whose threshold is reached; equality reaches (domain.md PR-7). */
  int placeReached(Standing standing) {
    for (int i = receiptsAtLeast.length - 1; i >= 0; i--) {
      boolean byReceipts =
          receiptsAtLeast[i] != NO_THRESHOLD && standing.receiptsMinorUnits() >= receiptsAtLeast[i];
      boolean byOrders =
          ordersAtLeast[i] != NO_THRESHOLD && standing.webServicesOrders() >= ordersAtLeast[i];
      if (byReceipts || byOrders) {
        return i + 1;
      }
    }
    return BASE;
  }

  /**
   * Price of one year of the promo that a purchase would be made with, if it beats the usual price
   * (domain.md PR-6); negative when none runs.
   */
  long promoPerYear(ProductAction action, Instant at) {
    Optional<RunningPromo> cheapest =
        promos.stream()
            .filter(promo -> promo.covers(action, at))
            .min(Comparator.comparingLong(RunningPromo::perYear));
    return cheapest.map(RunningPromo::perYear).orElse(Amounts.NONE);
  }

  /** When promos begin and end. */
  Stream<Instant> changes() {
    return promos.stream()
        .flatMap(running -> Stream.of(running.promo.from(), running.promo.until()));
  }

  int places() {
    return places;
  }

  CurrencyUnit currency() {
    return currency;
  }

  Kind kind() {
    return kind;
  }

  /** As of the publication; the catalog's word on a TLD goes over it. */
  Terms ownTerms() {
    return ownTerms;
  }

  /** Negative when the seller has set none (domain.md PR-13). */
  long applicationFee() {
    return applicationFee;
  }
}
