package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * The inside of a cache without a bus: what it reads is told record by record. Two parts, one on
 * each of two partitions.
 */
final class PriceCacheScene {

  static final Duration BOUND = Duration.ofSeconds(2);
  private static final int PARTITIONS = 2;
  static final Watermark.Generation GENERATION =
      new Watermark.Generation("the-only-one", 1, List.of());

  final SettableClock systemClock = new SettableClock(NOON);
  final SettableClock businessClock = new SettableClock(NOON);
  final PriceCacheCounters counters = new PriceCacheCounters();
  final PriceCacheSettings settings =
      PriceCacheSettings.following("unused:9092", SELLER)
          .withStaleBound(BOUND)
          .withSystemClock(systemClock)
          .withBusinessClock(businessClock);
  final PriceBoard board = new PriceBoard(settings, counters);
  final PriceDesk desk = new PriceDesk(settings, board::table, counters);
  private final Set<String> listed = new HashSet<>();
  private long sequence;
  private long offset;

  /** Everything on the bus has been read, up to now. */
  static PriceCacheScene upToDate() {
    PriceCacheScene scene = new PriceCacheScene();
    scene.board.caughtUp();
    scene.everythingIsSeen();
    return scene;
  }

  PriceCacheScene reads(PriceListEvent event) {
    return reads(event, 0);
  }

  PriceCacheScene reads(PriceListEvent event, int partition) {
    listed(event);
    readsWithoutSwap(event, partition);
    board.swap();
    return this;
  }

  /** As one of many of a batch. */
  void readsWithoutSwap(PriceListEvent event, int partition) {
    board.snapshotRead(event, new Origin(++sequence, NOON), partition);
  }

  /** The catalog lists a TLD before anybody sells it; with the tenures of its first price list. */
  private void listed(PriceListEvent event) {
    if (event instanceof PriceListPublished published && listed.add(event.product())) {
      reads(Tlds.of(event.product()).tenures(published.minYears(), published.maxYears()).listed());
    }
  }

  PriceCacheScene reads(TldListed tld) {
    listed.add(tld.tld());
    board.termsRead(tld, new Origin(++sequence, NOON));
    board.swap();
    return this;
  }

  PriceCacheScene reads(TldStatusesPublished statuses) {
    board.statusesRead(statuses, new Origin(++sequence, NOON));
    board.swap();
    return this;
  }

  PriceCacheScene reads(SpecificPricesPublished specific) {
    board.specificRead(specific, new Origin(++sequence, NOON));
    board.swap();
    return this;
  }

  /** As it is read by a cache that has not heard of its TLD. */
  PriceCacheScene readsUnlisted(PriceListEvent event) {
    listed.add(event.product());
    return reads(event, 0);
  }

  /** As one that the relay sends again. */
  PriceCacheScene readsAgain(PriceListEvent event, long sent) {
    board.snapshotRead(event, new Origin(sent, NOON), 0);
    board.swap();
    return this;
  }

  long nextSequence() {
    return ++sequence;
  }

  List<Change> readsAndTells(PriceListEvent event) {
    listed(event);
    board.snapshotRead(event, new Origin(++sequence, NOON), 0);
    return board.swap();
  }

  PriceCacheScene readsWatermark(int part, Instant watermark) {
    return readsWatermark(part, watermark, part);
  }

  PriceCacheScene readsWatermark(int part, Instant watermark, int partition) {
    for (Followed topic : Followed.values()) {
      readsWatermark(
          topic, new Watermark(watermark, List.of(part), PARTITIONS, GENERATION), partition);
    }
    return this;
  }

  PriceCacheScene readsWatermark(Followed topic, Watermark watermark, int partition) {
    return readsWatermark(topic, watermark, partition, ++offset);
  }

  /** As it is read at an offset, which may have been read before. */
  private PriceCacheScene readsWatermark(
      Followed topic, Watermark watermark, int partition, long at) {
    Watermarks.Accepted accepted = board.watermarkRead(watermark, topic, partition, at);
    if (accepted == Watermarks.Accepted.MOVED) {
      board.fallenBehind();
    }
    board.confirm(board.seen());
    board.swap();
    return this;
  }

  List<Change> readsWatermarkAndTells(int part, Instant watermark) {
    for (Followed topic : Followed.values()) {
      Watermarks.Accepted unused =
          board.watermarkRead(
              new Watermark(watermark, List.of(part), PARTITIONS, GENERATION),
              topic,
              part,
              ++offset);
    }
    board.confirm(board.seen());
    return board.swap();
  }

  /** Once more from the start of its partition, as after an error. */
  PriceCacheScene readsWatermarkAgain(int part, Instant watermark) {
    for (Followed topic : Followed.values()) {
      readsWatermark(
          topic, new Watermark(watermark, List.of(part), PARTITIONS, GENERATION), part, 0);
    }
    return this;
  }

  PriceCacheScene readsAllWatermarksOf(Followed topic) {
    for (int part = 0; part < PARTITIONS; part++) {
      readsWatermark(
          topic, new Watermark(systemClock.instant(), List.of(part), PARTITIONS, GENERATION), part);
    }
    return this;
  }

  /** The watermarks of all parts reach the present. */
  PriceCacheScene everythingIsSeen() {
    for (int part = 0; part < PARTITIONS; part++) {
      readsWatermark(part, systemClock.instant());
    }
    return this;
  }

  /** Time passes, and the relay keeps saying that there is nothing new. */
  PriceCacheScene quietlyPass(Duration time) {
    for (int i = 0; i < 10; i++) {
      systemClock.advance(time.dividedBy(10));
      everythingIsSeen();
    }
    return this;
  }

  PriceAnswer renewal(String product) {
    return renewal(product, 1);
  }

  PriceAnswer renewal(String product, int years) {
    return desk.priceFor(Purchase.of(SELLER, product, ProductAction.RENEW, years));
  }

  PriceAnswer asks(ProductAction action, int years, Buyer buyer) {
    return desk.priceFor(Purchase.of(SELLER, "com", action, years).by(buyer));
  }

  /** What must be priced. */
  Price price(ProductAction action, int years, Buyer buyer) {
    return switch (asks(action, years, buyer)) {
      case PriceAnswer.Priced priced -> priced.price();
      case PriceAnswer.NotSold notSold -> throw new AssertionError(notSold);
      case PriceAnswer.Unvouched unvouched -> throw new AssertionError(unvouched);
    };
  }

  List<ProductPrices> listedTo(Buyer buyer) {
    return switch (desk.priceList(SELLER, buyer)) {
      case PriceListAnswer.Listed answer -> answer.products();
      case PriceListAnswer.Unvouched unvouched -> throw new AssertionError(unvouched);
    };
  }

  /** The version in force of a product that must be priced. */
  long versionShown(String product) {
    return switch (renewal(product)) {
      case PriceAnswer.Priced priced -> priced.priceVersion();
      case PriceAnswer.NotSold notSold -> throw new AssertionError(product + ": " + notSold);
      case PriceAnswer.Unvouched unvouched -> throw new AssertionError(product + ": " + unvouched);
    };
  }

  SortedSet<String> unvouchedProducts() {
    return switch (desk.priceList(SELLER, Buyer.visitor())) {
      case PriceListAnswer.Listed listed -> listed.unvouched();
      case PriceListAnswer.Unvouched unvouched -> throw new AssertionError(unvouched);
    };
  }
}
