package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prices of the sellers a shop sells for, held in memory and kept up to date from the bus
 * (domain.md PR-16, architecture.md "Prices that cannot be stale").
 *
 * <pre>{@code
 * PriceCache prices = PriceCache.connect(PriceCacheSettings.following("kafka:9092", seller));
 * Buyer buyer = Buyer.customer(customerId); // when somebody signs in; until then Buyer.visitor()
 * PriceAnswer answer = prices.priceFor(Purchase.of(seller, "com", RENEW, 2).by(buyer));
 * }</pre>
 *
 * <p>The answer is {@code Priced}, {@code NotSold} or {@code Unvouched}: it gives a price at t only
 * while it has seen every change committed before t − B, and otherwise says that it cannot vouch
 * for one. That covers a lost broker, a stopped relay and a cache that lags behind alike. It prices
 * as the pricing service's quotes do, before tax, for names that are not premium. It connects again
 * by itself for as long as it is open. All methods may be called from any thread.
 */
public final class PriceCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PriceCache.class);
  private static final int LISTENERS_SHARE_OF_BOUND = 4;
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

  private final PriceCacheSettings settings;
  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final Listeners listeners;
  private final PriceBoard board;
  private final PriceDesk desk;
  private final TopicFollower follower;
  private final Thread thread;

  private PriceCache(PriceCacheSettings settings) {
    this.settings = settings;
    this.listeners =
        new Listeners(
            settings.staleBound().dividedBy(LISTENERS_SHARE_OF_BOUND), System::nanoTime, counters);
    this.board = new PriceBoard(settings, counters);
    this.desk = new PriceDesk(settings, board::table, counters);
    this.follower = new TopicFollower(settings, board, counters, listeners::tell);
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
    return desk.priceFor(purchase);
  }

  /**
   * The prices in force at one moment, in the order they were asked for; faster than one by one,
   * and never a mixture of before and after a change.
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public List<PriceAnswer> pricesFor(List<Purchase> purchases) {
    return desk.pricesFor(purchases);
  }

  /**
   * What a buyer is shown: by tenure, by slab, with the promos that run and with what is fixed for
   * it (domain.md PR-4 to PR-7).
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceListAnswer priceList(SellerId seller, Buyer buyer) {
    return desk.priceList(seller, buyer);
  }

  /**
   * Calls the listener from now on whenever buyers see other prices, or none any more. It is not
   * told how things are: add it right after connecting, or ask {@link #isFresh} once.
   */
  public void onChange(PriceListener listener) {
    listeners.add(listener);
  }

  /** Whether the cache vouches for this seller's prices at this moment. */
  public boolean isFresh(SellerId seller) {
    return desk.isFresh(seller);
  }

  /**
   * Waits until the cache vouches for this seller's prices, as a program does before it serves
   * anybody.
   *
   * @return whether it does; false when it did not within the time given
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public boolean awaitFresh(SellerId seller, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isFresh(seller)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_EVERY.toNanos()));
    }
    return true;
  }

  /**
   * Every change of this seller committed before this has been seen; empty while nothing is known.
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public Optional<Instant> freshAsOf(SellerId seller) {
    return Optional.ofNullable(desk.freshAsOf(seller));
  }

  /** What it was connected with. */
  public PriceCacheSettings settings() {
    return settings;
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
}
