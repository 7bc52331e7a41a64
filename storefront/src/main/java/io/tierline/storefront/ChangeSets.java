package io.tierline.storefront;

import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.storefront.Snapshot.Arrived;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One seller's publications from the first of their snapshots until they are shown: whole, and in
 * the order they were made.
 */
final class ChangeSets {

  private final Watermarks watermarks;
  private final Map<String, PendingChangeSet> pending = new LinkedHashMap<>();

  /** Of what is known of the commits of the pending ones. */
  private int era;

  /** What the last look left. */
  private int left;

  /**
   * @param watermarks of the topic they are read from
   */
  ChangeSets(Watermarks watermarks) {
    this.watermarks = watermarks;
    this.era = watermarks.era();
  }

  /**
   * @return whether it says something that had not arrived
   */
  boolean arrivedWithNews(PriceKey key, Arrived snapshot, int partition) {
    return changeSet(snapshot.event().changeSet(), partition)
        .arrivedWithNews(key, snapshot, watermarks.nextNotCommittedBefore(partition));
  }

  /** A snapshot that says nothing new is still one of its publication. */
  void arrived(PriceKey key, ChangeSet of, int partition) {
    changeSet(of, partition).arrived(key, watermarks.nextNotCommittedBefore(partition));
  }

  private PendingChangeSet changeSet(ChangeSet of, int partition) {
    followEra();
    return pending.computeIfAbsent(
        of.id(), _ -> new PendingChangeSet(of.size(), watermarks.placeOf(partition)));
  }

  private void followEra() {
    if (era != watermarks.era()) {
      era = watermarks.era();
      pending.values().forEach(changeSet -> changeSet.eraHasChanged(watermarks));
    }
  }

  int pending() {
    return pending.size();
  }

  /**
   * Whether a look at all of them is worth it while the bus is read from its start, when they can
   * be many: as nobody sees anything before its end, not until there are twice as many as the last
   * look left.
   */
  boolean haveDoubled() {
    return pending.size() >= 2 * left;
  }

  /**
   * Gives away what is complete.
   *
   * @param shown takes each snapshot; when it fails, the publication stays for the next time
   */
  void release(BiConsumer<PriceKey, Arrived> shown) {
    if (pending.isEmpty()) {
      return;
    }
    followEra();
    Instant seen = watermarks.everythingSeenBefore();
    for (PendingChangeSet changeSet : pending.values()) {
      changeSet.settleBy(watermarks, seen);
    }
    Set<PendingChangeSet> heldBack = heldBack();
    for (Iterator<PendingChangeSet> sets = pending.values().iterator(); sets.hasNext(); ) {
      PendingChangeSet changeSet = sets.next();
      if (!heldBack.contains(changeSet)) {
        changeSet.news().forEach(shown);
        sets.remove();
      }
    }
    left = pending.size();
  }

  /**
   * The incomplete ones, and those that build on a version held back: buyers see publications in
   * the order they were made, never a later one without an earlier.
   */
  private Set<PendingChangeSet> heldBack() {
    Map<PriceKey, NavigableMap<Long, List<PendingChangeSet>>> byVersion = new HashMap<>();
    Deque<PendingChangeSet> reasons = new ArrayDeque<>();
    for (PendingChangeSet changeSet : pending.values()) {
      if (!changeSet.isComplete()) {
        reasons.add(changeSet);
      }
      changeSet
          .news()
          .forEach(
              (key, arrived) ->
                  byVersion
                      .computeIfAbsent(key, _ -> new TreeMap<>())
                      .computeIfAbsent(arrived.event().version(), _ -> new ArrayList<>(1))
                      .add(changeSet));
    }
    Set<PendingChangeSet> heldBack = new HashSet<>(reasons);
    while (!reasons.isEmpty()) {
      reasons
          .remove()
          .news()
          .forEach(
              (key, arrived) -> {
                NavigableMap<Long, List<PendingChangeSet>> later =
                    byVersion
                        .getOrDefault(key, new TreeMap<>())
                        .tailMap(arrived.event().version(), false);
                for (List<PendingChangeSet> changeSets : later.values()) {
                  changeSets.stream().filter(heldBack::add).forEach(reasons::add);
                }
                // They are held back now: nobody has to come by here again.
                later.clear();
              });
    }
    return heldBack;
  }

  /**
   * How far everything is shown: one that is held back must not hide behind a watermark that
   * already covers it.
   *
   * @param seen everything committed before this has been read
   * @return null while that is not known of one that is held back
   */
  @Nullable Instant freshAsOf(Instant seen) {
    followEra();
    Instant fresh = seen;
    for (PendingChangeSet changeSet : pending.values()) {
      if (!changeSet.news().isEmpty()) {
        Instant limit = changeSet.notCommittedBefore();
        if (limit == null) {
          return null;
        }
        fresh = limit.isBefore(fresh) ? limit : fresh;
      }
    }
    return fresh;
  }
}
