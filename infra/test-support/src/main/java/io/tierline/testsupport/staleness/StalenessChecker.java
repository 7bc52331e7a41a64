package io.tierline.testsupport.staleness;

import io.tierline.testsupport.staleness.Read.Shown;
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
public final class StalenessChecker {

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
  public StalenessChecker(List<Publication> publications, Duration bound) {
    this.boundMicros = TimeUnit.NANOSECONDS.toMicros(bound.toNanos());
    for (Publication publication : publications) {
      publication
          .versions()
          .forEach(
              (product, version) -> {
                versions.computeIfAbsent(product, _ -> new Versions()).add(version, publication);
                publication
                    .versions()
                    .forEach(
                        (other, otherVersion) -> {
                          if (!other.equals(product)) {
                            together
                                .computeIfAbsent(pair(product, other), _ -> new Both())
                                .add(version, otherVersion, publication.effectiveMicros());
                          }
                        });
              });
    }
  }

  /** The versions of one product; entry n is version n + 1. */
  private static final class Versions {

    private final Longs begun = new Longs();
    private final Longs acknowledged = new Longs();
    private final Longs effective = new Longs();

    void add(long version, Publication publication) {
      if (version != begun.size + 1) {
        throw new IllegalArgumentException(
            "Version %d came after %d".formatted(version, begun.size));
      }
      begun.add(publication.begunMicros());
      acknowledged.add(publication.acknowledgedMicros());
      effective.add(publication.effectiveMicros());
    }

    /**
     * The newest version that was acknowledged before a moment and counts at a business time; 0
     * when none is. A version that is still to come hides none before it.
     */
    long newestBefore(long micros, long businessMicros) {
      int version = acknowledged.countBelow(micros);
      while (version > 0 && effective.values[version - 1] > businessMicros) {
        version--;
      }
      return version;
    }

    long begunMicros(long version) {
      return begun.values[(int) version - 1];
    }

    long effectiveMicros(long version) {
      return effective.values[(int) version - 1];
    }

    boolean knows(long version) {
      return version >= 1 && version <= begun.size;
    }
  }

  /** Versions of two products that were published together, in order. */
  private static final class Both {

    private final Longs first = new Longs();
    private final Longs second = new Longs();
    private final Longs effective = new Longs();

    void add(long version, long otherVersion, long effectiveMicros) {
      first.add(version);
      second.add(otherVersion);
      effective.add(effectiveMicros);
    }

    /** Who sees this version of the first must see at least that of the second. */
    long secondAtLeast(long firstSeen, long businessMicros) {
      int count = first.countBelow(firstSeen + 1);
      while (count > 0 && effective.values[count - 1] > businessMicros) {
        count--;
      }
      return count == 0 ? 0 : second.values[count - 1];
    }
  }

  /** Numbers; rising ones where they are counted. */
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
  public final class Life {

    private final Map<Integer, Long> shown = new HashMap<>();

    public void check(Read read) {
      reads += 2;
      one(read, read.one());
      one(read, read.other());
      if (read.one().isVouchedFor() && read.other().isVouchedFor()) {
        whole(read, read.one(), read.other());
        whole(read, read.other(), read.one());
      }
    }

    private void one(Read read, Shown price) {
      if (!price.isVouchedFor()) {
        unvouched++;
        return;
      }
      if (price.version() != price.saidVersion()) {
        violated(Violation.OF_ANOTHER_VERSION, read);
      }
      long version = price.version();
      Versions known = versions.computeIfAbsent(price.product(), _ -> new Versions());
      if (version != Read.NOT_SOLD && !known.knows(version)) {
        violated(Violation.NEVER_SET, read);
        return;
      }
      long begin = read.when().beginMicros();
      long end = read.when().endMicros();
      long ahead = read.when().businessAheadMicros();
      if (version != Read.NOT_SOLD && known.begunMicros(version) > end) {
        violated(Violation.BEFORE_SET, read);
      }
      if (version != Read.NOT_SOLD && known.effectiveMicros(version) > end + ahead) {
        violated(Violation.BEFORE_IT_COUNTS, read);
      }
      if (version < known.newestBefore(begin - boundMicros, begin + ahead)) {
        violated(Violation.OLDER_THAN_BOUND, read);
      }
      if (version < known.newestBefore(read.freshAsOfMicros(), begin + ahead)) {
        violated(Violation.OLDER_THAN_SAID, read);
      }
      Long before = shown.put(price.product(), version);
      if (before != null && before > version) {
        violated(Violation.OLDER_AFTER_NEWER, read);
      }
    }

    private void whole(Read read, Shown one, Shown other) {
      Both both = together.get(pair(one.product(), other.product()));
      long business = read.when().beginMicros() + read.when().businessAheadMicros();
      if (both != null && other.version() < both.secondAtLeast(one.version(), business)) {
        violated(Violation.HALF_A_PUBLICATION, read);
      }
    }
  }

  private void violated(Violation what, Read read) {
    violations++;
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(what + ": " + read);
    }
  }

  public long reads() {
    return reads;
  }

  public long unvouched() {
    return unvouched;
  }

  public long violations() {
    return violations;
  }

  public List<String> examples() {
    return examples;
  }
}
