package io.tierline.benchmarks.load;

import static io.tierline.benchmarks.load.Figures.say;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many quotes a second go through HTTP, one by one and a hundred in a request, against an
 * endpoint of the same server that does nothing: the same filters, token and question. The three
 * take turns.
 */
final class QuoteThroughput {

  private static final int CONNECTIONS = Integer.getInteger("connections", 32);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 8));
  private static final int WARM_UP_ROUNDS = Integer.getInteger("warmUpRounds", 6);
  private static final int BATCH = 100;
  private static final int QUESTIONS = 256;
  private static final double SINGLE_GOAL = 0.8;
  private static final double BATCH_GOAL = 20;

  private final Stage stage;

  QuoteThroughput(Stage stage) {
    this.stage = stage;
  }

  private enum Kind {
    FLOOR(PricingUnderLoad.NO_OP, 1),
    SINGLE("/v1/quotes", 1),
    BATCH("/v1/quotes/batch", QuoteThroughput.BATCH);

    private final String path;
    private final int quotes;

    Kind(String path, int quotes) {
      this.path = path;
      this.quotes = quotes;
    }
  }

  /** What was sent of a kind in one round. */
  private record Round(long requests, double seconds, ProcessorTime used) {}

  /** What was sent of a kind, and what became of it. */
  private record Measured(Kind kind, List<byte[]> requests, List<Round> rounds) {

    double[] perSecond() {
      return rounds.stream()
          .mapToDouble(round -> round.requests() * kind.quotes / round.seconds())
          .toArray();
    }

    double median() {
      return Figures.median(perSecond());
    }

    String processorTimeOfARequest() {
      return rounds.stream()
          .map(Round::used)
          .reduce(ProcessorTime.NONE, ProcessorTime::plus)
          .perPiece(rounds.stream().mapToLong(Round::requests).sum());
    }
  }

  void measure(long seller) throws Exception {
    Measured noOp = measured(Kind.FLOOR, seller);
    Measured single = measured(Kind.SINGLE, seller);
    Measured batch = measured(Kind.BATCH, seller);
    List<Measured> kinds = List.of(noOp, single, batch);
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (Measured each : kinds) {
        Round sent = round(each.requests());
        if (round >= 0) {
          each.rounds().add(sent);
        }
      }
    }
    print(noOp.median(), single.median(), batch.median());
    for (Measured each : kinds) {
      say(
          "  rounds of %s: %s; processor time of a request %s",
          each.kind(),
          Arrays.stream(each.perSecond())
              .mapToObj(QuoteThroughput::perSecond)
              .collect(Collectors.joining(", ")),
          each.processorTimeOfARequest());
    }
  }

  private Measured measured(Kind kind, long seller) {
    return new Measured(kind, requests(kind, seller), new ArrayList<>());
  }

  private static void print(double floor, double single, double batch) {
    say(
        "%nQuotes through HTTP: median of %d rounds of %d s, %d connections on the same machine",
        ROUNDS, ROUND.toSeconds(), CONNECTIONS);
    Figures.head();
    Figures.line("no-op endpoint", perSecond(floor), "1.00 ×", "");
    Figures.line(
        "one quote in a request",
        perSecond(single),
        Figures.times(single, floor),
        "≥ %.1f × the no-op".formatted(SINGLE_GOAL));
    Figures.line(
        "%d quotes in a request".formatted(BATCH),
        perSecond(batch),
        Figures.times(batch, floor),
        "≥ %.0f × one by one, is %s".formatted(BATCH_GOAL, Figures.times(batch, single)));
  }

  private static String perSecond(double value) {
    return String.format(Locale.ROOT, "%,.0f/s", value);
  }

  private List<byte[]> requests(Kind kind, long seller) {
    Random random = new Random(1);
    Map<String, String> headers = stage.authorization(seller);
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String body =
          kind == Kind.BATCH
              ? IntStream.range(0, BATCH)
                  .mapToObj(_ -> question(random))
                  .collect(Collectors.joining(",", "{\"quotes\":[", "]}"))
              : question(random);
      requests.add(Wire.request("POST", kind.path, headers, body));
    }
    return requests;
  }

  private static String question(Random random) {
    return "{\"audience\":\"CUSTOMER\",\"product\":\"%s\",\"action\":\"%s\",\"years\":%d}"
        .formatted(
            Stage.tld(random.nextInt(Stage.TLDS)),
            random.nextBoolean() ? "REGISTER" : "RENEW",
            1 + random.nextInt(10));
  }

  private Round round(List<byte[]> requests) throws InterruptedException, ExecutionException {
    ProcessorTime before = stage.processorTime();
    List<Callable<Long>> clients = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      int first = i * requests.size() / CONNECTIONS;
      clients.add(() -> sendUntil(start + ROUND.toNanos(), requests, first));
    }
    long sent = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (Future<Long> client : threads.invokeAll(clients)) {
        sent += client.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Round(sent, seconds, stage.processorTime().since(before));
  }

  private long sendUntil(long end, List<byte[]> requests, int first) throws IOException {
    long sent = 0;
    try (Wire wire = stage.connect()) {
      for (int next = first; System.nanoTime() - end < 0; next = (next + 1) % requests.size()) {
        String body = wire.send(requests.get(next)).expecting(200);
        if (body.contains("\"refusal\":{")) {
          throw new IllegalStateException("A quote was refused: " + body);
        }
        sent++;
      }
    }
    return sent;
  }
}
