package io.tierline.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times, in nanoseconds. */
public final class Latencies {

  private static final int MICROS_PER_MILLI = 1_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private final List<Long> nanos = new ArrayList<>();

  public synchronized void add(long measuredNanos) {
    nanos.add(measuredNanos);
  }

  public synchronized int count() {
    return nanos.size();
  }

  /**
   * @param perThousand 500 for the median, 990 for the 99th percentile
   */
  public synchronized long micros(int perThousand) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int index = Math.min(sorted.size() - 1, sorted.size() * perThousand / 1_000);
    return sorted.get(index) / NANOS_PER_MICRO;
  }

  public static String millis(long micros) {
    return "%d.%02d ms".formatted(micros / MICROS_PER_MILLI, micros % MICROS_PER_MILLI / 10);
  }

  /** How many times the floor, with two decimals. */
  public static String ratio(long value, long floor) {
    long hundredths = floor == 0 ? 0 : value * 100 / floor;
    return String.format(Locale.ROOT, "%d.%02d ×", hundredths / 100, hundredths % 100);
  }
}
