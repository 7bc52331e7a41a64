package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.joda.money.CurrencyUnit.USD;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.testsupport.staleness.Publication;
import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.Read.Shown;
import io.tierline.testsupport.staleness.StalenessChecker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * A small world in which a cache must keep its promise: pricing commits publications, some for
 * later by a business clock that is put forward at times, two relays share the parts of the outbox
 * and send them to a compacted log, one cache reads it. In every second world that clock is the
 * only one, as where nobody sets the business time; in the others the clock of database and shop is
 * set back at times. In one world of three the shop's clock is behind the database's, in one it is
 * ahead. All but the cache is a model; what it answers is recorded, and judged afterwards by the
 * checker that judges real processes, too. The cache starts anew at times, and at times it reads
 * again what it has read, with all that it knows: after an error, as it sees for itself, or because
 * its positions were set back without its knowing. Where there is one clock prices are planned
 * ahead, too, for longer than the log keeps what is out of date.
 */
final class StalenessModel {

  static final Duration BOUND = Duration.ofSeconds(2);
  private static final int SKEW_MILLIS_MAX = 900;

  /** It has come by every clock when a history begins. */
  private static final Instant OPENING = NOON.minusMillis(SKEW_MILLIS_MAX);

  private static final Duration LATE = Duration.ofSeconds(1);
  private static final int STEPS = 300;
  private static final int PRODUCTS = 10;

  /** What the checker knows besides products: each has versions like one of them. */
  private static final int BUYERS_PRICES = PRODUCTS;

  private static final int STATUSES = PRODUCTS + 1;
  private static final int PARTS = 4;

  /** How long before it counts a publication is made, and how far business time may jump. */
  private static final int LATER_MILLIS_MAX = 6_000;

  private static final Duration PUBLISH_AHEAD = Duration.ofMillis(LATER_MILLIS_MAX);

  /** How long before it counts a change may be recorded. */
  private static final int PLANNED_MILLIS_MAX = 60_000;

  private static final int BITS = 8;
  private static final long BUYER = 20001;

  /** A product with a price that is fixed for the buyer. */
  private static final String FIXED = "fixed";

  private static final String ALWAYS_SOLD = "sold";
  private static final int PARTITIONS = 2;
  private static final int RELAYS = 2;
  private static final Duration COMPACTION_LAG = PUBLISH_AHEAD.multipliedBy(2);
  private static final int ROUNDS_TO_REST = 12;

  /** So far that no word from before, however late it is read, fits the time after. */
  private static final Duration STEP_BACK = Duration.ofHours(1);

  private final Random random;
  private final Mutation mutation;
  private final SettableClock clock = new SettableClock(NOON);
  private final SettableClock businessClock;

  /** By how much the shop's clock is ahead of the database's. */
  private final Duration ahead;

  private final Clock shopClock;
  private final Clock shopBusinessClock;
  private Duration setBack = Duration.ZERO;
  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final PriceCacheSettings settings;

  private final ModelledPricing pricing;
  private final List<List<Sent>> commits = new ArrayList<>();
  private final Map<Integer, Long> versions = new HashMap<>();
  private final Map<Followed, List<List<Entry>>> logs = new EnumMap<>(Followed.class);
  private final Map<Integer, Integer> sentOfPart = new HashMap<>();

  /** What was told again, and is told only once more when a topic is lost a second time. */
  private final Set<List<Sent>> refills = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The logs there are, and those that watermarks speak of: pricing notices a moment later. */
  private final Map<Followed, String> topicIds = new EnumMap<>(Followed.class);

  private final Map<Followed, Watermark.Generation> generations = new EnumMap<>(Followed.class);
  private TopicLogs topicLogs = new TopicLogs();

  private PriceBoard board;
  private PriceDesk desk;
  private final Map<Followed, int[]> positions = new EnumMap<>(Followed.class);
  private final Map<Followed, int[]> readyAt = new EnumMap<>(Followed.class);
  private long arrivals;

  /** The last offset that this life has read; what is read up to it is read again. */
  private final Map<Followed, long[]> furthest = new EnumMap<>(Followed.class);

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

  private boolean resting;

  private final List<Publication> publications = new ArrayList<>();
  private final List<List<Read>> lives = new ArrayList<>();
  private int turn;
  private final List<String> forgotten = new ArrayList<>();

  /**
   * @param offset that stays its own when others before it are cleaned away
   * @param message an event, or a watermark
   */
  private record Entry(long offset, Instant sentAt, String key, Object message) {}

  /** What a broken cache, or pricing, would do otherwise; by default nothing. */
  interface Mutation {

    default Duration bound(Duration bound) {
      return bound;
    }

    default PriceListEvent event(PriceListEvent event, long arrival) {
      return event;
    }

    default Watermark watermark(Watermark watermark, Instant now) {
      return watermark;
    }

    default int partition(int partition) {
      return partition;
    }

    /** The topics that a watermark is taken for. */
    default List<Followed> vouchedFor(Followed topic) {
      return List.of(topic);
    }

    /** Whether the cache asks which logs it reads, and which ones watermarks speak of. */
    default boolean knowsItsLogs() {
      return true;
    }

    default boolean readyAtOnce() {
      return false;
    }

    default Clock businessClock(Clock business, Clock system) {
      return business;
    }

    /**
     * Until when what waits must start to go on the bus with a change that does not wait.
     *
     * @param due until then all goes that can wait no longer
     */
    default Instant takenAlong(Instant due) {
      return due;
    }

    /** The version that pricing takes for the highest one that is there. */
    default long onTheBus(long version) {
      return version;
    }

    /** Whether what has yet to start goes on the bus without those before it. */
    default boolean leavesGaps() {
      return false;
    }
  }

  /**
   * @param violations what the checker refused, some of it
   * @param forgotten what is not shown as it is although everything has come to rest
   * @param faults that really happened
   */
  record Result(
      List<String> violations,
      List<String> forgotten,
      long vouchedFor,
      long unvouched,
      Map<Fault, Long> faults) {

    Result plus(Result other) {
      return new Result(
          Stream.concat(violations.stream(), other.violations.stream()).toList(),
          Stream.concat(forgotten.stream(), other.forgotten.stream()).toList(),
          vouchedFor + other.vouchedFor,
          unvouched + other.unvouched,
          Stream.of(faults, other.faults)
              .flatMap(each -> each.entrySet().stream())
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum)));
    }
  }

  /** What may go wrong, counted to see that it does. */
  enum Fault {
    /** A relay sends a record that it had sent. */
    SENT_AGAIN,
    /** A record has been on the bus for longer than a second when a cache that follows reads it. */
    READ_LATE,
    /** A cache is given a record that it had read, with all that it knows. */
    READ_AGAIN,
    /** A price is vouched for by a shop whose clock is behind. */
    VOUCHED_BEHIND,
    /** A price is vouched for by a shop whose clock is ahead. */
    VOUCHED_AHEAD
  }

  private void happened(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  private StalenessModel(long seed, Mutation mutation) {
    this.random = new Random(seed);
    this.mutation = mutation;
    this.businessClock = seed % 2 == 0 ? new SettableClock(NOON) : clock;
    this.ahead = ahead(seed, random);
    this.shopClock = Clock.offset(clock, ahead);
    this.shopBusinessClock = businessClock.equals(clock) ? shopClock : businessClock;
    this.pricing = new ModelledPricing(PUBLISH_AHEAD, mutation);
    this.settings =
        PriceCacheSettings.following("unused:9092", SELLER)
            .withStaleBound(mutation.bound(BOUND.plus(ahead)))
            .withSystemClock(shopClock)
            .withBusinessClock(mutation.businessClock(shopBusinessClock, shopClock));
    this.board = new PriceBoard(settings, counters);
    this.desk = new PriceDesk(settings, board::table, counters);
    for (Followed topic : Followed.values()) {
      List<List<Entry>> partitions = new ArrayList<>();
      IntStream.range(0, PARTITIONS).forEach(_ -> partitions.add(new ArrayList<>()));
      logs.put(topic, partitions);
      positions.put(topic, new int[PARTITIONS]);
      readyAt.put(topic, new int[PARTITIONS]);
      furthest.put(topic, new long[PARTITIONS]);
      topicIds.put(topic, topic + "-0");
      generations.put(topic, new Watermark.Generation(topic + "-0", 0, List.of()));
    }
    topicLogs.areNow(topicIds);
    lives.add(new ArrayList<>());
    nothingIsReadYet();
    listTlds();
    openShop();
  }

  /**
   * In one world of three not at all, in one it is behind. A shop whose clock is behind keeps B by
   * a bound that is smaller by as much, one whose clock is ahead by a larger one: all are held to
   * B.
   */
  private static Duration ahead(long seed, Random random) {
    Duration skew = Duration.ofMillis(1 + random.nextInt(SKEW_MILLIS_MAX));
    return switch (Math.floorMod(seed, 3)) {
      case 0 -> Duration.ZERO;
      case 1 -> skew.negated();
      default -> skew;
    };
  }

  /** What a clock would show that was never set back; the log and the checker go by it. */
  private Instant now() {
    return real(clock.instant());
  }

  /**
   * @param shown by the clock since it was last set back
   */
  private Instant real(Instant shown) {
    return shown.plus(setBack);
  }

  /** Of database and shop alike, as by a time server; nobody sets business time back. */
  private void setBack() {
    if (!businessClock.equals(clock)) {
      clock.advance(STEP_BACK.negated());
      setBack = setBack.plus(STEP_BACK);
    }
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
        products.stream()
            .map(
                product ->
                    PriceLists.of(product)
                        .renewingAt("1.00")
                        .inChangeSet("opening", products.size())
                        .from(OPENING)
                        .published())
            .map(snapshot -> new Sent(Followed.PRICE_LISTS, snapshot.key(), snapshot))
            .toList());
    pass(1);
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
    StalenessChecker checker = new StalenessChecker(model.publications, BOUND);
    for (List<Read> reads : model.lives) {
      StalenessChecker.Life life = checker.new Life();
      reads.forEach(life::check);
    }
    long vouchedFor = checker.reads() - checker.unvouched();
    if (!model.ahead.isZero()) {
      Fault skewed = model.ahead.isNegative() ? Fault.VOUCHED_BEHIND : Fault.VOUCHED_AHEAD;
      model.faults.put(skewed, vouchedFor);
    }
    return new Result(
        checker.examples().stream().map(example -> "seed " + seed + ": " + example).toList(),
        model.forgotten.stream().map(each -> "seed " + seed + ": " + each).toList(),
        vouchedFor,
        checker.unvouched(),
        model.faults);
  }

  /** Both clocks go on, or the only one. */
  private void pass(long millis) {
    Set.copyOf(List.of(clock, businessClock))
        .forEach(each -> each.advance(Duration.ofMillis(millis)));
  }

  /** The same price in another version, change set or time. */
  static PriceLists rewritten(PriceListEvent event) {
    return switch (event) {
      case PriceListPublished published ->
          priced(published.product(), published.cells().getFirst().perYear().getAmountMinorLong())
              .version(published.version())
              .inChangeSet(published.changeSet().id(), published.changeSet().size())
              .from(published.effectiveFrom());
      case PriceListWithdrawn _ -> throw new AssertionError("nothing is withdrawn here");
    };
  }

  /** What is shown is a price: it says by its amount which version it is of. */
  private static PriceLists priced(String product, long version) {
    return PriceLists.of(product)
        .renewingAt(Money.ofMinor(USD, version).getAmount().toPlainString());
  }

  private void step() {
    pass(1 + random.nextInt(120));
    publishWhatIsDue();
    int dice = random.nextInt(100);
    if (dice < 12) {
      commit();
    } else if (dice < 55) {
      relay(random.nextInt(RELAYS));
    } else if (dice < 92) {
      read(random.nextInt(PARTITIONS), 1 + random.nextInt(12));
    } else if (dice < 94) {
      compact();
    } else if (dice < 95) {
      rewind();
    } else if (dice < 96) {
      startAnew();
    } else if (dice < 97) {
      businessClock.advance(Duration.ofMillis(random.nextInt(LATER_MILLIS_MAX)));
    } else if (dice < 98) {
      setBack();
    } else if (dice < 99) {
      loseTopic(Followed.values()[random.nextInt(Followed.values().length)]);
    } else {
      pass(random.nextInt(3_000));
    }
    ask();
  }

  /**
   * All comes to rest: then everything must be shown, and nothing be doubted, whether prices are
   * planned or count, and by who starts when the log has been compacted, too.
   */
  private void rest() {
    resting = true;
    readAll();
    letPass(COMPACTION_LAG);
    compact();
    startAnew();
    readAll();
    while (pricing.isAnythingWaiting()) {
      letPass(Duration.ofSeconds(1));
    }
    letPass(PUBLISH_AHEAD);
  }

  /** In steps, because pricing and relays do not sleep. */
  private void letPass(Duration duration) {
    for (int i = 0; i < duration.toSeconds(); i++) {
      pass(1_000);
      publishWhatIsDue();
      relayAndReadAll();
      ask();
      compareWithWhatCounts();
    }
  }

  /** Often enough for a reader to know what compaction has taken from publications for good. */
  private void readAll() {
    for (int round = 0; round < ROUNDS_TO_REST; round++) {
      pass(50);
      relayAndReadAll();
    }
    ask();
  }

  private void relayAndReadAll() {
    IntStream.range(0, RELAYS).forEach(this::relay);
    IntStream.range(0, PARTITIONS).forEach(p -> read(p, Integer.MAX_VALUE));
  }

  private void compareWithWhatCounts() {
    long now = micros(shopBusinessClock.instant());
    Map<Integer, Long> counting = new HashMap<>();
    publications.stream()
        .filter(publication -> publication.effectiveMicros() <= now)
        .forEach(
            publication ->
                publication
                    .versions()
                    .forEach((what, version) -> counting.merge(what, version, Math::max)));
    counting.forEach(
        (what, version) -> {
          long shown = shown(what).version();
          if (shown != version) {
            forgotten.add("at rest %d is shown of %d, not %d".formatted(shown, what, version));
          }
        });
  }

  private void commit() {
    Map<Integer, Long> changed = new HashMap<>();
    for (int product = 0; product < PRODUCTS; product++) {
      if (random.nextInt(3) == 0) {
        changed.put(product, versions.merge(product, 1L, Long::sum));
      }
    }
    Instant now = businessClock.instant();
    ModelledPricing.Change change =
        new ModelledPricing.Change("set-" + publications.size(), changed, start(now));
    published(changed, micros(change.start()));
    List<Sent> sent = new ArrayList<>(snapshots(pricing.recorded(change, now)));
    if (random.nextInt(4) == 0) {
      long version = versions.merge(BUYERS_PRICES, 1L, Long::sum);
      SpecificPricesPublished specific =
          Specifics.forCustomer(BUYER)
              .version(version)
              .with(FIXED, ProductAction.RENEW, Money.ofMinor(USD, version), OPENING)
              .published();
      sent.add(new Sent(Followed.SPECIFIC_PRICES, specific.key(), specific));
      published(Map.of(BUYERS_PRICES, version), Long.MIN_VALUE);
    }
    if (random.nextInt(4) == 0) {
      long version = versions.merge(STATUSES, 1L, Long::sum);
      TldStatusesPublished statuses =
          new TldStatusesPublished(
              SELLER,
              version,
              bits()
                  .filter(bit -> isSet(version, bit))
                  .map(bit -> new Limited(bit, Status.DO_NOT_SELL))
                  .toList(),
              NOON);
      sent.add(new Sent(Followed.TLD_STATUSES, statuses.key(), statuses));
      published(Map.of(STATUSES, version), Long.MIN_VALUE);
    }
    commits.add(sent);
  }

  /** Of every fifth change it is later, and planned where no clock jumps over it. */
  private Instant start(Instant now) {
    if (random.nextInt(5) > 0) {
      return now;
    }
    boolean planned = businessClock.equals(clock) && random.nextBoolean();
    int laterMillisMax = planned ? PLANNED_MILLIS_MAX : LATER_MILLIS_MAX;
    return now.plusMillis(random.nextInt(laterMillisMax)).plusNanos(random.nextInt(1_000_000));
  }

  private void publishWhatIsDue() {
    List<Sent> sent = snapshots(pricing.due(businessClock.instant()));
    if (!sent.isEmpty()) {
      commits.add(sent);
    }
  }

  private static List<Sent> snapshots(List<ModelledPricing.Change> changes) {
    List<Sent> sent = new ArrayList<>();
    for (ModelledPricing.Change change : changes) {
      change
          .versions()
          .forEach(
              (product, version) -> {
                PriceListPublished snapshot =
                    priced("tld" + product, version)
                        .version(version)
                        .inChangeSet(change.set(), change.versions().size())
                        .from(change.start())
                        .published();
                sent.add(new Sent(Followed.PRICE_LISTS, snapshot.key(), snapshot));
              });
    }
    return sent;
  }

  private void published(Map<Integer, Long> changed, long effectiveMicros) {
    long at = micros(now());
    publications.add(new Publication(changed, at, at, effectiveMicros));
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /** It is deleted and made anew, empty; whoever reads it goes on at its old place. */
  private void loseTopic(Followed topic) {
    IntStream.range(0, PARTITIONS).forEach(partition -> log(topic, partition).clear());
    topicIds.merge(topic, "", (before, _) -> before + "'");
  }

  /** Pricing sees that a topic is another one, and puts everything on it again. */
  private void refill() {
    for (Followed topic : Followed.values()) {
      String id = topicIds.getOrDefault(topic, "");
      Watermark.Generation before = generation(topic);
      if (!before.topicId().equals(id)) {
        List<Sent> again =
            commits.stream()
                .filter(commit -> !refills.contains(commit))
                .flatMap(List::stream)
                .filter(sent -> sent.topic() == topic)
                .toList();
        refills.add(again);
        commits.add(again);
        generations.put(topic, new Watermark.Generation(id, before.number() + 1, List.of()));
      }
    }
  }

  private Watermark.Generation generation(Followed topic) {
    return generations.getOrDefault(topic, PriceCacheScene.GENERATION);
  }

  /** Takes the time, then drains; rows committed meanwhile may come along. */
  private void relay(int relay) {
    if (resting || random.nextInt(8) == 0) {
      refill();
    }
    Instant polledAt = clock.instant();
    pass(random.nextInt(4));
    if (!resting && random.nextInt(10) == 0) {
      commit();
      pass(1);
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
          send(topic, partition, key, new Watermark(polledAt, parts, PARTS, generation(topic)));
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
      for (Sent sent : commits.get(i)) {
        if (sent.part() == part) {
          if (i < from) {
            happened(Fault.SENT_AGAIN);
          }
          send(sent.topic(), part % PARTITIONS, sent.key(), sent.event());
        }
      }
    }
    sentOfPart.put(part, commits.size());
  }

  private void send(Followed topic, int partition, String key, Object message) {
    List<Entry> log = log(topic, partition);
    long offset = log.isEmpty() ? 0 : log.getLast().offset() + 1;
    log.add(new Entry(offset, now(), key, message));
  }

  private record Sent(Followed topic, String key, Object event, int part) {

    Sent(Followed topic, String key, Object event) {
      this(topic, key, event, Math.floorMod(key.hashCode() * 31, PARTS));
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
    if (resting || random.nextBoolean()) {
      confirm();
    }
    board.swap();
  }

  private void confirm() {
    if (mutation.knowsItsLogs() && topicLogs.areNow(topicIds)) {
      startOver();
    } else {
      board.confirm(board.seen());
    }
  }

  /** The same cache, from nothing. */
  private void startOver() {
    board.startOver();
    nothingIsReadYet();
    readFromTheStart();
  }

  /** The reader is sent back with all that it knows. */
  private void rewind() {
    if (random.nextBoolean()) {
      connectAnew();
    } else {
      setPositionsBack();
    }
  }

  /** As after an error: the cache vouches for nothing until it is at the end again. */
  private void connectAnew() {
    board.fallenBehind();
    if (mutation.knowsItsLogs() && topicLogs.areNow(topicIds)) {
      startOver();
    } else {
      readFromTheStart();
    }
  }

  /** What was read comes once more, and the cache is told nothing of it. */
  private void setPositionsBack() {
    for (Followed topic : Followed.values()) {
      Arrays.setAll(position(topic), p -> random.nextInt(position(topic)[p] + 1));
    }
  }

  private boolean isBelieved(Followed topic, Watermark watermark) {
    return !mutation.knowsItsLogs()
        || topicLogs.heard(topic, watermark.generation()) == TopicLogs.Word.BELIEVED;
  }

  private boolean isReadToItsEnd(Followed topic) {
    return IntStream.range(0, PARTITIONS)
        .allMatch(partition -> position(topic)[partition] >= readyAt(topic)[partition]);
  }

  private void read(Followed topic, int partition, int count) {
    List<Entry> entries = log(topic, partition);
    int[] position = position(topic);
    if (position[partition] > entries.size()) {
      if (mutation.knowsItsLogs()) {
        startOver();
      }
      position[partition] = 0;
    }
    for (int i = 0; i < count && position[partition] < entries.size(); i++) {
      int seenOn = mutation.partition(partition);
      Entry entry = entries.get(position[partition]++);
      count(entry, topic, partition);
      switch (entry.message()) {
        case PriceListPublished event ->
            board.snapshotRead(mutation.event(event, arrivals++), Origin.UNKNOWN, seenOn);
        case SpecificPricesPublished event -> board.specificRead(event, Origin.UNKNOWN);
        case TldStatusesPublished event -> board.statusesRead(event, Origin.UNKNOWN);
        case Watermark watermark when !isBelieved(topic, watermark) -> {}
        case Watermark watermark -> {
          for (Followed vouchedFor : mutation.vouchedFor(topic)) {
            Watermarks.Accepted unused =
                board.watermarkRead(
                    mutation.watermark(watermark, shopClock.instant()),
                    vouchedFor,
                    seenOn,
                    entry.offset());
          }
        }
        default -> throw new AssertionError("unknown message");
      }
    }
  }

  private void count(Entry entry, Followed topic, int partition) {
    long[] read = furthest.getOrDefault(topic, new long[0]);
    if (entry.offset() <= read[partition]) {
      happened(Fault.READ_AGAIN);
      return;
    }
    read[partition] = entry.offset();
    boolean isFollowing = position(topic)[partition] > readyAt(topic)[partition];
    if (isFollowing && entry.sentAt().isBefore(now().minus(LATE))) {
      happened(Fault.READ_LATE);
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
    Instant young = now().minus(COMPACTION_LAG);
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
        kept.add(entry);
      } else {
        readerAt -= i < position[partition] ? 1 : 0;
        readyPosition -= i < ready[partition] ? 1 : 0;
      }
    }
    entries.clear();
    entries.addAll(kept.reversed());
    position[partition] = readerAt;
    ready[partition] = readyPosition;
  }

  private void startAnew() {
    board = new PriceBoard(settings, counters);
    desk = new PriceDesk(settings, board::table, counters);
    topicLogs = new TopicLogs();
    topicLogs.areNow(topicIds);
    lives.add(new ArrayList<>());
    nothingIsReadYet();
    readFromTheStart();
  }

  private void nothingIsReadYet() {
    furthest.values().forEach(read -> Arrays.fill(read, -1));
  }

  private void readFromTheStart() {
    listTlds();
    for (Followed topic : Followed.values()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        position(topic)[partition] = 0;
        readyAt(topic)[partition] = log(topic, partition).size();
      }
    }
  }

  /** Asks for everything at one moment; which prices are held against which goes round. */
  private void ask() {
    Read.Span when =
        new Read.Span(
            micros(now()), micros(now()), micros(shopBusinessClock.instant()) - micros(now()));
    Instant freshAsOf = desk.freshAsOf(SELLER);
    long fresh = freshAsOf == null ? 0 : micros(real(freshAsOf));
    List<Shown> shown = new ArrayList<>();
    for (int what = 0; what <= STATUSES; what++) {
      shown.add(shown(what));
    }
    turn = 1 + turn % (PRODUCTS - 1);
    for (int one = 0; one < PRODUCTS; one++) {
      lives
          .getLast()
          .add(new Read(when, fresh, shown.get(one), shown.get((one + turn) % PRODUCTS)));
    }
    lives.getLast().add(new Read(when, fresh, shown.get(BUYERS_PRICES), shown.get(STATUSES)));
  }

  /** The version shown of a product, of the buyer's prices or of the statuses. */
  private Shown shown(int what) {
    return new Shown(
        what,
        switch (what) {
          case BUYERS_PRICES -> specificShown();
          case STATUSES -> statusesShown();
          default ->
              switch (renewal("tld" + what)) {
                case PriceAnswer.Priced answer -> answer.perYear().getAmountMinorLong();
                case PriceAnswer.NotSold _ -> Read.NOT_SOLD;
                case PriceAnswer.Unvouched _ -> Read.UNVOUCHED;
              };
        });
  }

  /** The version of the buyer's prices that it is shown. */
  private long specificShown() {
    Purchase purchase = Purchase.of(SELLER, FIXED, ProductAction.RENEW, 1);
    return switch (desk.priceFor(purchase.by(Buyer.customer(new CustomerId(BUYER))))) {
      case PriceAnswer.Priced answer ->
          answer.price().kind() == Price.Kind.SPECIFIC ? answer.perYear().getAmountMinorLong() : 0;
      case PriceAnswer.NotSold _ -> 0;
      case PriceAnswer.Unvouched _ -> Read.UNVOUCHED;
    };
  }

  /** The version of the statuses, read from what is sold. */
  private long statusesShown() {
    if (!(renewal(ALWAYS_SOLD) instanceof PriceAnswer.Priced)) {
      return Read.UNVOUCHED;
    }
    return bits()
        .filter(bit -> renewal(bit) instanceof PriceAnswer.NotSold)
        .mapToLong(bit -> 1L << Integer.parseInt(bit.substring("bit".length())))
        .sum();
  }

  private PriceAnswer renewal(String product) {
    return desk.priceFor(Purchase.of(SELLER, product, ProductAction.RENEW, 1));
  }
}
