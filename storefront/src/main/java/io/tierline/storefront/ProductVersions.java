package io.tierline.storefront;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one key: the version in force and newer ones that are scheduled. Immutable.
 *
 * <p>The highest version whose time has come is in force. Since versions grow by one, a gap between
 * it and a scheduled one shows that a version in between is not known (compaction removed it, or
 * this reader came late): it may be in force, so nothing is vouched for until the scheduled one
 * starts.
 */
final class ProductVersions {

  static final ProductVersions NONE = new ProductVersions(List.of(), 0, 0, 0);

  /** Rising by version. */
  private final List<Snapshot> snapshots;

  /** Arrival of a record that could not be read and that nothing readable has followed; else 0. */
  private final long unreadableSince;

  /** The relay's number of that record; 0 when it carried none. */
  private final long unreadableSequence;

  private final long highestSequence;

  private ProductVersions(
      List<Snapshot> snapshots,
      long unreadableSince,
      long unreadableSequence,
      long highestSequence) {
    this.snapshots = snapshots;
    this.unreadableSince = unreadableSince;
    this.unreadableSequence = unreadableSequence;
    this.highestSequence = highestSequence;
  }

  /** What is in force at a moment. */
  sealed interface InForce {

    record Version(Snapshot snapshot) implements InForce {}

    record NeverPublished() implements InForce {}

    record Unknown(UnvouchedReason reason) implements InForce {}
  }

  InForce at(Instant businessNow) {
    if (unreadableSince > 0) {
      return new InForce.Unknown(UnvouchedReason.UNREADABLE);
    }
    long expected = snapshots.isEmpty() ? 0 : snapshots.getLast().version();
    for (Snapshot snapshot : snapshots.reversed()) {
      if (snapshot.version() != expected) {
        return new InForce.Unknown(UnvouchedReason.PREDECESSOR_UNKNOWN);
      }
      if (!snapshot.effectiveFrom().isAfter(businessNow)) {
        return new InForce.Version(snapshot);
      }
      expected--;
    }
    return expected == 0
        ? new InForce.NeverPublished()
        : new InForce.Unknown(UnvouchedReason.PREDECESSOR_UNKNOWN);
  }

  /** When its versions begin. */
  List<Instant> starts() {
    return snapshots.stream().map(Snapshot::effectiveFrom).toList();
  }

  /** Whether a version says something that is not known yet and has not been overtaken. */
  boolean isNews(long version, Instant businessNow) {
    for (Snapshot snapshot : snapshots) {
      boolean overtakes =
          snapshot.version() > version && !snapshot.effectiveFrom().isAfter(businessNow);
      if (snapshot.version() == version || overtakes) {
        return false;
      }
    }
    return true;
  }

  /** With one more version; what it overtakes is forgotten. */
  ProductVersions with(Snapshot added, Instant businessNow) {
    if (!isNews(added.version(), businessNow)) {
      return this;
    }
    List<Snapshot> next = new ArrayList<>(snapshots);
    next.add(added);
    next.sort((a, b) -> Long.compare(a.version(), b.version()));
    int inForce = next.size() - 1;
    while (inForce > 0 && next.get(inForce).effectiveFrom().isAfter(businessNow)) {
      inForce--;
    }
    // By the relay's number, since what it repeats arrives late without being newer.
    boolean follows =
        unreadableSequence > 0
            ? added.sequence() > unreadableSequence
            : added.arrival() > unreadableSince;
    boolean heals =
        follows && snapshots.stream().allMatch(known -> known.version() < added.version());
    return new ProductVersions(
        List.copyOf(next.subList(inForce, next.size())),
        heals ? 0 : unreadableSince,
        heals ? 0 : unreadableSequence,
        Math.max(highestSequence, added.sequence()));
  }

  /**
   * After a record that could not be read: it may hold a newer price, so nothing older is vouched
   * for. One that the relay sent before what is known, and now repeats, says nothing new.
   *
   * @param sequence the relay's number of the record within its key; 0 when it carried none
   */
  ProductVersions withUnreadable(long sequence, long arrival) {
    return sequence > 0 && sequence <= highestSequence
        ? this
        : new ProductVersions(
            snapshots, arrival, Math.max(sequence, unreadableSequence), highestSequence);
  }
}
