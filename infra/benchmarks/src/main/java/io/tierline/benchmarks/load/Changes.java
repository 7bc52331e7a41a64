package io.tierline.benchmarks.load;

import static io.tierline.benchmarks.load.Figures.say;

import io.tierline.benchmarks.Latencies;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceListener;
import io.tierline.storefront.PriceListener.Change;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From a change of prices through HTTP to a storefront's cache in this process that serves it: one
 * price list at a time, 200 a second, open loop.
 */
final class Changes {

  private static final int PER_SECOND = Integer.getInteger("perSecond", 200);

  /** Each has its turn every eighth of a second: a change names the version it has seen. */
  private static final int SELLERS = Integer.getInteger("changingSellers", 25);

  private static final int TURNS = Integer.getInteger("turns", 4);

  /** Until then the service's compiler takes more of the processors than its work. */
  private static final int WARM_UP_TURNS = Integer.getInteger("warmUpTurns", 18);

  private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
  private static final int OVERLOADED = 503;

  /** What is not shown after so long counts as if it had been shown then. */
  private static final Duration SHOWN_MAX = Duration.ofSeconds(60);

  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)}");

  private final Stage stage;
  private final Map<String, Instant> visible = new ConcurrentHashMap<>();
  private final Map<String, Instant> answered = new ConcurrentHashMap<>();
  private final Map<String, Instant> due = new ConcurrentHashMap<>();

  private volatile Latencies fromCommit = new Latencies();
  private volatile Tally tally = new Tally();
  private ProcessorTime ofChanges = ProcessorTime.NONE;

  Changes(Stage stage) {
    this.stage = stage;
  }

  void measure() throws Exception {
    new Sellers(stage).signUp(SELLERS);
    List<Changing> sellers = new ArrayList<>();
    for (int i = 0; i < SELLERS; i++) {
      sellers.add(new Changing(stage, Sellers.FIRST + i));
    }
    for (Changing seller : sellers) {
      seller.setAll();
    }
    SellerId[] followed =
        sellers.stream().map(seller -> new SellerId(seller.id)).toArray(SellerId[]::new);
    try (PriceCache cache = stage.storefront(followed);
        Floor floor = new Floor(stage)) {
      floor.resemble(Sellers.FIRST + "/CUSTOMER/");
      cache.onChange(this::noted);
      measure(sellers, floor);
    }
  }

  /** On the cache's thread. */
  private void noted(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof PriceListener.Change.OfProduct of) {
        visible.put(key(of.seller().value(), of.product(), of.version()), of.visibleAt());
        if (of.writtenAt() != null) {
          fromCommit.add(Duration.between(of.writtenAt(), of.visibleAt()).toNanos());
        }
      }
    }
  }

  private static String key(long seller, String product, long version) {
    return seller + "/" + product + "/" + version;
  }

  private void measure(List<Changing> sellers, Floor floor) throws InterruptedException {
    pace(TURN, (_, _) -> floor.send());
    for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
      changeInTurn(sellers);
    }
    awaitShown();
    floor.times();
    visible.clear();
    answered.clear();
    due.clear();
    Latencies warmUp = fromCommit;
    Tally ofWarmUp = tally;
    fromCommit = new Latencies();
    tally = new Tally();
    ofChanges = ProcessorTime.NONE;
    Latencies kafkaAlone = new Latencies();
    for (int turn = 0; turn < TURNS; turn++) {
      pace(TURN, (_, _) -> floor.send());
      changeInTurn(sellers);
    }
    awaitShown();
    floor.times().forEach(kafkaAlone::add);
    Latencies fromDue = new Latencies();
    Latencies fromAnswer = new Latencies();
    int missing = 0;
    int early = 0;
    for (Map.Entry<String, Instant> change : answered.entrySet()) {
      Instant shown = visible.get(change.getKey());
      if (shown == null) {
        missing++;
        fromAnswer.add(SHOWN_MAX.toNanos());
        fromDue.add(SHOWN_MAX.toNanos());
        fromCommit.add(SHOWN_MAX.toNanos());
        continue;
      }
      long nanos = Duration.between(change.getValue(), shown).toNanos();
      early += nanos < 0 ? 1 : 0;
      fromAnswer.add(Math.max(0, nanos));
      Instant wanted = due.getOrDefault(change.getKey(), change.getValue());
      fromDue.add(Duration.between(wanted, shown).toNanos());
    }
    say(
        "%nOne price list changed, %d times a second at %d sellers with %d TLDs each: %s, %d not"
            + " shown within %d s of the last answer (they count as %<d s)",
        PER_SECOND, SELLERS, Stage.TLDS, tally, missing, SHOWN_MAX.toSeconds());
    say(
        "The commit is later than the database's time in the record and earlier than the answer;"
            + " %d were served before their answer had come and count as 0 there. Warm-up: %d"
            + " shown; %s.",
        early, warmUp.count(), ofWarmUp);
    say("Processor time of a change: %s.", perChange(tally));
    Figures.head();
    lines("Kafka alone, the same size, send → consumed", kafkaAlone, kafkaAlone, "");
    lines("just before the commit → served", fromCommit, kafkaAlone, "p50 ≤ 10 ms, p99 ≤ 50 ms");
    lines("answer → served", fromAnswer, kafkaAlone, "");
    lines("when it was due to be sent → served", fromDue, kafkaAlone, "");
    ofWarmUp.requireNoFailure();
    tally.requireNoFailure();
  }

  /** Until everything is shown that was answered, or there is no more waiting for it. */
  private void awaitShown() throws InterruptedException {
    long deadline = System.nanoTime() + SHOWN_MAX.toNanos();
    while (!visible.keySet().containsAll(answered.keySet()) && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
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

  private void changeInTurn(List<Changing> sellers) {
    ProcessorTime before = stage.processorTime();
    pace(TURN, (i, at) -> change(sellers.get(i % SELLERS), at));
    ofChanges = ofChanges.plus(stage.processorTime().since(before));
  }

  private String perChange(Tally of) {
    return ofChanges.perPiece(of.planned.get());
  }

  private void change(Changing seller, Instant at) {
    tally.planned.incrementAndGet();
    try {
      Changing.Outcome outcome = seller.changeOne();
      switch (outcome) {
        case Changing.Outcome.Saved(var product, var version) -> {
          String key = key(seller.id, product, version);
          due.put(key, at);
          answered.put(key, Instant.now());
          tally.answered.incrementAndGet();
        }
        case Changing.Outcome.Refused() -> tally.refused.incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      tally.failed(e);
    }
  }

  /** What has become of the changes: each that was planned is one of the others in the end. */
  private static final class Tally {

    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

    void failed(Exception failure) {
      failed.incrementAndGet();
      firstFailure.compareAndSet(null, failure);
    }

    /** Figures of those that went well say nothing then. */
    void requireNoFailure() {
      if (failed.get() > 0) {
        throw new IllegalStateException(
            "%d changes failed, here is the first".formatted(failed.get()), firstFailure.get());
      }
    }

    @Override
    public String toString() {
      return "%d changes planned, %d answered, %d refused because the service was overloaded, %d failed"
          .formatted(planned.get(), answered.get(), refused.get(), failed.get());
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
    private final ReentrantLock turn = new ReentrantLock(true);
    private String seen = "";
    private int changes;

    Changing(Stage stage, long id) throws IOException {
      this.id = id;
      this.wire = stage.connect();
      this.authorization = stage.authorization(id);
    }

    void setAll() throws IOException {
      Wire.Answer answer =
          put(
              IntStream.range(0, Stage.TLDS)
                  .mapToObj(i -> cells(Stage.tld(i), 2_000))
                  .collect(Collectors.joining(",")));
      answer.expecting(200);
      seen = answer.etag();
    }

    sealed interface Outcome {

      record Saved(String product, long version) implements Outcome {}

      /** The service was overloaded. */
      record Refused() implements Outcome {}
    }

    Outcome changeOne() throws IOException {
      turn.lock();
      try {
        String product = Stage.tld(changes % Stage.TLDS);
        Wire.Answer answer = put(cells(product, 2_001 + changes));
        if (answer.status() == OVERLOADED) {
          return new Outcome.Refused();
        }
        String saved = answer.expecting(200);
        seen = answer.etag();
        changes++;
        Matcher found = VERSION.matcher(saved);
        if (!found.find()) {
          throw new IllegalStateException("No version in " + saved);
        }
        return new Outcome.Saved(product, Long.parseLong(found.group(1)));
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
      if (!seen.isEmpty()) {
        headers.put("If-Match", seen);
      }
      return wire.send(
          Wire.request(
              "PUT",
              "/v1/price-books/CUSTOMER",
              headers,
              "{\"currency\":\"USD\",\"prices\":[%s]}".formatted(cells)));
    }
  }
}
