package io.tierline.acceptance.prices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Holds what caches answered against what was committed, afterwards and knowing nothing of how they
 * work (domain.md PR-16). Publications are made one after the other by one writer.
 */
final class StalenessChecker {

  private static final int EXAMPLES_MAX = 5;

  private final long boundMicros;
  private final Map<Integer, Versions> versions = new HashMap<>();
  private final Map<Long, Both> together = new HashMap<>();

  private long reads;
  private long unvouched;
  private long violations;
  private final List<String> examples = new ArrayList<>();

  /**
   * @param bound how old an answer may be: that of the cache and the skew of its clock
   */
  StalenessChecker(List<Publication> publications, Duration bound) {
    this.boundMicros = TimeUnit.NANOSECONDS.toMicros(bound.toNanos());
    for (Publication publication : publications) {
      publication
          .versions()
          .forEach(
              (product, version) -> {
                versions
                    .computeIfAbsent(product, _ -> new Versions())
                    .add(version, publication.begunMicros(), publication.acknowledgedMicros());
                publication
                    .versions()
                    .forEach(
                        (other, otherVersion) -> {
                          if (!other.equals(product)) {
                            together
                                .computeIfAbsent(pair(product, other), _ -> new Both())
                                .add(version, otherVersion);
                          }
                        });
              });
    }
  }

  /** The versions of one product; entry n is version n + 1. */
  private static final class Versions {

    private final Longs begun = new Longs();
    private final Longs acknowledged = new Longs();

    void add(long version, long begunMicros, long acknowledgedMicros) {
      if (version != begun.size + 1) {
        throw new IllegalArgumentException(
            "Version %d came after %d".formatted(version, begun.size));
      }
      begun.add(begunMicros);
      acknowledged.add(acknowledgedMicros);
    }

    /** The newest version that was acknowledged before a moment; 0 when none was. */
    long newestBefore(long micros) {
      return acknowledged.countBelow(micros);
    }

    long begunMicros(long version) {
      return begun.values[(int) version - 1];
    }

    boolean knows(long version) {
      return version >= 1 && version <= begun.size;
    }
  }

  /** Versions of two products that were published together, in order. */
  private static final class Both {

    private final Longs first = new Longs();
    private final Longs second = new Longs();

    void add(long version, long otherVersion) {
      first.add(version);
      second.add(otherVersion);
    }

    /** Who sees this version of the first must see at least that of the second. */
    long secondAtLeast(long firstSeen) {
      int count = first.countBelow(firstSeen + 1);
      return count == 0 ? 0 : second.values[count - 1];
    }
  }

  /** Rising numbers. */
  private static final class Longs {

    private long[] values = new long[64];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    int countBelow(long value) {
      int found = Arrays.binarySearch(values, 0, size, value);
      if (found < 0) {
        return -found - 1;
      }
      while (found > 0 && values[found - 1] == value) {
        found--;
      }
      return found;
    }
  }

  private static long pair(int product, int other) {
    return (long) product << 32 | other;
  }

  /** One life of one cache, in the order it answered. */
  final class Life {

    private final Map<Integer, Long> shown = new HashMap<>();

    void check(Read read) {
      reads += 2;
      one(read, read.one(), read.oneVersion());
      one(read, read.other(), read.otherVersion());
      if (read.oneVersion() != Read.UNVOUCHED && read.otherVersion() != Read.UNVOUCHED) {
        whole(read, read.one(), read.oneVersion(), read.other(), read.otherVersion());
        whole(read, read.other(), read.otherVersion(), read.one(), read.oneVersion());
      }
    }

    private void one(Read read, int product, long version) {
      if (version == Read.UNVOUCHED) {
        unvouched++;
        return;
      }
      Versions known = versions.getOrDefault(product, new Versions());
      if (version != Read.NOT_SOLD && !known.knows(version)) {
        violated("a price that nobody set", read);
        return;
      }
      if (version != Read.NOT_SOLD && known.begunMicros(version) > read.endMicros()) {
        violated("a price before it was set", read);
      }
      if (version < known.newestBefore(read.beginMicros() - boundMicros)) {
        violated("a price older than the bound", read);
      }
      if (version < known.newestBefore(read.freshAsOfMicros())) {
        violated("a price older than the cache said", read);
      }
      Long before = shown.put(product, version);
      if (before != null && before > version) {
        violated("an older price after a newer one", read);
      }
    }

    private void whole(Read read, int product, long version, int other, long otherVersion) {
      Both both = together.get(pair(product, other));
      if (both != null && otherVersion < both.secondAtLeast(version)) {
        violated("half a publication", read);
      }
    }
  }

  private void violated(String what, Read read) {
    violations++;
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(what + ": " + read);
    }
  }

  long reads() {
    return reads;
  }

  long unvouched() {
    return unvouched;
  }

  long violations() {
    return violations;
  }

  List<String> examples() {
    return examples;
  }
}
