package io.tierline.benchmarks.load;

import static io.tierline.benchmarks.load.Figures.say;

import io.tierline.benchmarks.Latencies;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceListener;
import io.tierline.storefront.PriceListener.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From a change of prices through HTTP to a storefront's cache in this process that serves it: one
 * price at a time, 200 a second, open loop; then a whole book at once.
 */
final class Changes {

  private static final int PER_SECOND = Integer.getInteger("perSecond", 200);

  /** Each has its turn every eighth of a second: a change names the version it has seen. */
  private static final int SELLERS = Integer.getInteger("changingSellers", 25);

  private static final int TURNS = Integer.getInteger("turns", 4);
  private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
  private static final int BULK_ROUNDS = 5;
  private static final int BULK_SLABS = 8;
  private static final int BULK_PRICES = Stage.TLDS * 4 * (BULK_SLABS + 1);
  private static final long BULK_SELLER = Sellers.FIRST + SELLERS;
  private static final int OVERLOADED = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)}");
  private static final Pattern DRAFT = Pattern.compile("\"id\":\"?(\\d+)");

  private final Stage stage;
  private final Map<String, Instant> visible = new ConcurrentHashMap<>();
  private final Map<String, Instant> answered = new ConcurrentHashMap<>();
  private final Map<String, Instant> due = new ConcurrentHashMap<>();
  private final BlockingQueue<List<Change>> bulk = new LinkedBlockingQueue<>();

  private volatile Latencies fromCommit = new Latencies();

  Changes(Stage stage) {
    this.stage = stage;
  }

  void measure() throws Exception {
    new Sellers(stage).signUp(SELLERS + 1);
    List<Changing> sellers = new ArrayList<>();
    for (int i = 0; i < SELLERS; i++) {
      sellers.add(new Changing(stage, Sellers.FIRST + i));
    }
    for (Changing seller : sellers) {
      seller.setAll();
    }
    Bulk book = new Bulk();
    book.begin();
    List<SellerId> followed = new ArrayList<>();
    sellers.forEach(seller -> followed.add(new SellerId(seller.id)));
    followed.add(new SellerId(BULK_SELLER));
    try (PriceCache cache =
            PriceCache.connect(
                PriceCacheSettings.following(
                    stage.bootstrapServers(), followed.toArray(SellerId[]::new)));
        Floor floor = new Floor(stage)) {
      await(cache, followed);
      cache.onChange(this::noted);
      single(sellers, floor);
      bulk(book, floor);
    }
  }

  private static void await(PriceCache cache, List<SellerId> followed) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!followed.stream().allMatch(cache::isFresh)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("The cache did not become fresh in " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** On the cache's thread. */
  private void noted(List<Change> changes) {
    List<Change> ofBook = new ArrayList<>();
    for (Change change : changes) {
      if (change.seller().value() == BULK_SELLER) {
        ofBook.add(change);
      } else if (change instanceof PriceListener.Change.OfProduct of) {
        visible.put(key(of.seller().value(), of.product(), of.version()), of.visibleAt());
        if (of.writtenAt() != null) {
          fromCommit.add(Duration.between(of.writtenAt(), of.visibleAt()).toNanos());
        }
      }
    }
    if (!ofBook.isEmpty()) {
      bulk.add(ofBook);
    }
  }

  private static String key(long seller, String product, long version) {
    return seller + "/" + product + "/" + version;
  }

  private void single(List<Changing> sellers, Floor floor) throws Exception {
    Latencies kafkaAlone = new Latencies();
    pace(TURN, (_, _) -> floor.send());
    pace(TURN, (i, at) -> change(sellers.get(i % SELLERS), at));
    floor.times();
    visible.clear();
    answered.clear();
    due.clear();
    sellers.forEach(seller -> seller.refused.set(0));
    Latencies warmUp = fromCommit;
    fromCommit = new Latencies();
    for (int turn = 0; turn < TURNS; turn++) {
      pace(TURN, (_, _) -> floor.send());
      pace(TURN, (i, at) -> change(sellers.get(i % SELLERS), at));
    }
    TimeUnit.SECONDS.sleep(2);
    floor.times().forEach(kafkaAlone::add);
    Latencies fromDue = new Latencies();
    Latencies fromAnswer = new Latencies();
    int lost = 0;
    int early = 0;
    for (Map.Entry<String, Instant> change : answered.entrySet()) {
      Instant shown = visible.get(change.getKey());
      Instant wanted = due.get(change.getKey());
      if (shown == null || wanted == null) {
        lost++;
        continue;
      }
      long nanos = Duration.between(change.getValue(), shown).toNanos();
      early += nanos < 0 ? 1 : 0;
      fromAnswer.add(Math.max(0, nanos));
      fromDue.add(Duration.between(wanted, shown).toNanos());
    }
    say(
        "%nOne price list changed, %d times a second at %d sellers with %d TLDs each: %d changes,"
            + " %d never shown, %d refused because the service was overloaded",
        PER_SECOND,
        SELLERS,
        Stage.TLDS,
        answered.size(),
        lost,
        sellers.stream().mapToInt(seller -> seller.refused.get()).sum());
    say(
        "The commit is later than the database's time in the record and earlier than the answer;"
            + " %d were served before their answer had come and count as 0 there. Warm-up: %d.",
        early, warmUp.count());
    Figures.head();
    lines("Kafka alone, the same size, send → consumed", kafkaAlone, kafkaAlone, "");
    lines("just before the commit → served", fromCommit, kafkaAlone, "p50 ≤ 10 ms, p99 ≤ 50 ms");
    lines("answer → served", fromAnswer, kafkaAlone, "");
    lines("when it was due to be sent → served", fromDue, kafkaAlone, "");
  }

  private static void lines(String name, Latencies measured, Latencies floor, String goal) {
    Figures.line(
        name,
        "p50 %s, p99 %s"
            .formatted(Figures.millis(measured.micros(500)), Figures.millis(measured.micros(990))),
        "p50 %s, p99 %s"
            .formatted(
                Figures.times(measured.micros(500), floor.micros(500)),
                Figures.times(measured.micros(990), floor.micros(990))),
        goal);
  }

  private void change(Changing seller, Instant at) {
    try {
      seller.changeOne(
          (product, version) -> {
            String key = key(seller.id, product, version);
            answered.put(key, Instant.now());
            due.put(key, at);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Work {
    void at(int number, Instant due);
  }

  /** Starts one piece of work at each tick, whether or not the one before was slow. */
  private static void pace(Duration duration, Work work) {
    long interval = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    long start = System.nanoTime();
    Instant startsAt = Instant.now();
    long count = duration.toNanos() / interval;
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        Instant due = startsAt.plusNanos(i * interval);
        long at = start + i * interval;
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        workers.execute(() -> work.at(number, due));
      }
    }
  }

  /** A seller that changes one product after the other. */
  private static final class Changing {

    private final long id;
    private final Wire wire;
    private final Map<String, String> authorization;
    private final AtomicInteger refused = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock(true);
    private long version;
    private int changes;

    Changing(Stage stage, long id) throws IOException {
      this.id = id;
      this.wire = stage.connect();
      this.authorization = stage.authorization(id);
    }

    void setAll() throws IOException {
      put(IntStream.range(0, Stage.TLDS)
              .mapToObj(i -> cells(Stage.tld(i), 2_000))
              .collect(Collectors.joining(",")))
          .expecting(200);
      version++;
    }

    @FunctionalInterface
    interface Noted {
      void changed(String product, long version);
    }

    void changeOne(Noted noted) throws IOException {
      turn.lock();
      try {
        String product = Stage.tld(changes % Stage.TLDS);
        Wire.Answer answer = put(cells(product, 2_001 + changes));
        if (answer.status() == OVERLOADED) {
          refused.incrementAndGet();
          return;
        }
        String saved = answer.expecting(200);
        version++;
        changes++;
        Matcher found = VERSION.matcher(saved);
        if (!found.find()) {
          throw new IllegalStateException("No version in " + saved);
        }
        noted.changed(product, Long.parseLong(found.group(1)));
      } finally {
        turn.unlock();
      }
    }

    private static String cells(String product, int cents) {
      return IntStream.range(0, ProductAction.values().length)
          .mapToObj(
              i ->
                  cell(
                      product,
                      ProductAction.values()[i],
                      "%d.%02d".formatted(cents / 100, cents % 100)))
          .collect(Collectors.joining(","));
    }

    private static String cell(String product, ProductAction action, String perYear) {
      return """
      {"product":"%s","action":"%s","slab":0,"years":1,"perYear":{"amount":"%s","currency":"USD"}}\
      """
          .formatted(product, action, perYear);
    }

    private Wire.Answer put(String cells) throws IOException {
      Map<String, String> headers = new HashMap<>(authorization);
      if (version > 0) {
        headers.put("If-Match", "\"%d\"".formatted(version));
      }
      return wire.send(
          Wire.request(
              "PUT",
              "/v1/price-books/CUSTOMER",
              headers,
              "{\"currency\":\"USD\",\"prices\":[%s]}".formatted(cells)));
    }
  }

  /** A partner that prices everything for its sub-resellers by margin, with eight slabs. */
  private final class Bulk {

    private static final String BOOK = "/v1/price-books/SUB_RESELLER";

    private final Map<String, String> authorization = stage.authorization(BULK_SELLER);

    private record Drafted(String id, Duration took) {}

    /** Its slabs, and one product so that there is a book. */
    void begin() throws IOException {
      String slabs =
          IntStream.rangeClosed(1, BULK_SLABS)
              .mapToObj(
                  slab ->
                      """
                      {"number":%d,"receiptsAtLeast":{"amount":"%d.00","currency":"USD"}}\
                      """
                          .formatted(slab, slab * 1_000))
              .collect(Collectors.joining(","));
      send(
          "PUT",
          "",
          Map.of(),
          """
          {"currency":"USD","slabs":[%s],"prices":[{"product":"%s","action":"RENEW","slab":0,
           "years":1,"perYear":{"amount":"15.00","currency":"USD"}}]}
          """
              .formatted(slabs, Stage.tld(0)));
    }

    Drafted draft(int round) throws IOException {
      String margins =
          IntStream.rangeClosed(0, BULK_SLABS)
              .mapToObj(
                  slab ->
                      "{\"slab\":%d,\"percentOfCost\":\"%d\"}"
                          .formatted(slab, 90 + round - 5 * slab))
              .collect(Collectors.joining(","));
      long start = System.nanoTime();
      String draft =
          send(
              "POST",
              "/drafts",
              Map.of(),
              """
              {"margin":{"search":["*"],"actions":["REGISTER","RENEW","TRANSFER","RESTORE"],
               "margins":[%s]}}
              """
                  .formatted(margins));
      Matcher id = DRAFT.matcher(draft);
      if (!id.find()) {
        throw new IllegalStateException("No id in " + draft.substring(0, 200));
      }
      return new Drafted(id.group(1), Duration.ofNanos(System.nanoTime() - start));
    }

    void publish(String draft) throws IOException {
      send(
          "POST",
          "/drafts/%s/publish".formatted(draft),
          Map.of("If-Match", "\"1\"", "Idempotency-Key", UUID.randomUUID().toString()),
          "{}");
    }

    private String send(String method, String path, Map<String, String> more, String body)
        throws IOException {
      Map<String, String> headers = new HashMap<>(authorization);
      headers.putAll(more);
      try (Wire wire = stage.connect()) {
        Wire.Answer answer = wire.send(Wire.request(method, BOOK + path, headers, body));
        return answer.expecting(path.equals("/drafts") ? 201 : 200);
      }
    }
  }

  private void bulk(Bulk book, Floor floor) throws Exception {
    Latencies drafted = new Latencies();
    Latencies published = new Latencies();
    Latencies shown = new Latencies();
    Latencies inserted = new Latencies();
    Latencies consumed = new Latencies();
    for (int round = 0; round <= BULK_ROUNDS; round++) {
      Bulk.Drafted draft = book.draft(round);
      bulk.clear();
      long start = System.nanoTime();
      book.publish(draft.id());
      Instant answer = Instant.now();
      long took = System.nanoTime() - start;
      @Nullable List<Change> seen = bulk.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      long products = seen == null ? 0 : seen.stream().filter(Changes::isOfSubResellers).count();
      if (seen == null || products != Stage.TLDS) {
        throw new IllegalStateException(
            "%d products became visible at once, not %d; first %s"
                .formatted(products, Stage.TLDS, seen == null ? "none" : seen.getFirst()));
      }
      long delay = Duration.between(answer, seen.getFirst().visibleAt()).toNanos();
      long plainInsert = floor.insert(BULK_SELLER);
      long plainSend = floor.sendBook();
      if (round > 0) {
        drafted.add(draft.took().toNanos());
        published.add(took);
        shown.add(Math.max(0, delay));
        inserted.add(plainInsert);
        consumed.add(plainSend);
      }
    }
    say(
        "%nA whole book: %d TLDs, 4 actions, %d slabs and the base, %,d prices in one change;"
            + " median of %d rounds",
        Stage.TLDS, BULK_SLABS, BULK_PRICES, BULK_ROUNDS);
    Figures.head();
    Figures.line(
        "floor: plain insert of the same rows", Figures.millis(inserted.micros(500)), "1.00 ×", "");
    Figures.line(
        "publish the draft, request → answer",
        Figures.millis(published.micros(500)),
        Figures.times(published.micros(500), inserted.micros(500)),
        "≤ 2 s");
    Figures.line(
        "floor: %d records of the same size, send → consumed".formatted(Stage.TLDS),
        Figures.millis(consumed.micros(500)),
        "1.00 ×",
        "");
    Figures.line(
        "answer → served whole",
        Figures.millis(shown.micros(500)),
        Figures.times(shown.micros(500), consumed.micros(500)),
        "≤ 1 s");
    Figures.line("write the draft by margin", Figures.millis(drafted.micros(500)), "", "(none)");
  }

  private static boolean isOfSubResellers(Change change) {
    return change.audience() == Audience.SUB_RESELLER;
  }
}
