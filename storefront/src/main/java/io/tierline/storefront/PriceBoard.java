package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.ProductVersions.InForce;
import io.tierline.storefront.Snapshot.Arrived;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is read from the bus, record by record, into the {@link PriceTable}. Written by one
 * thread, read by any.
 */
final class PriceBoard {

  private final Clock businessClock;
  private final Clock systemClock;
  private final PriceCacheCounters counters;
  private final Map<SellerId, Ledge> ledges = new HashMap<>();
  private final Watermarks watermarks = new Watermarks();
  private long arrivals;
  private boolean upToDate;
  private volatile PriceTable table;

  /** One seller's prices while they are being changed. */
  private static final class Ledge {
    final Map<PriceKey, ProductVersions> products = new HashMap<>();
    final Map<String, PendingChangeSet> pending = new LinkedHashMap<>();

    /** The version that listeners were told of last. */
    final Map<PriceKey, Long> told = new HashMap<>();

    /** Listeners may have to hear of these: scheduled, or shown since the last swap. */
    final Set<PriceKey> toTell = new LinkedHashSet<>();

    boolean changed = true;

    ProductVersions versions(PriceKey key) {
      return products.getOrDefault(key, ProductVersions.NONE);
    }
  }

  PriceBoard(PriceCacheSettings settings, PriceCacheCounters counters) {
    this.businessClock = settings.businessClock();
    this.systemClock = settings.systemClock();
    this.counters = counters;
    Map<SellerId, PriceTable.Shelf> empty = new HashMap<>();
    for (SellerId seller : settings.sellers()) {
      ledges.put(seller, new Ledge());
      empty.put(seller, new PriceTable.Shelf(Map.of(), null));
    }
    this.table = new PriceTable(Map.copyOf(empty), false);
  }

  PriceTable table() {
    return table;
  }

  /**
   * A snapshot of one of the followed sellers was read.
   *
   * @param sequence the relay's number of the record within its key; 0 when it carried none
   */
  void snapshotRead(PriceListEvent event, long sequence, int partition) {
    Ledge ledge = ledge(event.sellerId());
    PriceKey key = PriceKey.of(event);
    Arrived arrived = new Arrived(event, sequence, ++arrivals);
    PendingChangeSet changeSet =
        ledge.pending.computeIfAbsent(
            event.changeSet().id(),
            _ -> new PendingChangeSet(event.changeSet().size(), watermarks.placeOf(partition)));
    Instant committedNotBefore = watermarks.nextNotCommittedBefore(partition);
    if (ledge.versions(key).isNews(event.version(), businessClock.instant())) {
      changeSet.arrivedWithNews(key, arrived, committedNotBefore);
    } else {
      changeSet.arrived(key, committedNotBefore);
      counters.snapshotRepeated();
    }
    if (changeSet.isComplete()) {
      showCompleteChangeSets(ledge);
    }
  }

  /** A record under a followed seller's key was read that cannot be understood. */
  void unreadableRead(PriceKey key, long sequence) {
    Ledge ledge = ledge(key.seller());
    ledge.products.put(key, ledge.versions(key).withUnreadable(sequence, ++arrivals));
    ledge.changed = true;
    counters.unreadableRead();
  }

  /**
   * @return whether a part has moved to another partition, so that everything on the bus at this
   *     moment must be read before the board is up to date again
   */
  Watermarks.Accepted watermarkRead(Watermark watermark, int partition) {
    counters.watermarkRead();
    Watermarks.Accepted accepted = watermarks.accept(watermark, partition);
    for (Ledge ledge : ledges.values()) {
      boolean settled = false;
      for (PendingChangeSet changeSet : ledge.pending.values()) {
        settled |= changeSet.settleBy(watermarks);
      }
      if (settled) {
        showCompleteChangeSets(ledge);
      }
    }
    return accepted;
  }

  /** More is on the bus than has been read; nothing is vouched for until that is done. */
  void fallenBehind() {
    upToDate = false;
    swap();
  }

  void caughtUp() {
    upToDate = true;
  }

  /**
   * Shows everything read so far, at once.
   *
   * @return what buyers see differently from now on
   */
  List<Change> swap() {
    Map<SellerId, PriceTable.Shelf> shelves = new HashMap<>();
    ledges.forEach((seller, ledge) -> shelves.put(seller, shelf(seller, ledge)));
    table = new PriceTable(Map.copyOf(shelves), upToDate);
    counters.changeSetsPending(ledges.values().stream().mapToInt(l -> l.pending.size()).sum());
    return upToDate ? tell() : List.of();
  }

  private PriceTable.Shelf shelf(SellerId seller, Ledge ledge) {
    PriceTable.Shelf before = table.shelves().get(seller);
    Map<PriceKey, ProductVersions> products =
        ledge.changed || before == null ? Map.copyOf(ledge.products) : before.products();
    ledge.changed = false;
    return new PriceTable.Shelf(products, freshAsOf(ledge));
  }

  /** A change set that is held back must not hide behind a watermark that already covers it. */
  private @Nullable Instant freshAsOf(Ledge ledge) {
    Instant fresh = watermarks.everythingSeenBefore();
    for (PendingChangeSet changeSet : ledge.pending.values()) {
      Instant limit = changeSet.notCommittedBefore();
      if (changeSet.news().isEmpty() || fresh == null) {
        continue;
      }
      fresh = limit == null || limit.isBefore(fresh) ? limit : fresh;
    }
    return fresh;
  }

  private List<Change> tell() {
    Instant businessNow = businessClock.instant();
    Instant visibleAt = systemClock.instant();
    List<Change> changes = new ArrayList<>();
    for (Ledge ledge : ledges.values()) {
      for (PriceKey key : List.copyOf(ledge.toTell)) {
        ProductVersions versions = ledge.versions(key);
        if (!(versions.at(businessNow) instanceof InForce.Version(Snapshot snapshot))) {
          continue;
        }
        Long told = ledge.told.put(key, snapshot.version());
        if (told == null || told != snapshot.version()) {
          changes.add(
              new Change(
                  key.seller(), key.audience(), key.product(), snapshot.version(), visibleAt));
        }
        if (!versions.hasScheduled(businessNow)) {
          ledge.toTell.remove(key);
        }
      }
    }
    return changes;
  }

  private void showCompleteChangeSets(Ledge ledge) {
    Set<PendingChangeSet> heldBack = heldBack(ledge);
    for (Iterator<PendingChangeSet> sets = ledge.pending.values().iterator(); sets.hasNext(); ) {
      PendingChangeSet changeSet = sets.next();
      if (!heldBack.contains(changeSet)) {
        changeSet.news().forEach((key, arrived) -> show(ledge, key, arrived));
        sets.remove();
      }
    }
  }

  /**
   * The incomplete ones, and those that build on a version held back: buyers see publications in
   * the order they were made, never a later one without an earlier.
   */
  private static Set<PendingChangeSet> heldBack(Ledge ledge) {
    Set<PendingChangeSet> heldBack = new HashSet<>();
    for (PendingChangeSet changeSet : ledge.pending.values()) {
      if (!changeSet.isComplete()) {
        heldBack.add(changeSet);
      }
    }
    boolean grown = !heldBack.isEmpty();
    while (grown) {
      grown = false;
      for (PendingChangeSet changeSet : ledge.pending.values()) {
        if (!heldBack.contains(changeSet)
            && heldBack.stream().anyMatch(held -> held.holdsOlderOf(changeSet.news()))) {
          grown |= heldBack.add(changeSet);
        }
      }
    }
    return heldBack;
  }

  private void show(Ledge ledge, PriceKey key, Arrived arrived) {
    ledge.changed = true;
    ProductVersions versions = ledge.versions(key);
    try {
      Snapshot snapshot = arrived.shownSince(systemClock.instant());
      ledge.products.put(key, versions.with(snapshot, businessClock.instant()));
      ledge.toTell.add(key);
      counters.snapshotShown();
    } catch (ArithmeticException | IllegalArgumentException e) {
      ledge.products.put(key, versions.withUnreadable(arrived.sequence(), arrived.arrival()));
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
