package io.tierline.acceptance.prices;

import io.tierline.testsupport.staleness.Publication;
import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.Read.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it took from the acknowledgement of a commit until a shop showed what it had changed, or
 * something newer. Every version of every product counts once in each life of a shop that was
 * giving answers when it was committed, be it answers that vouched for nothing; so what was
 * overtaken while nobody could see it counts from its own commit.
 */
final class CommitToShown {

  private static final double MICROS_IN_A_MILLI = 1_000.0;

  private final Map<Integer, List<Long>> acknowledged = new HashMap<>();
  private final List<Long> delays = new ArrayList<>();
  private long neverShown;

  CommitToShown(List<Publication> publications) {
    for (Publication publication : publications) {
      // They come in order, and versions have no gaps.
      publication
          .versions()
          .keySet()
          .forEach(
              product ->
                  acknowledged
                      .computeIfAbsent(product, _ -> new ArrayList<>())
                      .add(publication.acknowledgedMicros()));
    }
  }

  /** One life of one shop, from its first answer to its last. */
  final class Life implements AutoCloseable {

    /** Of each product the last version that has been counted. */
    private final Map<Integer, Integer> counted = new HashMap<>();

    private boolean begun;
    private long lastMicros;

    void answered(Read read) {
      if (!begun) {
        begun = true;
        acknowledged.forEach(
            (product, times) -> counted.put(product, before(times, read.when().beginMicros())));
      }
      lastMicros = read.when().endMicros();
      shown(read.one());
      shown(read.other());
    }

    private void shown(Shown price) {
      List<Long> times = acknowledged.getOrDefault(price.product(), List.of());
      // A version that was never committed is the checker's to refuse.
      long last = Math.min(price.version(), times.size());
      for (int next = counted.getOrDefault(price.product(), 0); next < last; next++) {
        // Less than nothing where it was seen before the writer was told of its commit.
        delays.add(Math.max(0, lastMicros - times.get(next)));
        counted.put(price.product(), next + 1);
      }
    }

    /** What was still to be shown when the shop ended. */
    @Override
    public void close() {
      acknowledged.forEach(
          (product, times) ->
              neverShown +=
                  Math.max(0, before(times, lastMicros) - counted.getOrDefault(product, 0)));
    }

    private static int before(List<Long> times, long micros) {
      int count = 0;
      while (count < times.size() && times.get(count) < micros) {
        count++;
      }
      return count;
    }
  }

  int count() {
    return delays.size();
  }

  /** Versions that a shop did not show before it was killed. */
  long neverShown() {
    return neverShown;
  }

  /**
   * @param share of the delays that are not longer, from 0 to 1
   */
  double millis(double share) {
    long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return Arrays.stream(sorted).skip(Math.max(0, index)).findFirst().orElse(0) / MICROS_IN_A_MILLI;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d versions: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, most %.1f ms;"
            + " %,d not shown before the end",
        count(),
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(1),
        neverShown);
  }
}
