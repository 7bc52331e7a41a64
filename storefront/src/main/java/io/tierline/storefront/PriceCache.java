package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.PriceTable.Shelf;
import io.tierline.storefront.ProductVersions.InForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prices of the sellers a shop sells for, held in memory and kept up to date from the bus
 * (domain.md PR-16, architecture.md "Prices that cannot be stale").
 *
 * <pre>{@code
 * PriceCache prices = PriceCache.connect(PriceCacheSettings.following("kafka:9092", seller));
 * switch (prices.priceFor(Purchase.byCustomer(seller, "com", ProductAction.RENEW, 2))) {
 *   case PriceAnswer.Priced priced -> show(priced.total());
 *   case PriceAnswer.NotSold notSold -> hide();
 *   case PriceAnswer.Unvouched unvouched -> askPricing();
 * }
 * }</pre>
 *
 * <p>It serves a price at t only while it has seen every change committed before t − B; otherwise it
 * answers {@code Unvouched}. That covers a lost broker, a stopped relay and a cache that lags behind
 * alike. It connects again by itself for as long as it is open. All methods may be called from any
 * thread.
 */
public final class PriceCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PriceCache.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

  private final PriceCacheSettings settings;
  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final List<PriceListener> listeners = new CopyOnWriteArrayList<>();
  private final PriceBoard board;
  private final TopicFollower follower;
  private final Thread thread;

  private PriceCache(PriceCacheSettings settings) {
    this.settings = settings;
    this.board = new PriceBoard(settings, counters);
    this.follower = new TopicFollower(settings, board, counters, this::tell);
    this.thread = Thread.ofPlatform().name("tierline-prices").daemon().unstarted(follower);
  }

  /**
   * Starts following; returns at once. Until everything has been read that is on the bus now, the
   * cache answers {@code Unvouched}; the topic may even be created later.
   */
  public static PriceCache connect(PriceCacheSettings settings) {
    PriceCache cache = new PriceCache(settings);
    cache.thread.start();
    return cache;
  }

  /**
   * The price in force now.
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceAnswer priceFor(Purchase purchase) {
    PriceAnswer answer = answer(purchase);
    switch (answer) {
      case PriceAnswer.Priced _ -> counters.answeredPriced();
      case PriceAnswer.NotSold _ -> counters.answeredNotSold();
      case PriceAnswer.Unvouched _ -> counters.answeredUnvouched();
    }
    return answer;
  }

  private PriceAnswer answer(Purchase purchase) {
    PriceTable table = board.table();
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

  /**
   * What buyers in the base slab are shown (domain.md PR-4).
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceListAnswer priceList(SellerId seller, Audience audience) {
    return priceList(seller, audience, 0);
  }

  /**
   * What buyers in a slab are shown (domain.md PR-4, PR-7).
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceListAnswer priceList(SellerId seller, Audience audience, int slab) {
    PriceTable table = board.table();
    Shelf shelf = shelf(table, seller);
    Instant freshAsOf = shelf.freshAsOf();
    Optional<UnvouchedReason> doubt = doubt(table, freshAsOf);
    if (doubt.isPresent() || freshAsOf == null) {
      return new PriceListAnswer.Unvouched(
          doubt.orElse(UnvouchedReason.STARTING), freshAsOf);
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

  /** Calls the listener from now on whenever buyers see other prices. */
  public void onChange(PriceListener listener) {
    listeners.add(listener);
  }

  /** Whether the cache vouches for this seller's prices at this moment. */
  public boolean isFresh(SellerId seller) {
    PriceTable table = board.table();
    return doubt(table, shelf(table, seller).freshAsOf()).isEmpty();
  }

  public PriceCacheCounters counters() {
    return counters;
  }

  /** Everything held in memory. */
  PriceTable table() {
    return board.table();
  }

  @Override
  public void close() {
    follower.close();
    try {
      if (!thread.join(CLOSE_MAX)) {
        LOG.warn("The connection of the price cache did not close within {}", CLOSE_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The moment is taken after the table: a pause in between makes the answer stricter. */
  private Optional<UnvouchedReason> doubt(PriceTable table, @Nullable Instant freshAsOf) {
    if (!table.upToDate()) {
      return Optional.of(UnvouchedReason.STARTING);
    }
    Instant limit = settings.systemClock().instant().minus(settings.staleBound());
    return freshAsOf == null || freshAsOf.isBefore(limit)
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

  private void tell(List<Change> changes) {
    for (PriceListener listener : listeners) {
      try {
        listener.pricesChanged(changes);
      } catch (RuntimeException e) {
        LOG.error("A listener failed on changed prices; the cache goes on", e);
      }
    }
  }
}
