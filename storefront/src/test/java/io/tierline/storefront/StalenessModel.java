package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.joda.money.CurrencyUnit.USD;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

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
  private static final int BITS = 8;
  private static final long BUYER = 20001;

  /** A product with a price that is fixed for the buyer. */
  private static final String FIXED = "fixed";

  private static final String ALWAYS_SOLD = "sold";
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
  private final Map<Followed, List<List<Entry>>> logs = new EnumMap<>(Followed.class);
  private final Map<Integer, Integer> sentOfPart = new HashMap<>();

  private PriceBoard board;
  private PriceDesk desk;
  private final Map<Followed, int[]> positions = new EnumMap<>(Followed.class);
  private final Map<Followed, int[]> readyAt = new EnumMap<>(Followed.class);
  private long specificVersion;
  private long statusesVersion;
  private long arrivals;
  private boolean resting;

  private final List<String> violations = new ArrayList<>();
  private long priced;
  private long unvouched;

  /**
   * @param specific version of what is fixed for the buyer; 0 when it was not changed
   * @param statuses version of the seller's statuses; 0 when they were not changed
   */
  private record Commit(
      Instant at, List<PriceListPublished> snapshots, long specific, long statuses) {}

  /**
   * @param message an event, or a watermark
   */
  private record Entry(Instant sentAt, String key, Object message) {}

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

    /** The topics that a watermark is taken for. */
    default List<Followed> vouchedFor(Followed topic) {
      return List.of(topic);
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
    for (Followed topic : Followed.values()) {
      List<List<Entry>> partitions = new ArrayList<>();
      IntStream.range(0, PARTITIONS).forEach(_ -> partitions.add(new ArrayList<>()));
      logs.put(topic, partitions);
      positions.put(topic, new int[PARTITIONS]);
      readyAt.put(topic, new int[PARTITIONS]);
    }
    listTlds();
    openShop();
  }

  /** The catalog does not change here; of its topic only watermarks are modelled. */
  private void listTlds() {
    Stream.concat(
            IntStream.range(0, PRODUCTS).mapToObj(i -> "tld" + i),
            Stream.concat(Stream.of(FIXED, ALWAYS_SOLD), bits()))
        .forEach(tld -> board.termsRead(Tlds.of(tld).listed(), Origin.UNKNOWN));
  }

  /** Products whose price lists never change: what changes is who pays what, and what is sold. */
  private void openShop() {
    List<String> products = Stream.concat(Stream.of(FIXED, ALWAYS_SOLD), bits()).toList();
    commits.add(
        new Commit(
            clock.instant(),
            products.stream()
                .map(
                    product ->
                        PriceLists.of(product)
                            .renewingAt("1.00")
                            .inChangeSet("opening", products.size())
                            .from(clock.instant())
                            .published())
                .toList(),
            0,
            0));
    clock.advance(Duration.ofMillis(1));
  }

  private static Stream<String> bits() {
    return IntStream.range(0, BITS).mapToObj(bit -> "bit" + bit);
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
    if (specificShown() != specificVersion || statusesShown() != statusesVersion) {
      violations.add(
          "at rest version %d of the buyer's prices and %d of the statuses are shown, not %d and %d"
              .formatted(specificShown(), statusesShown(), specificVersion, statusesVersion));
    }
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
    commits.add(
        new Commit(
            clock.instant(),
            snapshots,
            random.nextInt(4) == 0 ? ++specificVersion : 0,
            random.nextInt(4) == 0 ? ++statusesVersion : 0));
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
        for (Followed topic : Followed.values()) {
          log(topic, partition)
              .add(new Entry(clock.instant(), key, new Watermark(polledAt, parts, PARTS)));
        }
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
      Commit commit = commits.get(i);
      for (PriceListPublished snapshot : commit.snapshots()) {
        send(part, new Sent(Followed.PRICE_LISTS, snapshot.key(), snapshot));
      }
      if (commit.specific() > 0) {
        SpecificPricesPublished specific =
            Specifics.forCustomer(BUYER)
                .version(commit.specific())
                .with(FIXED, ProductAction.RENEW, Money.ofMinor(USD, commit.specific()), NOON)
                .published();
        send(part, new Sent(Followed.SPECIFIC_PRICES, specific.key(), specific));
      }
      if (commit.statuses() > 0) {
        TldStatusesPublished statuses =
            new TldStatusesPublished(
                SELLER,
                commit.statuses(),
                bits()
                    .filter(bit -> isSet(commit.statuses(), bit))
                    .map(bit -> new Limited(bit, Status.DO_NOT_SELL))
                    .toList(),
                NOON);
        send(part, new Sent(Followed.TLD_STATUSES, statuses.key(), statuses));
      }
    }
    sentOfPart.put(part, commits.size());
  }

  private record Sent(Followed topic, String key, Object event) {}

  private void send(int part, Sent sent) {
    if (part(sent.key()) == part) {
      log(sent.topic(), part % PARTITIONS)
          .add(new Entry(clock.instant(), sent.key(), sent.event()));
    }
  }

  /** Version n of the statuses takes those products off sale whose bit n has. */
  private static boolean isSet(long version, String bit) {
    return (version >> Integer.parseInt(bit.substring("bit".length())) & 1) == 1;
  }

  private List<Entry> log(Followed topic, int partition) {
    return logs.getOrDefault(topic, List.of()).get(partition);
  }

  private int[] position(Followed topic) {
    return positions.getOrDefault(topic, new int[0]);
  }

  private int[] readyAt(Followed topic) {
    return readyAt.getOrDefault(topic, new int[0]);
  }

  private static int part(String key) {
    return Math.floorMod(key.hashCode() * 31, PARTS);
  }

  /** Of each topic some records, or none: a consumer gets them in any order. */
  private void read(int partition, int count) {
    for (Followed topic : Followed.values()) {
      if (resting || random.nextInt(8) > 0) {
        read(topic, partition, count);
      }
    }
    if (mutation.readyAtOnce() || Arrays.stream(Followed.values()).allMatch(this::isReadToItsEnd)) {
      board.caughtUp();
    }
    board.swap();
  }

  private boolean isReadToItsEnd(Followed topic) {
    return IntStream.range(0, PARTITIONS)
        .allMatch(partition -> position(topic)[partition] >= readyAt(topic)[partition]);
  }

  private void read(Followed topic, int partition, int count) {
    List<Entry> entries = log(topic, partition);
    int[] position = position(topic);
    for (int i = 0; i < count && position[partition] < entries.size(); i++) {
      int seenOn = mutation.partition(partition);
      switch (entries.get(position[partition]++).message()) {
        case PriceListPublished event ->
            board.snapshotRead(mutation.event(event, arrivals++), Origin.UNKNOWN, seenOn);
        case SpecificPricesPublished event -> board.specificRead(event, Origin.UNKNOWN);
        case TldStatusesPublished event -> board.statusesRead(event, Origin.UNKNOWN);
        case Watermark watermark -> {
          for (Followed vouchedFor : mutation.vouchedFor(topic)) {
            Watermarks.Accepted unused =
                board.watermarkRead(mutation.watermark(watermark), vouchedFor, seenOn);
          }
        }
        default -> throw new AssertionError("unknown message");
      }
    }
  }

  /**
   * As Kafka does it: the young end of the log (min.compaction.lag) is neither cleaned nor does it
   * clean what is older; of the rest the newest entry of each key stays. Readers keep their place.
   */
  private void compact() {
    for (Followed topic : Followed.values()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        compact(topic, partition);
      }
    }
  }

  private void compact(Followed topic, int partition) {
    Instant young = clock.instant().minus(COMPACTION_LAG);
    List<Entry> entries = log(topic, partition);
    int[] position = position(topic);
    int[] ready = readyAt(topic);
    Set<String> newer = new HashSet<>();
    List<Entry> kept = new ArrayList<>();
    int readerAt = position[partition];
    int readyPosition = ready[partition];
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.sentAt().isAfter(young) || newer.add(entry.key())) {
        kept.addFirst(entry);
      } else {
        readerAt -= i < position[partition] ? 1 : 0;
        readyPosition -= i < ready[partition] ? 1 : 0;
      }
    }
    entries.clear();
    entries.addAll(kept);
    position[partition] = readerAt;
    ready[partition] = readyPosition;
  }

  private void startAnew() {
    board = new PriceBoard(settings, counters);
    desk = new PriceDesk(settings, board::table, counters);
    listTlds();
    for (Followed topic : Followed.values()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        position(topic)[partition] = 0;
        readyAt(topic)[partition] = log(topic, partition).size();
      }
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
    checkAge("the buyer's prices", specificShown(), Commit::specific);
    checkAge("the statuses", statusesShown(), Commit::statuses);
  }

  /** The version of the buyer's prices that it is shown; negative when nothing is vouched for. */
  private long specificShown() {
    Purchase purchase = Purchase.of(SELLER, FIXED, ProductAction.RENEW, 1);
    return switch (desk.priceFor(purchase.by(Buyer.customer(new CustomerId(BUYER))))) {
      case PriceAnswer.Priced answer ->
          answer.price().kind() == Price.Kind.SPECIFIC ? answer.perYear().getAmountMinorLong() : 0;
      case PriceAnswer.NotSold _ -> 0;
      case PriceAnswer.Unvouched _ -> -1;
    };
  }

  /** The version of the statuses, read from what is sold; negative when nothing is vouched for. */
  private long statusesShown() {
    if (!(renewal(ALWAYS_SOLD) instanceof PriceAnswer.Priced)) {
      return -1;
    }
    return bits()
        .filter(bit -> renewal(bit) instanceof PriceAnswer.NotSold)
        .mapToLong(bit -> 1L << Integer.parseInt(bit.substring("bit".length())))
        .sum();
  }

  private void checkAge(String what, long version, ToLongFunction<Commit> versionOf) {
    if (version < 0) {
      return;
    }
    Instant mustHaveSeen = clock.instant().minus(BOUND);
    long committed = 0;
    long latest = 0;
    for (Commit commit : commits) {
      long changed = versionOf.applyAsLong(commit);
      latest = Math.max(latest, changed);
      committed = commit.at().isBefore(mustHaveSeen) ? Math.max(committed, changed) : committed;
    }
    if (version < committed || version > latest) {
      violations.add(
          "%s: version %d, but %d is older than the bound and %d the latest"
              .formatted(what, version, committed, latest));
    }
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
