package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.PriceTable.Shelf;
import io.tierline.storefront.ProductVersions.InForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers from the table of the moment, as long as it can be vouched for. */
final class PriceDesk {

  private final PriceCacheSettings settings;
  private final Supplier<PriceTable> tables;
  private final PriceCacheCounters counters;

  PriceDesk(PriceCacheSettings settings, Supplier<PriceTable> tables, PriceCacheCounters counters) {
    this.settings = settings;
    this.tables = tables;
    this.counters = counters;
  }

  PriceAnswer priceFor(Purchase purchase) {
    PriceAnswer answer = answer(purchase);
    switch (answer) {
      case PriceAnswer.Priced _ -> counters.answeredPriced();
      case PriceAnswer.NotSold _ -> counters.answeredNotSold();
      case PriceAnswer.Unvouched _ -> counters.answeredUnvouched();
    }
    return answer;
  }

  private PriceAnswer answer(Purchase purchase) {
    PriceTable table = tables.get();
    Shelf shelf = shelf(table, purchase.seller());
    Instant freshAsOf = shelf.freshAsOf();
    Optional<UnvouchedReason> doubt = doubt(table, freshAsOf);
    if (doubt.isPresent() || freshAsOf == null) {
      return new PriceAnswer.Unvouched(doubt.orElse(UnvouchedReason.STARTING), freshAsOf);
    }
    PriceKey key = new PriceKey(purchase.seller(), purchase.audience(), purchase.product());
    return switch (versions(shelf, key).at(settings.businessClock().instant())) {
      case InForce.Unknown(var reason) -> new PriceAnswer.Unvouched(reason, freshAsOf);
      case InForce.NeverPublished() -> new PriceAnswer.NotSold(Lacking.PRODUCT, freshAsOf);
      case InForce.Version(var snapshot) -> price(purchase, snapshot, freshAsOf);
    };
  }

  private static PriceAnswer price(Purchase purchase, Snapshot snapshot, Instant freshAsOf) {
    CompiledPrices prices = snapshot.prices();
    if (prices == null) {
      return new PriceAnswer.NotSold(Lacking.PRODUCT, freshAsOf);
    }
    if (!prices.offers(purchase.action())) {
      return new PriceAnswer.NotSold(Lacking.ACTION, freshAsOf);
    }
    OptionalLong perYear =
        prices.perYearMinorUnits(purchase.action(), purchase.years(), purchase.slab());
    if (perYear.isEmpty()) {
      return new PriceAnswer.NotSold(Lacking.TENURE, freshAsOf);
    }
    long total = Math.multiplyExact(perYear.getAsLong(), (long) purchase.years());
    return new PriceAnswer.Priced(
        prices.money(perYear.getAsLong()), prices.money(total), snapshot.version(), freshAsOf);
  }

  PriceListAnswer priceList(SellerId seller, Audience audience, int slab) {
    PriceTable table = tables.get();
    Shelf shelf = shelf(table, seller);
    Instant freshAsOf = shelf.freshAsOf();
    Optional<UnvouchedReason> doubt = doubt(table, freshAsOf);
    if (doubt.isPresent() || freshAsOf == null) {
      return new PriceListAnswer.Unvouched(doubt.orElse(UnvouchedReason.STARTING), freshAsOf);
    }
    Instant businessNow = settings.businessClock().instant();
    List<ProductPrices> products = new ArrayList<>();
    SortedSet<String> unvouched = new TreeSet<>();
    shelf
        .products()
        .forEach(
            (key, versions) -> {
              if (key.audience() == audience) {
                switch (versions.at(businessNow)) {
                  case InForce.Unknown _ -> unvouched.add(key.product());
                  case InForce.NeverPublished _ -> {}
                  case InForce.Version(var snapshot) ->
                      listed(key, snapshot, slab).ifPresent(products::add);
                }
              }
            });
    products.sort(Comparator.comparing(ProductPrices::product));
    return new PriceListAnswer.Listed(
        List.copyOf(products), Collections.unmodifiableSortedSet(unvouched), freshAsOf);
  }

  private static Optional<ProductPrices> listed(PriceKey key, Snapshot snapshot, int slab) {
    CompiledPrices prices = snapshot.prices();
    if (prices == null) {
      return Optional.empty();
    }
    return Optional.of(prices.rows(slab))
        .filter(rows -> !rows.isEmpty())
        .map(
            rows ->
                new ProductPrices(key.product(), rows, snapshot.version(), snapshot.shownSince()));
  }

  boolean isFresh(SellerId seller) {
    PriceTable table = tables.get();
    return doubt(table, shelf(table, seller).freshAsOf()).isEmpty();
  }

  /** The moment is taken after the table: a pause in between makes the answer stricter. */
  private Optional<UnvouchedReason> doubt(PriceTable table, @Nullable Instant freshAsOf) {
    if (!table.upToDate()) {
      return Optional.of(UnvouchedReason.STARTING);
    }
    Instant now = settings.systemClock().instant();
    // A watermark from the future says that one of the clocks cannot be trusted.
    return freshAsOf == null
            || freshAsOf.isBefore(now.minus(settings.staleBound()))
            || freshAsOf.isAfter(now.plus(settings.staleBound()))
        ? Optional.of(UnvouchedReason.STALE)
        : Optional.empty();
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

  private static ProductVersions versions(Shelf shelf, PriceKey key) {
    return shelf.products().getOrDefault(key, ProductVersions.NONE);
  }
}
