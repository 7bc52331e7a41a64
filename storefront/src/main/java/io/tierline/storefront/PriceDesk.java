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
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the table of the moment, as long as it can be vouched for.
 *
 * <p>Clocks are read in milliseconds first: only within one of a boundary does the exact time have
 * to decide. So the usual answer costs one look at the clock, one at the product's place, and one
 * object.
 */
final class PriceDesk {

  private final Clock systemClock;
  private final Clock businessClock;
  private final boolean oneClock;
  private final Supplier<PriceTable> tables;
  private final PriceCacheCounters counters;

  PriceDesk(PriceCacheSettings settings, Supplier<PriceTable> tables, PriceCacheCounters counters) {
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
    long businessMillis = businessMillis(systemMillis);
    Shelf shelf = table.shelf(purchase.seller());
    PriceAnswer answer = unvouched(shelf, systemMillis);
    if (answer == null) {
      answer = answer(purchase, shelf, businessMillis, null);
    }
    if (answer == null) {
      answer = answer(purchase, shelf, new OneMoment(businessMillis, businessClock));
    }
    switch (answer) {
      case Priced _ -> counters.answeredPriced(1);
      case NotSold _ -> counters.answeredNotSold(1);
      case Unvouched _ -> counters.answeredUnvouched(1);
    }
    return answer;
  }

  /**
   * All from one table at one moment: the clock, which costs more than a price, is read once, and
   * what starts or ends meanwhile does so for none of them.
   */
  List<PriceAnswer> pricesFor(List<Purchase> purchases) {
    PriceTable table = tables.get();
    long systemMillis = systemClock.millis();
    OneMoment now = new OneMoment(businessMillis(systemMillis), businessClock);
    List<PriceAnswer> answers = new ArrayList<>(purchases.size());
    int priced = 0;
    int notSold = 0;
    for (Purchase purchase : purchases) {
      Shelf shelf = table.shelf(purchase.seller());
      PriceAnswer doubtful = unvouched(shelf, systemMillis);
      PriceAnswer answer = doubtful == null ? answer(purchase, shelf, now) : doubtful;
      answers.add(answer);
      priced += answer instanceof Priced ? 1 : 0;
      notSold += answer instanceof NotSold ? 1 : 0;
    }
    counters.answeredPriced(priced);
    counters.answeredNotSold(notSold);
    counters.answeredUnvouched(answers.size() - priced - notSold);
    return answers;
  }

  private long businessMillis(long systemMillis) {
    return oneClock ? systemMillis : businessClock.millis();
  }

  /** Null while everything on the shelf is vouched for. */
  private @Nullable Unvouched unvouched(Shelf shelf, long systemMillis) {
    if (shelf.isSurelyVouchedForAt(systemMillis)) {
      return null;
    }
    UnvouchedReason doubt = shelf.doubtAt(systemClock.instant());
    return doubt == null ? null : new Unvouched(doubt, shelf.freshAsOf());
  }

  private static PriceAnswer answer(Purchase purchase, Shelf shelf, OneMoment now) {
    return Objects.requireNonNull(
        answer(purchase, shelf, now.millis(), now), "the exact moment decides");
  }

  /**
   * From a shelf that is vouched for.
   *
   * @param now the moment; null when only its milliseconds are known
   * @return null when they do not decide, because something starts or ends within them
   */
  private static @Nullable PriceAnswer answer(
      Purchase purchase, Shelf shelf, long millis, @Nullable OneMoment now) {
    Instant freshAsOf = shelf.vouchedAsOf();
    Aisle aisle = shelf.aisle(purchase.buyer().audience());
    int place = aisle.placeOf(purchase);
    if (place == ProductPlaces.NONE) {
      return new NotSold(Lacking.PRODUCT, freshAsOf);
    }
    Offer offer = aisle.offer(place, millis);
    if (offer == null) {
      Holding holding = aisle.holding(place, millis, now);
      if (holding == null) {
        return null;
      }
      offer = holding.offer();
      if (offer == null) {
        return holding.doubt() == null
            ? new NotSold(Lacking.PRODUCT, freshAsOf)
            : new Unvouched(holding.doubt(), freshAsOf);
      }
    }
    Newest<BuyerSheet> sheet = shelf.sheet(purchase.buyer());
    if (sheet != null) {
      if (sheet.isDoubtful()) {
        return new Unvouched(UnvouchedReason.UNREADABLE, freshAsOf);
      }
      BuyerSheet fixed = sheet.value();
      if (fixed != null) {
        Counting counting = fixed.counting(purchase, offer, millis, now);
        if (counting == null) {
          return null;
        }
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
    Shelf shelf = tables.get().shelf(seller);
    Instant freshAsOf = shelf.freshAsOf();
    UnvouchedReason doubt = shelf.doubtAt(systemClock.instant());
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
        .aisle(buyer.audience())
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
    return tables.get().shelf(seller).doubtAt(systemClock.instant()) == null;
  }

  @Nullable Instant freshAsOf(SellerId seller) {
    return tables.get().shelf(seller).freshAsOf();
  }
}
