package io.tierline.storefront;

import io.tierline.storefront.Snapshot.Arrived;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The snapshots of one publication while some of them are still on their way. */
final class PendingChangeSet {

  private final int size;
  private Watermarks.Place place;
  private final Set<PriceKey> arrived = new HashSet<>();
  private final Map<PriceKey, Arrived> news = new HashMap<>();
  private @Nullable Instant notCommittedBefore;
  private @Nullable Instant committedBefore;
  private boolean settled;

  /**
   * @param place where its first snapshot was read
   */
  PendingChangeSet(int size, Watermarks.Place place) {
    this.size = size;
    this.place = place;
  }

  /**
   * @param committedNotBefore the watermark read before it; says something about its commit only
   *     when it arrives for the first time, for a repetition may come long after
   */
  void arrived(PriceKey key, @Nullable Instant committedNotBefore) {
    if (arrived.add(key)
        && committedNotBefore != null
        && (notCommittedBefore == null || committedNotBefore.isAfter(notCommittedBefore))) {
      notCommittedBefore = committedNotBefore;
    }
  }

  /**
   * @return whether it says something that had not arrived
   */
  boolean arrivedWithNews(PriceKey key, Arrived snapshot, @Nullable Instant committedNotBefore) {
    arrived(key, committedNotBefore);
    Arrived before = news.put(key, snapshot);
    return before == null || before.event().version() != snapshot.event().version();
  }

  /**
   * Everything up to its commit has been read: what has not arrived never will, because compaction
   * removed it under a newer version, or because it could not be read.
   *
   * @param seen everything committed before this has been read; null while unknown
   */
  void settleBy(Watermarks watermarks, @Nullable Instant seen) {
    if (committedBefore == null) {
      committedBefore = watermarks.committedBefore(place);
    }
    settled |= committedBefore != null && seen != null && !seen.isBefore(committedBefore);
  }

  /**
   * What was said of its commit cannot be compared with what is said now. As the first words of an
   * era may be late ones, from before its commit, proof that it has been passed starts anew, too.
   */
  void eraHasChanged(Watermarks watermarks) {
    notCommittedBefore = null;
    committedBefore = null;
    place = watermarks.placeOf(place.partition());
  }

  boolean isComplete() {
    return settled || arrived.size() >= size;
  }

  Map<PriceKey, Arrived> news() {
    return news;
  }

  /** Nothing committed before this is hidden in it; null while unknown. */
  @Nullable Instant notCommittedBefore() {
    return notCommittedBefore;
  }
}
