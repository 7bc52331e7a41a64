package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * <p>It serves a price at t only while it has seen every change committed before t − B; otherwise
 * it answers {@code Unvouched}. That covers a lost broker, a stopped relay and a cache that lags
 * behind alike. It connects again by itself for as long as it is open. All methods may be called
 * from any thread.
 */
public final class PriceCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PriceCache.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final List<PriceListener> listeners = new CopyOnWriteArrayList<>();
  private final PriceBoard board;
  private final PriceDesk desk;
  private final TopicFollower follower;
  private final Thread thread;

  private PriceCache(PriceCacheSettings settings) {
    this.board = new PriceBoard(settings, counters);
    this.desk = new PriceDesk(settings, board::table, counters);
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
    return desk.priceFor(purchase);
  }

  /**
   * What buyers in the base slab are shown (domain.md PR-4).
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceListAnswer priceList(SellerId seller, Audience audience) {
    return desk.priceList(seller, audience, 0);
  }

  /**
   * What buyers in a slab are shown (domain.md PR-4, PR-7).
   *
   * @throws IllegalArgumentException for a seller that is not followed
   */
  public PriceListAnswer priceList(SellerId seller, Audience audience, int slab) {
    return desk.priceList(seller, audience, slab);
  }

  /** Calls the listener from now on whenever buyers see other prices. */
  public void onChange(PriceListener listener) {
    listeners.add(listener);
  }

  /** Whether the cache vouches for this seller's prices at this moment. */
  public boolean isFresh(SellerId seller) {
    return desk.isFresh(seller);
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
