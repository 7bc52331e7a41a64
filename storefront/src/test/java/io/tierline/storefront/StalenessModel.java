package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A small world in which a cache must keep its promise: pricing commits publications, two relays
 * share the parts of the outbox and send them to a compacted log, one cache reads it. All but the
 * cache is a model; what it answers is held against what had been committed.
 */
final class StalenessModel {

  static final Duration BOUND = Duration.ofSeconds(2);
  private static final int STEPS = 300;
  private static final int PRODUCTS = 10;
  private static final int PARTS = 4;
  private static final int PARTITIONS = 2;
  private static final int RELAYS = 2;
  private static final Duration COMPACTION_LAG = Duration.ofSeconds(5);

  private final Random random;
  private final Mutation mutation;
  private final SettableClock clock = new SettableClock(NOON);
  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final PriceCacheSettings settings;

  private final List<Commit> commits = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final List<List<Entry>> log = new ArrayList<>();
  private final Map<Integer, Integer> sentOfPart = new HashMap<>();

  private PriceBoard board;
  private PriceDesk desk;
  private final int[] position = new int[PARTITIONS];
  private final int[] readyAt = new int[PARTITIONS];
  private long arrivals;
  private boolean resting;

  private final List<String> violations = new ArrayList<>();
  private long priced;
  private long unvouched;

  private record Commit(Instant at, List<PriceListPublished> snapshots) {}

  private record Entry(
      Instant sentAt,
      String key,
      @Nullable PriceListPublished event,
      @Nullable Watermark watermark) {}

  /** What a broken cache would do otherwise; by default nothing. */
  interface Mutation {

    default Duration bound(Duration bound) {
      return bound;
    }

    default PriceListEvent event(PriceListEvent event, long arrival) {
      return event;
    }

    default Watermark watermark(Watermark watermark) {
      return watermark;
    }

    default int partition(int partition) {
      return partition;
    }

    default boolean readyAtOnce() {
      return false;
    }
  }

  record Result(List<String> violations, long answersPriced, long answersUnvouched) {

    Result plus(Result other) {
      List<String> all = new ArrayList<>(violations);
      all.addAll(other.violations);
      return new Result(
          all, answersPriced + other.answersPriced, answersUnvouched + other.answersUnvouched);
    }
  }

  private StalenessModel(long seed, Mutation mutation) {
    this.random = new Random(seed);
    this.mutation = mutation;
    this.settings =
        PriceCacheSettings.following("unused:9092", SELLER)
            .withStaleBound(mutation.bound(BOUND))
            .withSystemClock(clock)
            .withBusinessClock(clock);
    this.board = new PriceBoard(settings, counters);
    this.desk = new PriceDesk(settings, board::table, counters);
    IntStream.range(0, PARTITIONS).forEach(_ -> log.add(new ArrayList<>()));
    listTlds();
  }

  /** Of the other topics nothing but watermarks is modelled. */
  private void listTlds() {
    IntStream.range(0, PRODUCTS)
        .forEach(i -> board.termsRead(Tlds.of("tld" + i).listed(), Origin.UNKNOWN));
  }

  static Result play(long seed, Mutation mutation) {
    StalenessModel model = new StalenessModel(seed, mutation);
    for (int step = 0; step < STEPS; step++) {
      model.step();
    }
    model.rest();
    return new Result(
        model.violations.stream().map(v -> "seed " + seed + ": " + v).toList(),
        model.priced,
        model.unvouched);
  }

  static PriceListEvent rewritten(PriceListEvent event, long version, String changeSet, int size) {
    return PriceLists.of(event.product())
        .renewingAt("1.00")
        .version(version)
        .inChangeSet(changeSet, size)
        .from(event.effectiveFrom())
        .published();
  }

  private void step() {
    clock.advance(Duration.ofMillis(1 + random.nextInt(120)));
    int dice = random.nextInt(100);
    if (dice < 12) {
      commit();
    } else if (dice < 55) {
      relay(random.nextInt(RELAYS));
    } else if (dice < 95) {
      read(random.nextInt(PARTITIONS), 1 + random.nextInt(12));
    } else if (dice < 97) {
      compact();
    } else if (dice < 98) {
      startAnew();
    } else {
      clock.advance(Duration.ofMillis(random.nextInt(3_000)));
    }
    check();
  }

  /** All comes to rest: then everything must be shown, and nothing be doubted. */
  private void rest() {
    resting = true;
    for (int round = 0; round < 6; round++) {
      clock.advance(Duration.ofMillis(50));
      IntStream.range(0, RELAYS).forEach(this::relay);
      IntStream.range(0, PARTITIONS).forEach(p -> read(p, Integer.MAX_VALUE));
    }
    check();
    versions.forEach(
        (product, version) -> {
          PriceAnswer answer = renewal(product);
          if (!(answer instanceof PriceAnswer.Priced shown) || shown.priceVersion() != version) {
            violations.add("at rest %s is %s, not version %d".formatted(product, answer, version));
          }
        });
  }

  private void commit() {
    List<String> products =
        IntStream.range(0, PRODUCTS)
            .filter(_ -> random.nextInt(3) == 0)
            .mapToObj(i -> "tld" + i)
            .toList();
    List<PriceListPublished> snapshots = new ArrayList<>();
    for (String product : products) {
      snapshots.add(
          PriceLists.of(product)
              .renewingAt("1.00")
              .version(versions.merge(product, 1L, Long::sum))
              .inChangeSet("set-" + commits.size(), products.size())
              .from(clock.instant())
              .published());
    }
    commits.add(new Commit(clock.instant(), snapshots));
  }

  /** Takes the time, then drains; rows committed meanwhile may come along. */
  private void relay(int relay) {
    Instant polledAt = clock.instant();
    clock.advance(Duration.ofMillis(random.nextInt(4)));
    if (!resting && random.nextInt(10) == 0) {
      commit();
      clock.advance(Duration.ofMillis(1));
    }
    IntStream.range(0, PARTS).filter(part -> owner(part) == relay).forEach(this::drain);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int home = partition;
      List<Integer> parts =
          IntStream.range(0, PARTS)
              .filter(part -> owner(part) == relay && part % PARTITIONS == home)
              .boxed()
              .toList();
      if (!parts.isEmpty()) {
        String key = Watermark.KEY_PREFIX + parts.getFirst();
        log.get(partition)
            .add(new Entry(clock.instant(), key, null, new Watermark(polledAt, parts, PARTS)));
      }
    }
  }

  /** Each partition is fed by every relay. */
  private static int owner(int part) {
    return part / PARTITIONS % RELAYS;
  }

  private void drain(int part) {
    int from = sentOfPart.getOrDefault(part, 0);
    boolean crashedBeforeDeleting = random.nextInt(20) == 0;
    for (int i = crashedBeforeDeleting ? Math.max(0, from - 3) : from; i < commits.size(); i++) {
      for (PriceListPublished snapshot : commits.get(i).snapshots()) {
        if (part(snapshot.product()) == part) {
          log.get(part % PARTITIONS)
              .add(new Entry(clock.instant(), snapshot.key(), snapshot, null));
        }
      }
    }
    sentOfPart.put(part, commits.size());
  }

  private static int part(String product) {
    return Math.floorMod(product.hashCode() * 31, PARTS);
  }

  private void read(int partition, int count) {
    List<Entry> entries = log.get(partition);
    for (int i = 0; i < count && position[partition] < entries.size(); i++) {
      Entry entry = entries.get(position[partition]++);
      int seenOn = mutation.partition(partition);
      if (entry.event() != null) {
        board.snapshotRead(mutation.event(entry.event(), arrivals++), Origin.UNKNOWN, seenOn);
      } else if (entry.watermark() != null) {
        Watermark watermark = mutation.watermark(entry.watermark());
        for (Followed topic : Followed.values()) {
          Watermarks.Accepted unused = board.watermarkRead(watermark, topic, seenOn);
        }
      }
    }
    if (mutation.readyAtOnce()
        || IntStream.range(0, PARTITIONS).allMatch(p -> position[p] >= readyAt[p])) {
      board.caughtUp();
    }
    board.swap();
  }

  /**
   * As Kafka does it: the young end of the log (min.compaction.lag) is neither cleaned nor does it
   * clean what is older; of the rest the newest entry of each key stays. Readers keep their place.
   */
  private void compact() {
    Instant young = clock.instant().minus(COMPACTION_LAG);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Entry> entries = log.get(partition);
      Set<String> newer = new HashSet<>();
      List<Entry> kept = new ArrayList<>();
      int readerAt = position[partition];
      int readyPosition = readyAt[partition];
      for (int i = entries.size() - 1; i >= 0; i--) {
        Entry entry = entries.get(i);
        if (entry.sentAt().isAfter(young) || newer.add(entry.key())) {
          kept.addFirst(entry);
        } else {
          readerAt -= i < position[partition] ? 1 : 0;
          readyPosition -= i < readyAt[partition] ? 1 : 0;
        }
      }
      log.set(partition, kept);
      position[partition] = readerAt;
      readyAt[partition] = readyPosition;
    }
  }

  private void startAnew() {
    board = new PriceBoard(settings, counters);
    desk = new PriceDesk(settings, board::table, counters);
    listTlds();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      position[partition] = 0;
      readyAt[partition] = log.get(partition).size();
    }
  }

  private void check() {
    Map<String, Long> shown = new HashMap<>();
    for (int i = 0; i < PRODUCTS; i++) {
      String product = "tld" + i;
      switch (renewal(product)) {
        case PriceAnswer.Priced answer -> {
          priced++;
          shown.put(product, answer.priceVersion());
          checkAge(product, answer.priceVersion(), answer.freshAsOf());
        }
        case PriceAnswer.NotSold answer -> {
          shown.put(product, 0L);
          checkAge(product, 0, answer.freshAsOf());
        }
        case PriceAnswer.Unvouched _ -> unvouched++;
      }
    }
    commits.forEach(commit -> checkWhole(commit, shown));
  }

  private void checkAge(String product, long version, Instant freshAsOf) {
    Instant mustHaveSeen = clock.instant().minus(BOUND);
    long committed = 0;
    long claimed = 0;
    for (Commit commit : commits) {
      for (PriceListPublished snapshot : commit.snapshots()) {
        if (snapshot.product().equals(product)) {
          committed = commit.at().isBefore(mustHaveSeen) ? snapshot.version() : committed;
          claimed = commit.at().isBefore(freshAsOf) ? snapshot.version() : claimed;
        }
      }
    }
    if (version < committed) {
      violations.add(
          "%s: version %d, %d is older than the bound".formatted(product, version, committed));
    }
    if (version < claimed) {
      violations.add(
          "%s: version %d, yet fresh as of %s had %d"
              .formatted(product, version, freshAsOf, claimed));
    }
    if (version > versions.getOrDefault(product, 0L)) {
      violations.add("%s: version %d was never committed".formatted(product, version));
    }
  }

  private void checkWhole(Commit commit, Map<String, Long> shown) {
    boolean some = false;
    boolean all = true;
    for (PriceListPublished snapshot : commit.snapshots()) {
      Long version = shown.get(snapshot.product());
      if (version != null) {
        some |= version >= snapshot.version();
        all &= version >= snapshot.version();
      }
    }
    if (some && !all) {
      violations.add(
          "half of %s is shown".formatted(commit.snapshots().getFirst().changeSet().id()));
    }
  }

  private PriceAnswer renewal(String product) {
    return desk.priceFor(Purchase.of(SELLER, product, ProductAction.RENEW, 1));
  }
}
