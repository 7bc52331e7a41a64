package io.tierline.storefront;

import io.tierline.contracts.Watermark;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
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

  private final Map<Integer, Instant> watermarkOfPart = new HashMap<>();
  private final Map<Integer, Integer> partitionOfPart = new HashMap<>();
  private final Map<Integer, Round> roundOfPartition = new HashMap<>();
  private int partsTotal;

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

  Accepted accept(Watermark seen, int partition) {
    Accepted accepted = Accepted.INTO_PLACE;
    if (seen.partsTotal() != partsTotal) {
      accepted = partsTotal == 0 ? Accepted.INTO_PLACE : Accepted.MOVED;
      watermarkOfPart.clear();
      partitionOfPart.clear();
      partsTotal = seen.partsTotal();
    }
    for (int part : seen.parts()) {
      Instant before = watermarkOfPart.get(part);
      if (before != null && !seen.watermark().isAfter(before)) {
        continue;
      }
      Integer home = partitionOfPart.put(part, partition);
      if (home != null && home != partition) {
        accepted = Accepted.MOVED;
      }
      watermarkOfPart.put(part, seen.watermark());
      round(partition).advanced.add(part);
    }
    finishRound(partition);
    return accepted;
  }

  private void finishRound(int partition) {
    Round round = round(partition);
    if (isComplete() && round.advanced.containsAll(partsOf(partition))) {
      round.number++;
      round.advanced.clear();
    }
  }

  /** Everything committed before this has been read; null while some part is unknown. */
  @Nullable Instant everythingSeenBefore() {
    return isComplete() ? lowest(watermarkOfPart.keySet()) : null;
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
    if (round(place.partition()).number < place.round() + ROUNDS_UNTIL_COVERED) {
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
    partitionOfPart.forEach(
        (part, home) -> {
          if (home == partition) {
            parts.add(part);
          }
        });
    return parts;
  }

  private Round round(int partition) {
    return roundOfPartition.computeIfAbsent(partition, _ -> new Round());
  }
}
