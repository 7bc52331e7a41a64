package io.tierline.benchmarks.load;

import static io.tierline.benchmarks.load.Figures.say;

import io.tierline.benchmarks.Latencies;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Whether one service of 1 GiB of heap serves ten thousand sellers, and how long the first quote of
 * a seller takes whose prices it does not hold. The floor is one plain query for the same rows.
 */
final class ManySellers {

  private static final int SELLERS = Integer.getInteger("sellers", 10_000);

  /** Every tenth has prices for sub-resellers, with slabs. */
  private static final int OWN_EVERY = 10;

  private static final int WARM_UP = 200;
  private static final int FLOOR_READS = 500;
  private static final int CONNECTIONS = 8;
  private static final Duration CROWD = Duration.ofSeconds(20);
  private static final String COLD_GOAL = "≤ 20 ms";

  private final Stage stage;

  ManySellers(Stage stage) {
    this.stage = stage;
  }

  void measure() throws Exception {
    long started = System.nanoTime();
    Sellers sellers = new Sellers(stage);
    sellers.signUp(SELLERS);
    sellers.price(SELLERS, OWN_EVERY);
    say(
        "%nMemory: %,d sellers with %d TLDs, %d %% of them with %d slabs; %,d prices, written in %d"
            + " s",
        SELLERS,
        Stage.TLDS,
        100 / OWN_EVERY,
        Sellers.SLABS,
        stage.number("select sum(cardinality(per_year)) from price_list_version"),
        Duration.ofNanos(System.nanoTime() - started).toSeconds());

    List<byte[]> questions = new ArrayList<>();
    for (int i = 0; i < SELLERS; i++) {
      questions.add(question(i));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < SELLERS; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    Latencies cold = new Latencies();
    Latencies coldWithSlabs = new Latencies();
    Latencies warm = new Latencies();
    askEachOnce(order, questions, new Asked(cold, coldWithSlabs, warm));
    double crowdPerSecond = crowd(questions);
    Latencies floor = new Latencies();
    Latencies floorWithSlabs = new Latencies();
    readPlainly(order, floor, floorWithSlabs);

    say("Asked all %,d once, then at random at %,.0f quotes/s", SELLERS, crowdPerSecond);
    Figures.head();
    line("first quote of a seller, p50", cold, floor, 500);
    line("first quote of a seller, p99", cold, floor, 990);
    line("the same with slabs, p50", coldWithSlabs, floorWithSlabs, 500);
    line("the same with slabs, p99", coldWithSlabs, floorWithSlabs, 990);
    Figures.line(
        "second quote, p50", Figures.millis(warm.micros(500)), "(not part of the load)", "");
    say("Heap after a collection, of 1 GiB:%n%s", heapAfterCollection());
    say(
        "OutOfMemoryError: %d; the service %s",
        stage.outOfMemoryErrors(), stage.isServiceAlive() ? "lives" : "has ended");
  }

  private static void line(String name, Latencies measured, Latencies floor, int perThousand) {
    Figures.line(
        name,
        Figures.millis(measured.micros(perThousand)),
        Figures.times(measured.micros(perThousand), floor.micros(perThousand)),
        COLD_GOAL);
  }

  private static boolean hasSlabs(int number) {
    return number % OWN_EVERY == 0;
  }

  private byte[] question(int number) {
    Map<String, String> headers = stage.authorization(Sellers.FIRST + number);
    String product = Stage.tld(number % Stage.TLDS);
    String body =
        hasSlabs(number)
            ? """
            {"audience":"SUB_RESELLER","product":"%s","action":"RENEW","years":1,
             "standing":{"totalReceipts":{"amount":"2000.00","currency":"USD"},"webServicesOrders":0}}
            """
                .formatted(product)
            : "{\"audience\":\"CUSTOMER\",\"product\":\"%s\",\"action\":\"RENEW\",\"years\":1}"
                .formatted(product);
    return Wire.request("POST", "/v1/quotes", headers, body);
  }

  private record Asked(Latencies cold, Latencies coldWithSlabs, Latencies warm) {}

  /** Each only once while it is cold; the first ones compile the code and do not count. */
  private void askEachOnce(List<Integer> order, List<byte[]> questions, Asked asked)
      throws IOException {
    int warmUp = Math.min(WARM_UP, SELLERS / 2);
    try (Wire wire = stage.connect()) {
      for (int number : order.subList(0, warmUp)) {
        wire.send(questions.get(number)).expecting(200);
      }
      for (int number : order.subList(warmUp, SELLERS)) {
        long start = System.nanoTime();
        wire.send(questions.get(number)).expecting(200);
        long loaded = System.nanoTime();
        wire.send(questions.get(number)).expecting(200);
        (hasSlabs(number) ? asked.coldWithSlabs() : asked.cold()).add(loaded - start);
        asked.warm().add(System.nanoTime() - loaded);
      }
    }
  }

  /**
   * Many at once, of sellers at random: as many of them have to be loaded again as do not fit into
   * the memory that the service keeps for books.
   */
  private double crowd(List<byte[]> questions) throws Exception {
    List<Callable<Long>> clients = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      Random random = new Random(i);
      clients.add(
          () -> {
            long sent = 0;
            try (Wire wire = stage.connect()) {
              while (System.nanoTime() - start < CROWD.toNanos()) {
                wire.send(questions.get(random.nextInt(questions.size()))).expecting(200);
                sent++;
              }
            }
            return sent;
          });
    }
    long sent = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (Future<Long> client : threads.invokeAll(clients)) {
        sent += client.get();
      }
    }
    return sent * 1e9 / (System.nanoTime() - start);
  }

  private void readPlainly(List<Integer> order, Latencies floor, Latencies floorWithSlabs)
      throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement query =
            connection.prepareStatement(
                "select product, actions, slabs, years, per_year from price_list_version"
                    + " where seller_id = ?")) {
      for (int number : order.subList(0, Math.min(FLOOR_READS, SELLERS))) {
        long start = System.nanoTime();
        query.setLong(1, Sellers.FIRST + number);
        long sum = 0;
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            for (Long perYear : (Long[]) rows.getArray(5).getArray()) {
              sum += perYear;
            }
          }
        }
        if (sum == 0) {
          throw new IllegalStateException("Seller %d has no prices".formatted(number));
        }
        (hasSlabs(number) ? floorWithSlabs : floor).add(System.nanoTime() - start);
      }
    }
  }

  private String heapAfterCollection() throws IOException, InterruptedException {
    stage.jcmd("GC.run");
    return stage.jcmd("GC.heap_info").strip();
  }
}
