package io.tierline.storefront.starter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheCounters;
import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a cache does, for dashboards and alerts. */
public final class PriceCacheMetrics implements MeterBinder {

  private static final String PREFIX = "tierline.storefront.";
  private static final double MILLIS_PER_SECOND = 1_000;

  private final PriceCache cache;

  PriceCacheMetrics(PriceCache cache) {
    this.cache = cache;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    reads(meters, "priced", PriceCacheCounters::answersPriced);
    reads(meters, "not_sold", PriceCacheCounters::answersNotSold);
    reads(meters, "unvouched", PriceCacheCounters::answersUnvouched);
    counter(meters, "versions.applied", PriceCacheCounters::snapshotsShown);
    counter(meters, "versions.repeated", PriceCacheCounters::snapshotsRepeated);
    counter(meters, "records.unreadable", PriceCacheCounters::recordsUnreadable);
    counter(meters, "listeners.failed", PriceCacheCounters::listenersFailed);
    counter(meters, "listeners.slow", PriceCacheCounters::listenersSlow);
    counter(meters, "starts.over", PriceCacheCounters::startsOver);
    counter(meters, "connections", PriceCacheCounters::connectionsMade);
    Gauge.builder(
            PREFIX + "change.sets.pending", cache.counters(), PriceCacheCounters::changeSetsPending)
        .description("Publications of which a part is still on its way")
        .register(meters);
    for (SellerId seller : cache.settings().sellers()) {
      TimeGauge.builder(
              PREFIX + "staleness", cache, TimeUnit.SECONDS, c -> stalenessSeconds(c, seller))
          .description("How far back the prices are vouched for; NaN while nothing is known")
          .tag("seller", seller.toString())
          .register(meters);
    }
    Timer commitToShown =
        Timer.builder(PREFIX + "commit.to.shown")
            .description("From the commit of a change to its being served, per product or buyer")
            .register(meters);
    cache.onChange(changes -> changes.forEach(change -> record(change, commitToShown)));
  }

  private void reads(
      MeterRegistry meters, String outcome, ToDoubleFunction<PriceCacheCounters> count) {
    FunctionCounter.builder(PREFIX + "reads", cache.counters(), count)
        .description("Prices asked for, by what was answered")
        .tag("outcome", outcome)
        .register(meters);
  }

  private void counter(
      MeterRegistry meters, String name, ToDoubleFunction<PriceCacheCounters> count) {
    FunctionCounter.builder(PREFIX + name, cache.counters(), count).register(meters);
  }

  private static double stalenessSeconds(PriceCache cache, SellerId seller) {
    Instant now = cache.settings().systemClock().instant();
    return cache
        .freshAsOf(seller)
        .map(fresh -> Duration.between(fresh, now).toMillis() / MILLIS_PER_SECOND)
        .orElse(Double.NaN);
  }

  /** The two times are of two clocks: less than nothing is taken for nothing. */
  private static void record(Change change, Timer commitToShown) {
    Instant written = change.writtenAt();
    if (written != null) {
      Duration delay = Duration.between(written, change.visibleAt());
      commitToShown.record(delay.isNegative() ? Duration.ZERO : delay);
    }
  }
}
