package io.tierline.storefront;

import io.tierline.contracts.Watermark;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far everything has been seen, from the watermarks read so far. A seller's keys may lie in any
 * part, so only the lowest watermark of all parts counts.
 */
final class Watermarks {

  /**
   * How many rounds after a record was read its commit surely lies before the watermarks: the round
   * it fell into may have been polled before it; the next one may still have been timed before its
   * commit (the relay takes the time first and drains afterwards); the third was timed after the
   * record had been sent.
   */
  private static final int ROUNDS_UNTIL_COVERED = 3;

  /** What counts; none of a part that has not spoken since the clock was set back. */
  private final Map<Integer, Instant> watermarkOfPart = new HashMap<>();

  private final Map<Integer, Word> lastOfPart = new HashMap<>();
  private final Map<Integer, Round> roundOfPartition = new HashMap<>();
  private int partsTotal;
  private int era;

  /**
   * The last word of a part.
   *
   * @param highest of all its watermarks so far
   */
  private record Word(int partition, long offset, Instant highest) {

    /** What is read over again stands earlier in the log, and is not higher either. */
    boolean isFollowedBy(Word next) {
      return (next.partition == partition && next.offset > offset) || next.highest.isAfter(highest);
    }

    Word then(Word next) {
      return new Word(
          next.partition, next.offset, next.highest.isAfter(highest) ? next.highest : highest);
    }
  }

  private static final class Round {
    long number;
    final Set<Integer> advanced = new HashSet<>();
  }

  /** Where in the stream of one partition something was read. */
  record Place(int partition, long round) {}

  enum Accepted {
    INTO_PLACE,
    /** A part has changed its partition: what it left behind on the old one must be read first. */
    MOVED
  }

  /**
   * The last word of a part counts, by the order of its partition. One that takes time back says
   * that the database's clock was set back (or comes late from a relay that was frozen): as what
   * was said by that clock before cannot be compared with what is said now, all parts have to speak
   * again.
   */
  Accepted accept(Watermark seen, int partition, long offset) {
    Accepted accepted = Accepted.INTO_PLACE;
    if (seen.partsTotal() != partsTotal) {
      accepted = partsTotal == 0 ? Accepted.INTO_PLACE : Accepted.MOVED;
      allMustSpeakAgain();
      lastOfPart.clear();
      partsTotal = seen.partsTotal();
    }
    Word word = new Word(partition, offset, seen.watermark());
    List<Integer> parts = seen.parts().stream().filter(part -> isNews(part, word)).toList();
    if (parts.stream().anyMatch(part -> takesBack(part, seen.watermark()))) {
      allMustSpeakAgain();
    }
    for (int part : parts) {
      Word last = lastOfPart.get(part);
      if (last != null && last.partition() != partition) {
        accepted = Accepted.MOVED;
      }
      lastOfPart.put(part, last == null ? word : last.then(word));
      Instant before = watermarkOfPart.put(part, seen.watermark());
      // Only what is later than something shows that the relay has polled again.
      if (before != null && seen.watermark().isAfter(before)) {
        round(partition).advanced.add(part);
      }
    }
    finishRound(partition);
    return accepted;
  }

  private boolean isNews(int part, Word word) {
    Word last = lastOfPart.get(part);
    return last == null || last.isFollowedBy(word);
  }

  private boolean takesBack(int part, Instant watermark) {
    Instant before = watermarkOfPart.get(part);
    return before != null && watermark.isBefore(before);
  }

  private void allMustSpeakAgain() {
    era++;
    watermarkOfPart.clear();
    roundOfPartition.values().forEach(round -> round.advanced.clear());
  }

  private void finishRound(int partition) {
    Round round = round(partition);
    if (isComplete() && round.advanced.containsAll(partsOf(partition))) {
      round.number++;
      round.advanced.clear();
    }
  }

  /** Moments that were told in another era cannot be compared with those that are told now. */
  int era() {
    return era;
  }

  /** Everything committed before this has been read; null while some part is unknown. */
  @Nullable Instant everythingSeenBefore() {
    return isComplete() ? lowest(watermarkOfPart.keySet()) : null;
  }

  /** The highest of those it was made of; null while some part is unknown. */
  @Nullable Instant highest() {
    return isComplete() ? Collections.max(watermarkOfPart.values()) : null;
  }

  /** What is read next on this partition was not committed before this; null while unknown. */
  @Nullable Instant nextNotCommittedBefore(int partition) {
    return isComplete() ? lowest(partsOf(partition)) : null;
  }

  Place placeOf(int partition) {
    return new Place(partition, round(partition).number);
  }

  /**
   * A time before which what was read at a place was surely committed; null while that cannot be
   * said yet.
   */
  @Nullable Instant committedBefore(Place place) {
    if (!isComplete() || round(place.partition()).number < place.round() + ROUNDS_UNTIL_COVERED) {
      return null;
    }
    return partsOf(place.partition()).stream()
        .map(watermarkOfPart::get)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private boolean isComplete() {
    return partsTotal > 0 && watermarkOfPart.size() == partsTotal;
  }

  private @Nullable Instant lowest(Set<Integer> parts) {
    return parts.stream().map(watermarkOfPart::get).min(Instant::compareTo).orElse(null);
  }

  private Set<Integer> partsOf(int partition) {
    Set<Integer> parts = new HashSet<>();
    lastOfPart.forEach(
        (part, last) -> {
          if (last.partition() == partition) {
            parts.add(part);
          }
        });
    return parts;
  }

  private Round round(int partition) {
    return roundOfPartition.computeIfAbsent(partition, _ -> new Round());
  }
}
