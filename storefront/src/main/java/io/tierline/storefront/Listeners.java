package io.tierline.storefront;

import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told of changes, one after the other on the cache's thread. What one of them throws
 * says nothing of the cache, whatever it is: the others are told, and the bus is read on.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Duration slowFrom;
  private final LongSupplier nanoTime;
  private final PriceCacheCounters counters;
  private final List<PriceListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param slowFrom how long one may take without a warning: no watermark is read meanwhile
   */
  Listeners(Duration slowFrom, LongSupplier nanoTime, PriceCacheCounters counters) {
    this.slowFrom = slowFrom;
    this.nanoTime = nanoTime;
    this.counters = counters;
  }

  void add(PriceListener listener) {
    listeners.add(listener);
  }

  void tell(List<Change> changes) {
    for (PriceListener listener : listeners) {
      long began = nanoTime.getAsLong();
      try {
        listener.pricesChanged(changes);
      } catch (RuntimeException | Error e) {
        counters.listenerFailed();
        LOG.error("{} failed on changed prices; the cache goes on", nameOf(listener), e);
      }
      Duration taken = Duration.ofNanos(nanoTime.getAsLong() - began);
      if (taken.compareTo(slowFrom) > 0) {
        counters.listenerSlow();
        LOG.warn(
            "{} took {} for {} changes, in which nothing was read from the bus: have it do its work on"
                + " a thread of its own, or prices become doubtful",
            nameOf(listener),
            taken,
            changes.size());
      }
    }
  }

  private static String nameOf(PriceListener listener) {
    return listener.getClass().getName();
  }
}
