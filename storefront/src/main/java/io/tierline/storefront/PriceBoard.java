package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.ProductLine.Holding;
import io.tierline.storefront.Shelf.Claim;
import io.tierline.storefront.Shelf.Goods;
import io.tierline.storefront.Shelf.Sheets;
import io.tierline.storefront.Snapshot.Arrived;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is read from the bus, record by record, into the {@link PriceTable}. Written by one
 * thread, read by any.
 *
 * <p>What changes is marked as changed before it does: what is known already is no news when it is
 * read again after an error, so that a missing mark would stay missing.
 */
final class PriceBoard {

  private final Clock businessClock;
  private final Clock systemClock;
  private final Duration staleBound;
  private final PriceCacheCounters counters;
  private final Map<SellerId, Ledge> ledges = new HashMap<>();
  private final Map<String, Newest<Terms>> terms = new HashMap<>();
  private final Map<Followed, Watermarks> watermarks = new EnumMap<>(Followed.class);
  private long arrivals;
  private boolean upToDate;

  /** What was seen when it was last certain that the topics are still those that are read. */
  private @Nullable Seen confirmed;

  /** Of what was on the bus before, nobody can say how long it took to be shown. */
  private boolean catchingUp = true;

  private volatile PriceTable table;

  /** One seller's prices while they are being changed. */
  private static final class Ledge {
    final SellerId seller;
    final Map<PriceKey, ProductVersions> products = new HashMap<>();
    final ChangeSets changeSets;

    final Map<BuyerKey, Newest<BuyerSheet>> sheets = new HashMap<>();
    Newest<Map<String, Status>> statuses = Newest.none();

    final Map<PriceKey, ProductLine> lines = new HashMap<>();

    /** Their lines are no longer right. */
    final Set<PriceKey> changed = new HashSet<>();

    /** What was fixed for them is no longer right. */
    final Set<BuyerKey> sheetsChanged = new HashSet<>();

    /** What listeners were told of last. */
    final Map<PriceKey, Told> told = new HashMap<>();

    /** Listeners may have to hear of these: changed since the last swap, or changing by time. */
    final Map<PriceKey, Origin> toTell = new LinkedHashMap<>();

    final Map<BuyerKey, Origin> buyersToTell = new LinkedHashMap<>();

    /** Why listeners think that nothing is vouched for; null when they think it is. */
    @Nullable UnvouchedReason toldDoubt = UnvouchedReason.STARTING;

    Ledge(SellerId seller, Watermarks ofPriceLists) {
      this.seller = seller;
      this.changeSets = new ChangeSets(ofPriceLists);
    }

    ProductVersions versions(PriceKey key) {
      return products.getOrDefault(key, ProductVersions.NONE);
    }

    void changed(PriceKey key, Origin origin) {
      changed.add(key);
      toTell.put(key, origin);
    }

    void allChanged(Origin origin) {
      products.keySet().forEach(key -> changed(key, origin));
    }

    /** Nothing of it is known any more, but what listeners were told. */
    Ledge startedOver(Watermarks ofPriceLists) {
      Ledge next = new Ledge(seller, ofPriceLists);
      next.told.putAll(told);
      next.toldDoubt = toldDoubt;
      told.keySet().forEach(key -> next.toTell.put(key, Origin.UNKNOWN));
      buyersToTell.keySet().forEach(key -> next.buyersToTell.put(key, Origin.UNKNOWN));
      sheets.keySet().forEach(key -> next.buyersToTell.put(key, Origin.UNKNOWN));
      return next;
    }

    /** All of it, as it is now. */
    void shown() {
      changed.clear();
      sheetsChanged.clear();
    }
  }

  private record Told(
      long version, Instant since, Surroundings surroundings, @Nullable UnvouchedReason doubt) {

    boolean isNeverSold() {
      return version == 0 && doubt == null;
    }
  }

  PriceBoard(PriceCacheSettings settings, PriceCacheCounters counters) {
    this.businessClock = settings.businessClock();
    this.systemClock = settings.systemClock();
    this.staleBound = settings.staleBound();
    this.counters = counters;
    for (SellerId seller : settings.sellers()) {
      ledges.put(seller, new Ledge(seller, watermarks(Followed.PRICE_LISTS)));
    }
    this.table = nothing();
  }

  private PriceTable nothing() {
    Map<SellerId, Shelf> empty = new HashMap<>();
    ledges.keySet().forEach(seller -> empty.put(seller, Shelf.EMPTY));
    return new PriceTable(empty);
  }

  PriceTable table() {
    return table;
  }

  /** A snapshot of one of the followed sellers was read. */
  void snapshotRead(PriceListEvent event, Origin origin, int partition) {
    Ledge ledge = ledge(event.sellerId());
    PriceKey key = PriceKey.of(event);
    Arrived arrived = new Arrived(event, origin, ++arrivals);
    boolean repeated;
    if (ledge.versions(key).isNews(event.version(), businessClock.instant())) {
      repeated = !ledge.changeSets.arrivedWithNews(key, arrived, partition);
    } else {
      ledge.changeSets.arrived(key, event.changeSet(), partition);
      repeated = true;
    }
    if (repeated) {
      counters.snapshotRepeated();
    }
  }

  /** Everything fixed for one buyer of a followed seller was read. */
  void specificRead(SpecificPricesPublished published, Origin origin) {
    Ledge ledge = ledge(published.sellerId());
    BuyerKey key =
        new BuyerKey(
            published.sellerId(), published.audience(), Long.parseLong(published.buyerId()));
    Newest<BuyerSheet> before = sheet(ledge, key);
    if (!before.isNews(published.version())) {
      counters.snapshotRepeated();
      return;
    }
    try {
      Newest<BuyerSheet> newest =
          before.with(BuyerSheet.of(published), published.version(), origin);
      ledge.sheetsChanged.add(key);
      ledge.buyersToTell.put(key, origin);
      ledge.sheets.put(key, newest);
      counters.snapshotShown();
    } catch (ArithmeticException e) {
      unreadableSpecificRead(key, origin.sequence());
    }
  }

  /** What a followed seller does not sell was read. */
  void statusesRead(TldStatusesPublished published, Origin origin) {
    Ledge ledge = ledge(published.sellerId());
    if (!ledge.statuses.isNews(published.version())) {
      counters.snapshotRepeated();
      return;
    }
    Map<String, Status> limited =
        published.limited().stream()
            .collect(Collectors.toUnmodifiableMap(Limited::tld, Limited::status));
    Newest<Map<String, Status>> newest = ledge.statuses.with(limited, published.version(), origin);
    ledge.allChanged(origin);
    ledge.statuses = newest;
    counters.snapshotShown();
  }

  /** What the catalog says of a TLD was read; newer by the relay's number, else by arrival. */
  void termsRead(TldListed listed, Origin origin) {
    Newest<Terms> before = terms.getOrDefault(listed.tld(), Newest.none());
    long version = origin.sequence() > 0 ? origin.sequence() : before.version() + 1;
    if (!before.isNews(version)) {
      counters.snapshotRepeated();
      return;
    }
    try {
      Newest<Terms> newest = before.with(Terms.of(listed), version, origin);
      changed(listed.tld(), origin);
      terms.put(listed.tld(), newest);
      counters.snapshotShown();
    } catch (IllegalArgumentException e) {
      unreadableTermsRead(listed.tld(), origin.sequence());
    }
  }

  private void changed(String product, Origin origin) {
    for (Ledge ledge : ledges.values()) {
      for (Audience audience : Audience.values()) {
        PriceKey key = new PriceKey(ledge.seller, audience, product);
        if (ledge.products.containsKey(key)) {
          ledge.changed(key, origin);
        }
      }
    }
  }

  /** A record under a followed seller's key was read that cannot be understood. */
  void unreadableRead(PriceKey key, long sequence) {
    Ledge ledge = ledge(key.seller());
    ledge.products.put(key, ledge.versions(key).withUnreadable(sequence, ++arrivals));
    ledge.changed(key, Origin.UNKNOWN);
    counters.unreadableRead();
  }

  void unreadableSpecificRead(BuyerKey key, long sequence) {
    Ledge ledge = ledge(key.seller());
    Newest<BuyerSheet> before = sheet(ledge, key);
    ledge.sheetsChanged.add(key);
    if (!before.isDoubtful()) {
      ledge.buyersToTell.put(key, Origin.UNKNOWN);
    }
    ledge.sheets.put(key, before.withUnreadable(sequence, ++arrivals));
    counters.unreadableRead();
  }

  void unreadableStatusesRead(SellerId seller, long sequence) {
    Ledge ledge = ledge(seller);
    ledge.statuses = ledge.statuses.withUnreadable(sequence, ++arrivals);
    ledge.allChanged(Origin.UNKNOWN);
    counters.unreadableRead();
  }

  void unreadableTermsRead(String tld, long sequence) {
    terms.put(tld, terms.getOrDefault(tld, Newest.none()).withUnreadable(sequence, ++arrivals));
    changed(tld, Origin.UNKNOWN);
    counters.unreadableRead();
  }

  private static Newest<BuyerSheet> sheet(Ledge ledge, BuyerKey key) {
    return ledge.sheets.getOrDefault(key, Newest.none());
  }

  /**
   * @return whether a part has moved to another partition, so that everything on the bus at this
   *     moment must be read before the board is up to date again
   */
  Watermarks.Accepted watermarkRead(
      Watermark watermark, Followed topic, int partition, long offset) {
    counters.watermarkRead();
    return watermarks(topic).accept(watermark, partition, offset);
  }

  private Watermarks watermarks(Followed topic) {
    return watermarks.computeIfAbsent(topic, _ -> new Watermarks());
  }

  /**
   * More is on the bus than has been read; nothing is vouched for until that is done.
   *
   * @return what buyers see differently from now on
   */
  List<Change> fallenBehind() {
    upToDate = false;
    catchingUp = true;
    return swap();
  }

  void caughtUp() {
    upToDate = true;
  }

  /**
   * What was read counts no longer: it is forgotten, and everything is read anew.
   *
   * @return what buyers see differently from now on
   */
  List<Change> startOver() {
    watermarks.clear();
    terms.clear();
    ledges.replaceAll((_, before) -> before.startedOver(watermarks(Followed.PRICE_LISTS)));
    table = nothing();
    confirmed = null;
    return fallenBehind();
  }

  /**
   * What was seen before it was asked whether the topics are still those that are read, and they
   * are. Nothing is vouched for beyond that.
   *
   * @param seen null where nothing was
   */
  void confirm(@Nullable Seen seen) {
    confirmed = seen;
  }

  /**
   * Shows everything read so far, at once.
   *
   * @return what buyers see differently from now on
   */
  List<Change> swap() {
    ledges.values().forEach(this::showCompleteChangeSets);
    Map<SellerId, Shelf> shelves = new HashMap<>();
    Seen seen = seenForCertain();
    ledges.forEach(
        (seller, ledge) -> shelves.put(seller, new Shelf(goods(ledge), claim(ledge, seen))));
    table = new PriceTable(shelves);
    if (upToDate) {
      // Not before: a swap that fails leaves what it has not shown to the next one.
      ledges.values().forEach(Ledge::shown);
    }
    counters.changeSetsPending(
        ledges.values().stream().mapToInt(l -> l.changeSets.pending()).sum());
    return tell();
  }

  /**
   * What is on the shelf; while nobody is served from it, as it was: of all that is read until then
   * it is made once.
   */
  private Goods goods(Ledge ledge) {
    Goods before = table.shelf(ledge.seller).goods();
    if (!upToDate || (ledge.changed.isEmpty() && ledge.sheetsChanged.isEmpty())) {
      return before;
    }
    Map<Audience, Map<String, ProductLine>> changed = changedLines(ledge);
    return new Goods(
        before.forCustomers().with(changed.getOrDefault(Audience.CUSTOMER, Map.of())),
        before.forSubResellers().with(changed.getOrDefault(Audience.SUB_RESELLER, Map.of())),
        sheets(ledge, before.sheets()));
  }

  private Map<Audience, Map<String, ProductLine>> changedLines(Ledge ledge) {
    Map<Audience, Map<String, ProductLine>> changed = new EnumMap<>(Audience.class);
    for (PriceKey key : ledge.changed) {
      if (ledge.products.containsKey(key)) {
        ProductLine line = new ProductLine(ledge.versions(key), surroundings(ledge, key.product()));
        ledge.lines.put(key, line);
        changed.computeIfAbsent(key.audience(), _ -> new HashMap<>()).put(key.product(), line);
      }
    }
    return changed;
  }

  private Surroundings surroundings(Ledge ledge, String product) {
    Newest<Terms> ofTld = terms.getOrDefault(product, Newest.none());
    Map<String, Status> limited = ledge.statuses.value();
    boolean doubtful = ofTld.isDoubtful() || ledge.statuses.isDoubtful();
    return new Surroundings(
        ofTld.value(),
        limited == null ? null : limited.get(product),
        doubtful ? UnvouchedReason.UNREADABLE : null);
  }

  private static Sheets sheets(Ledge ledge, Sheets before) {
    Map<Long, Newest<BuyerSheet>> ofCustomers = new HashMap<>();
    Map<Long, Newest<BuyerSheet>> ofSubResellers = new HashMap<>();
    for (BuyerKey key : ledge.sheetsChanged) {
      switch (key.audience()) {
        case CUSTOMER -> ofCustomers.put(key.buyer(), sheet(ledge, key));
        case SUB_RESELLER -> ofSubResellers.put(key.buyer(), sheet(ledge, key));
      }
    }
    return new Sheets(
        before.ofCustomers().with(ofCustomers), before.ofSubResellers().with(ofSubResellers));
  }

  private Claim claim(Ledge ledge, @Nullable Seen seen) {
    return seen == null
        ? new Claim(null, null, upToDate, staleBound)
        : new Claim(
            ledge.changeSets.freshAsOf(seen.before()), seen.highest(), upToDate, staleBound);
  }

  /**
   * Of all topics.
   *
   * @param before everything committed before this
   * @param highest of the watermarks that say so
   * @param era in which they were said: those of another cannot be compared with them
   */
  record Seen(Instant before, Instant highest, int era) {}

  /** A price is as fresh as the topic that is furthest behind; null while one is unknown. */
  @Nullable Seen seen() {
    Instant lowest = Instant.MAX;
    Instant highest = Instant.MIN;
    int era = 0;
    for (Followed topic : Followed.values()) {
      Watermarks ofTopic = watermarks(topic);
      Instant before = ofTopic.everythingSeenBefore();
      Instant latest = ofTopic.highest();
      if (before == null || latest == null) {
        return null;
      }
      lowest = before.isBefore(lowest) ? before : lowest;
      highest = latest.isAfter(highest) ? latest : highest;
      era += ofTopic.era();
    }
    return new Seen(lowest, highest, era);
  }

  /** Something is seen, and nothing of it is confirmed. */
  boolean awaitsConfirmation() {
    return seen() != null && seenForCertain() == null;
  }

  /** The same as far as it was confirmed. */
  private @Nullable Seen seenForCertain() {
    Seen now = seen();
    Seen certain = confirmed;
    if (now == null || certain == null || certain.era() != now.era()) {
      return null;
    }
    return certain.before().isBefore(now.before())
        ? new Seen(certain.before(), now.highest(), now.era())
        : now;
  }

  private List<Change> tell() {
    Instant visibleAt = systemClock.instant();
    List<Change> changes = new ArrayList<>();
    for (Ledge ledge : ledges.values()) {
      tellOfSeller(ledge, visibleAt).ifPresent(changes::add);
      if (upToDate) {
        tellOfProducts(ledge, visibleAt, changes);
        tellOfBuyers(ledge, visibleAt, changes);
      }
    }
    catchingUp &= !upToDate;
    return changes;
  }

  /** Time alone brings doubt, so every swap looks at it. */
  private Optional<Change> tellOfSeller(Ledge ledge, Instant now) {
    UnvouchedReason before = ledge.toldDoubt;
    UnvouchedReason doubt = table.shelf(ledge.seller).doubtAt(now);
    ledge.toldDoubt = doubt;
    return (before == null) == (doubt == null)
        ? Optional.empty()
        : Optional.of(new Change.OfSeller(ledge.seller, doubt, now));
  }

  private void tellOfProducts(Ledge ledge, Instant visibleAt, List<Change> changes) {
    Instant businessNow = businessClock.instant();
    for (PriceKey key : List.copyOf(ledge.toTell.keySet())) {
      ProductLine line = ledge.lines.get(key);
      if (line == null) {
        ledge.toTell.remove(key);
        gone(ledge, key).map(now -> change(key, now, visibleAt, null)).ifPresent(changes::add);
      } else {
        Holding holding = line.at(businessNow);
        news(ledge, key, line, holding)
            .map(now -> change(key, now, visibleAt, writtenAt(ledge.toTell.get(key))))
            .ifPresent(changes::add);
        // What happens by time alone from now on was not written at any moment.
        ledge.toTell.put(key, Origin.UNKNOWN);
        if (!holding.stretch().until().isBefore(Instant.MAX)) {
          ledge.toTell.remove(key);
        }
      }
    }
  }

  /** What is in force, when it or what goes with it is another than was told. */
  private static Optional<Told> news(Ledge ledge, PriceKey key, ProductLine line, Holding holding) {
    Snapshot snapshot = holding.snapshot();
    Told now =
        new Told(
            snapshot == null ? 0 : snapshot.version(),
            holding.stretch().from(),
            line.surroundings(),
            holding.doubt());
    Told before = ledge.told.get(key);
    if (now.equals(before) || (now.isNeverSold() && (before == null || before.isNeverSold()))) {
      return Optional.empty();
    }
    ledge.told.put(key, now);
    return Optional.of(now);
  }

  /** After a start from nothing: what listeners were told of is not there any more. */
  private static Optional<Told> gone(Ledge ledge, PriceKey key) {
    Told before = ledge.told.remove(key);
    return before == null || before.isNeverSold()
        ? Optional.empty()
        : Optional.of(new Told(0, before.since(), before.surroundings(), null));
  }

  private static Change change(
      PriceKey key, Told now, Instant visibleAt, @Nullable Instant writtenAt) {
    return new Change.OfProduct(
        key.seller(),
        key.audience(),
        key.product(),
        now.version(),
        now.doubt(),
        visibleAt,
        now.doubt() == null ? writtenAt : null);
  }

  private void tellOfBuyers(Ledge ledge, Instant visibleAt, List<Change> changes) {
    ledge.buyersToTell.forEach(
        (key, origin) -> {
          Newest<BuyerSheet> sheet = sheet(ledge, key);
          changes.add(
              new Change.OfBuyer(
                  key.seller(),
                  key.audience(),
                  Long.toString(key.buyer()),
                  sheet.version(),
                  sheet.isDoubtful() ? UnvouchedReason.UNREADABLE : null,
                  visibleAt,
                  sheet.isDoubtful() ? null : writtenAt(origin)));
        });
    ledge.buyersToTell.clear();
  }

  private @Nullable Instant writtenAt(@Nullable Origin origin) {
    return catchingUp || origin == null ? null : origin.writtenAt();
  }

  private void showCompleteChangeSets(Ledge ledge) {
    if (upToDate || ledge.changeSets.haveDoubled()) {
      ledge.changeSets.release((key, arrived) -> show(ledge, key, arrived));
    }
  }

  private void show(Ledge ledge, PriceKey key, Arrived arrived) {
    ProductVersions versions = ledge.versions(key);
    Instant businessNow = businessClock.instant();
    if (!versions.isNews(arrived.event().version(), businessNow)) {
      counters.snapshotRepeated();
      return;
    }
    try {
      Snapshot snapshot = arrived.shownSince(systemClock.instant(), businessNow);
      ProductVersions next = versions.with(snapshot, businessNow);
      ledge.changed(key, arrived.origin());
      ledge.products.put(key, next);
      counters.snapshotShown();
    } catch (ArithmeticException | IllegalArgumentException e) {
      ledge.products.put(
          key, versions.withUnreadable(arrived.origin().sequence(), arrived.arrival()));
      ledge.changed(key, Origin.UNKNOWN);
      counters.unreadableRead();
    }
  }

  private Ledge ledge(SellerId seller) {
    Ledge ledge = ledges.get(seller);
    if (ledge == null) {
      throw new IllegalArgumentException("Prices of seller " + seller + " are not followed");
    }
    return ledge;
  }
}
