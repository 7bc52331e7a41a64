package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import io.tierline.storefront.FixedPrices.Counting;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.PriceAnswer.NotSold;
import io.tierline.storefront.PriceAnswer.Priced;
import io.tierline.storefront.PriceAnswer.Unvouched;
import io.tierline.storefront.ProductLine.Holding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the table of the moment, as long as it can be vouched for.
 *
 * <p>Clocks are read in milliseconds first: only within one of a boundary does the exact time have
 * to decide. So the usual answer costs two look-ups, and one object.
 */
final class PriceDesk {

  private final PriceCacheSettings settings;
  private final Clock systemClock;
  private final Clock businessClock;
  private final boolean oneClock;
  private final Supplier<PriceTable> tables;
  private final PriceCacheCounters counters;

  PriceDesk(PriceCacheSettings settings, Supplier<PriceTable> tables, PriceCacheCounters counters) {
    this.settings = settings;
    this.systemClock = settings.systemClock();
    this.businessClock = settings.businessClock();
    this.oneClock = systemClock.equals(businessClock);
    this.tables = tables;
    this.counters = counters;
  }

  /** The moment is taken after the table: a pause in between makes the answer stricter. */
  PriceAnswer priceFor(Purchase purchase) {
    PriceTable table = tables.get();
    long systemMillis = systemClock.millis();
    return counted(answer(purchase, table, systemMillis, businessNow(systemMillis)));
  }

  /**
   * All from one table at one moment: the clock, which costs more than a price, is read once, and
   * what starts or ends meanwhile does so for none of them.
   */
  List<PriceAnswer> pricesFor(List<Purchase> purchases) {
    PriceTable table = tables.get();
    long systemMillis = systemClock.millis();
    OneMoment now = businessNow(systemMillis);
    List<PriceAnswer> answers = new ArrayList<>(purchases.size());
    for (Purchase purchase : purchases) {
      answers.add(counted(answer(purchase, table, systemMillis, now)));
    }
    return answers;
  }

  private OneMoment businessNow(long systemMillis) {
    return new OneMoment(oneClock ? systemMillis : businessClock.millis(), businessClock);
  }

  private PriceAnswer counted(PriceAnswer answer) {
    switch (answer) {
      case Priced _ -> counters.answeredPriced();
      case NotSold _ -> counters.answeredNotSold();
      case Unvouched _ -> counters.answeredUnvouched();
    }
    return answer;
  }

  private PriceAnswer answer(
      Purchase purchase, PriceTable table, long systemMillis, OneMoment now) {
    Shelf shelf = shelf(table, purchase.seller());
    Instant freshAsOf = shelf.freshAsOf();
    if (!shelf.isSurelyVouchedForAt(systemMillis)) {
      UnvouchedReason doubt = doubt(table, freshAsOf);
      if (doubt != null) {
        return new Unvouched(doubt, freshAsOf);
      }
    }
    if (freshAsOf == null) {
      return new Unvouched(UnvouchedReason.STARTING, null);
    }
    ProductLine line = shelf.lines(purchase.buyer().audience()).get(purchase.product());
    if (line == null) {
      return new NotSold(Lacking.PRODUCT, freshAsOf);
    }
    Holding holding = line.at(now);
    Offer offer = holding.offer();
    if (offer == null) {
      return holding.doubt() == null
          ? new NotSold(Lacking.PRODUCT, freshAsOf)
          : new Unvouched(holding.doubt(), freshAsOf);
    }
    Newest<BuyerSheet> sheet = shelf.sheet(purchase.buyer());
    if (sheet != null) {
      if (sheet.isDoubtful()) {
        return new Unvouched(UnvouchedReason.UNREADABLE, freshAsOf);
      }
      FixedPrices fixed = fixed(sheet, purchase.product());
      if (fixed != null) {
        Counting counting = fixed.at(purchase.action(), offer, now);
        if (counting.isSet()) {
          return specific(purchase, offer, counting, freshAsOf);
        }
      }
    }
    return usual(purchase, offer, freshAsOf);
  }

  private static PriceAnswer specific(
      Purchase purchase, Offer offer, Counting counting, Instant freshAsOf) {
    if (counting.isInOtherCurrency()) {
      return new Unvouched(UnvouchedReason.UNREADABLE, freshAsOf);
    }
    if (isInOtherCurrency(purchase.buyer(), offer)) {
      return new NotSold(Lacking.STANDING_IN_CURRENCY, freshAsOf);
    }
    Price price = counting.price(offer, purchase.action(), purchase.years());
    return price == null
        ? new NotSold(
            offer.lacking(purchase.action(), purchase.years(), CompiledPrices.BASE), freshAsOf)
        : new Priced(price, freshAsOf);
  }

  private static PriceAnswer usual(Purchase purchase, Offer offer, Instant freshAsOf) {
    if (isInOtherCurrency(purchase.buyer(), offer)) {
      return new NotSold(Lacking.STANDING_IN_CURRENCY, freshAsOf);
    }
    int place = placeReached(purchase.buyer(), offer);
    Price price = offer.price(purchase.action(), purchase.years(), place);
    return price == null
        ? new NotSold(offer.lacking(purchase.action(), purchase.years(), place), freshAsOf)
        : new Priced(price, freshAsOf);
  }

  private static @Nullable FixedPrices fixed(Newest<BuyerSheet> sheet, String product) {
    BuyerSheet prices = sheet.value();
    return prices == null ? null : prices.of(product);
  }

  private static boolean isInOtherCurrency(Buyer buyer, Offer offer) {
    return buyer instanceof Buyer.SubReseller(_, var standing)
        && !standing.currency().equals(offer.currency());
  }

  private static int placeReached(Buyer buyer, Offer offer) {
    return switch (buyer) {
      case Buyer.Visitor _, Buyer.Customer _ -> CompiledPrices.BASE;
      case Buyer.SubReseller(_, var standing) -> offer.placeReached(standing);
    };
  }

  PriceListAnswer priceList(SellerId seller, Buyer buyer) {
    PriceTable table = tables.get();
    Shelf shelf = shelf(table, seller);
    Instant freshAsOf = shelf.freshAsOf();
    UnvouchedReason doubt = doubt(table, freshAsOf);
    Newest<BuyerSheet> sheet = shelf.sheet(buyer);
    if (doubt == null && sheet != null && sheet.isDoubtful()) {
      doubt = UnvouchedReason.UNREADABLE;
    }
    if (doubt != null || freshAsOf == null) {
      return new PriceListAnswer.Unvouched(
          doubt == null ? UnvouchedReason.STARTING : doubt, freshAsOf);
    }
    Instant businessNow = businessClock.instant();
    List<ProductPrices> products = new ArrayList<>();
    SortedSet<String> unvouched = new TreeSet<>();
    shelf
        .lines(buyer.audience())
        .forEach(
            (product, line) -> {
              Holding holding = line.at(businessNow);
              FixedPrices fixed = sheet == null ? null : fixed(sheet, product);
              if (holding.doubt() != null || isInOtherCurrency(fixed, holding, businessNow)) {
                unvouched.add(product);
              } else {
                listed(product, holding, buyer, shown(fixed, holding, businessNow))
                    .ifPresent(products::add);
              }
            });
    products.sort(Comparator.comparing(ProductPrices::product));
    return new PriceListAnswer.Listed(
        List.copyOf(products), Collections.unmodifiableSortedSet(unvouched), freshAsOf);
  }

  private static Optional<ProductPrices> listed(
      String product, Holding holding, Buyer buyer, FixedPrices.Shown fixed) {
    Snapshot snapshot = holding.snapshot();
    Offer offer = holding.offer();
    if (snapshot == null || offer == null || isInOtherCurrency(buyer, offer)) {
      return Optional.empty();
    }
    return Optional.of(offer.rows(placeReached(buyer, offer), fixed))
        .filter(rows -> !rows.isEmpty())
        .map(rows -> new ProductPrices(product, rows, snapshot.version(), snapshot.shownSince()));
  }

  private static boolean isInOtherCurrency(
      @Nullable FixedPrices fixed, Holding holding, Instant businessNow) {
    Offer offer = holding.offer();
    return fixed != null && offer != null && fixed.isInOtherCurrency(offer, businessNow);
  }

  private static FixedPrices.Shown shown(
      @Nullable FixedPrices fixed, Holding holding, Instant businessNow) {
    Offer offer = holding.offer();
    return fixed == null || offer == null
        ? FixedPrices.Shown.NONE
        : action -> fixed.exactlyAt(action, offer, businessNow).perYear();
  }

  boolean isFresh(SellerId seller) {
    PriceTable table = tables.get();
    return doubt(table, shelf(table, seller).freshAsOf()) == null;
  }

  @Nullable Instant freshAsOf(SellerId seller) {
    return shelf(tables.get(), seller).freshAsOf();
  }

  /** Null when there is none. */
  private @Nullable UnvouchedReason doubt(PriceTable table, @Nullable Instant freshAsOf) {
    if (!table.upToDate()) {
      return UnvouchedReason.STARTING;
    }
    Instant now = systemClock.instant();
    // A watermark from the future says that one of the clocks cannot be trusted.
    return freshAsOf == null
            || freshAsOf.isBefore(now.minus(settings.staleBound()))
            || freshAsOf.isAfter(now.plus(settings.staleBound()))
        ? UnvouchedReason.STALE
        : null;
  }

  private static Shelf shelf(PriceTable table, SellerId seller) {
    Shelf shelf = table.shelves().get(seller);
    if (shelf == null) {
      throw new IllegalArgumentException(
          "Prices of seller %s are not followed here, only those of %s"
              .formatted(seller, table.shelves().keySet()));
    }
    return shelf;
  }
}
