package io.tierline.pricing.feed.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedWatch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts what streams are told; a fault that lasts is logged once. */
@Component
class CountedFeeds implements FeedWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CountedFeeds.class);
  private static final String EVENTS = "tierline.pricing.feed.events";

  private final Counter prices;
  private final Counter changes;
  private final Counter snapshots;
  private final Counter watermarks;
  private final Counter cutOffs;
  private final AtomicBoolean faulty = new AtomicBoolean();

  /** Of which it was said that they cannot be read. */
  private final Set<BookKey> failing = ConcurrentHashMap.newKeySet();

  CountedFeeds(MeterRegistry meters) {
    this.prices = events("prices", meters);
    this.changes = events("change-set", meters);
    this.snapshots = events("snapshot", meters);
    this.watermarks = events("watermark", meters);
    this.cutOffs =
        Counter.builder("tierline.pricing.feed.cut-offs")
            .description("Streams ended because their clients read too slowly")
            .register(meters);
  }

  private static Counter events(String kind, MeterRegistry meters) {
    return Counter.builder(EVENTS)
        .description("Events handed to streams")
        .tag("kind", kind)
        .register(meters);
  }

  @Override
  public void told(FeedBatch batch) {
    prices.increment(batch.products().size());
    switch (batch) {
      case FeedBatch.Changes _ -> changes.increment();
      case FeedBatch.Snapshot _ -> snapshots.increment();
    }
    failing.remove(batch.position().book());
  }

  @Override
  public void watermark() {
    watermarks.increment();
    faulty.set(false);
  }

  @Override
  public void cutOff() {
    cutOffs.increment();
  }

  @Override
  public void failed(BookKey book, Throwable fault) {
    if (failing.add(book)) {
      LOG.error(
          "Prices of seller {} for {} cannot be told; those who wait for them stay without"
              + " watermarks, others do not",
          book.seller(),
          book.audience(),
          fault);
    }
  }

  @Override
  public void followed(Set<BookKey> books) {
    failing.retainAll(books);
  }

  @Override
  public void lookFailed(Throwable fault) {
    if (faulty.compareAndSet(false, true)) {
      LOG.warn("Price feeds cannot be read; streams stay without watermarks until they can", fault);
    }
  }
}
