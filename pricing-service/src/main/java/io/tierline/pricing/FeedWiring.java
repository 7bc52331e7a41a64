package io.tierline.pricing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedFormat;
import io.tierline.pricing.feed.FeedHeads;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.FeedSource;
import io.tierline.pricing.feed.FeedWatch;
import io.tierline.pricing.feed.LiveFeeds;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.history.Histories;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the streams of price lists together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedSettings.class)
class FeedWiring {

  @Bean
  ReadFeed.Sources feedSources(
      PriceBooks books,
      Catalog catalog,
      TldStatuses statuses,
      DatabaseTime time,
      Histories histories) {
    return new ReadFeed.Sources(books, catalog, statuses, time, histories);
  }

  @Bean
  ReadFeed readFeed(ReadFeed.Sources sources, Schedule schedule, FeedSettings settings) {
    return new ReadFeed(sources, schedule, settings.changesMax());
  }

  /** One reader for many sellers works in the background scope. */
  @Bean
  FeedSource feedSource(ReadFeed readFeed) {
    return new FeedSource() {
      @Override
      public FeedHeads heads(Collection<BookKey> books) {
        return SellerScope.inBackground(() -> readFeed.heads(books));
      }

      @Override
      public FeedBatch next(BookKey book, @Nullable FeedPosition since) {
        return SellerScope.inBackground(() -> readFeed.next(book, since));
      }
    };
  }

  @Bean
  LiveFeeds liveFeeds(
      FeedSource source,
      FeedFormat format,
      FeedWatch watch,
      FeedSettings settings,
      MeterRegistry meters) {
    LiveFeeds feeds =
        new LiveFeeds(
            new LiveFeeds.Parts(source, format, watch),
            new LiveFeeds.Limits(
                settings.streamsMax(),
                settings.streamsOfSellerMax(),
                settings.watermarkEvery(),
                settings.bufferMax().toBytes(),
                settings.buffersMax().toBytes(),
                settings.readsAtOnceMax()),
            reading -> Thread.ofVirtual().name("price-feed-read").start(reading),
            System::nanoTime);
    Gauge.builder("tierline.pricing.feed.streams", feeds, LiveFeeds::open)
        .description("Streams open at this instance")
        .register(meters);
    Gauge.builder("tierline.pricing.feed.unsent", feeds, LiveFeeds::unsentBytes)
        .description("What streams were told and have not sent yet")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
    return feeds;
  }
}
