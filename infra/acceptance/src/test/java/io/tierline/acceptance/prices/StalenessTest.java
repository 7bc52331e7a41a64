package io.tierline.acceptance.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.acceptance.bus.BusNode;
import io.tierline.acceptance.prices.ShopNode.Kind;
import io.tierline.testsupport.BrokerProcess;
import io.tierline.testsupport.PostgresProcess;
import io.tierline.testsupport.ServerProcess;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.staleness.Publication;
import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.StalenessChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two relays, a broker and three shops, each a process that is killed or frozen while prices change
 * and are read; shops that read everything again after an error; then every answer is held against
 * what had been committed. One shop's clock is behind, one's is ahead.
 */
@Tag("servers")
class StalenessTest {

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration SKEW = Duration.ofMillis(500);
  private static final int READS_AT_LEAST = 1_000_000;

  /** Each fault lasts for so many publications: some seconds, beyond the bound. */
  private static final int FAULT_PUBLICATIONS = 250;

  private static final List<String> TOPICS =
      List.of("pricing.price-list", "pricing.specific-price", "pricing.tld-status", "pricing.tld");

  @TempDir Path folder;

  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<String> lives = new ArrayList<>();
  private final Map<String, Progress> progresses = new HashMap<>();

  @AfterEach
  void endProcesses() throws Exception {
    for (AutoCloseable each : running.reversed()) {
      each.close();
    }
  }

  @Test
  @DisplayName(
      "PR-16: no answer of a million is older than the bound, whatever is killed or frozen, and"
          + " broken caches are caught")
  void noAnswerIsOlderThanTheBound() throws Exception {
    PostgresProcess postgres =
        PostgresProcess.start(Files.createDirectory(folder.resolve("postgres")));
    running.add(postgres);
    BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
    running.add(broker);
    createTopics(broker);
    ServiceDatabase database = postgres.newServiceDatabase("faults", "prices");
    ServerProcess first = relay(database, broker);
    await().until(() -> owners(database) == 1);
    ServerProcess second = relay(database, broker);
    await().until(() -> owners(database) == 2);
    PriceWriter writer = new PriceWriter(database);
    running.add(writer);
    writer.start();
    ServerProcess shop = shop(broker, "shop-1", Duration.ZERO);
    ServerProcess slowClock = shop(broker, "slow-1", SKEW.negated());
    ServerProcess fastClock = shop(broker, "fast-1", SKEW);
    awaitPrices("shop-1");
    awaitPrices("slow-1");
    awaitPrices("fast-1");

    first.kill();
    awaitPublications(writer);
    first = relay(database, broker);
    shop.freeze();
    awaitPublications(writer);
    shop.thaw();
    second.freeze();
    goBack("slow-1");
    awaitPublications(writer);
    second.thaw();
    slowClock.kill();
    awaitPrices("shop-1");
    broker.process().freeze();
    awaitFaultIsFelt(writer, "shop-1", "fast-1");
    broker.process().thaw();
    ServerProcess slowAgain = shop(broker, "slow-2", SKEW.negated());
    awaitPrices("slow-2");
    awaitPrices("shop-1");
    broker.process().kill();
    awaitFaultIsFelt(writer, "shop-1", "slow-2", "fast-1");
    broker.restart();
    awaitPrices("shop-1");
    awaitPrices("slow-2");
    goBack("shop-1");
    awaitPrices("shop-1");
    first.kill();
    second.kill();
    awaitFaultIsFelt(writer, "shop-1", "slow-2", "fast-1");
    relay(database, broker);
    shop.kill();
    ServerProcess shopAgain = shop(broker, "shop-2", Duration.ZERO);
    awaitPrices("shop-2");
    awaitPrices("slow-2");
    awaitPrices("fast-1");
    await()
        .atMost(Duration.ofMinutes(15))
        .until(
            () ->
                lives.stream().mapToLong(life -> progress(life).vouchedFor).sum()
                    >= READS_AT_LEAST);
    awaitPublications(writer);
    shopAgain.kill();
    slowAgain.kill();
    fastClock.kill();
    writer.close();

    Map<Kind, StalenessChecker> checked = check(writer.publications());
    StalenessChecker asItIs = Objects.requireNonNull(checked.get(Kind.AS_IT_IS));
    CommitToShown delays = commitToShown(writer.publications(), lives);
    System.out.printf(
        Locale.ROOT,
        "StalenessTest: %,d reads of %,d publications, %,d not vouched for, %,d violations;"
            + " commit to shown, faults included: %s%n",
        asItIs.reads(),
        writer.publications().size(),
        asItIs.unvouched(),
        asItIs.violations(),
        delays);
    for (String life : lives) {
      System.out.printf(
          "StalenessTest: in the life %s %s%n",
          life, commitToShown(writer.publications(), List.of(life)));
    }
    assertThat(delays.count())
        .as("every version counts in each shop that was there")
        .isGreaterThan(writer.publications().size());
    assertThat(asItIs.examples()).isEmpty();
    assertThat(asItIs.reads() - asItIs.unvouched())
        .as("prices that were vouched for")
        .isGreaterThanOrEqualTo(READS_AT_LEAST);
    checked.forEach(
        (kind, checker) -> {
          if (kind != Kind.AS_IT_IS) {
            assertThat(checker.violations()).as("violations of %s", kind).isPositive();
          }
        });
  }

  private void createTopics(BrokerProcess broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              TOPICS.stream()
                  .map(
                      topic ->
                          new NewTopic(topic, 4, (short) 1)
                              .configs(Map.of("cleanup.policy", "compact")))
                  .toList())
          .all()
          .get(2, TimeUnit.MINUTES);
    }
  }

  private ServerProcess relay(ServiceDatabase database, BrokerProcess broker) {
    List<String> arguments =
        BusNode.arguments(
            database, database.jdbcUrl(), broker.bootstrapServers(), TOPICS.getFirst());
    arguments.add("--node.consume=false");
    arguments.add("--node.produce=false");
    arguments.add("--tierline.messaging.watermark-topics=" + String.join(",", TOPICS));
    ServerProcess relay = BusNode.process(arguments, folder.resolve("relays.log"));
    running.add(relay);
    return relay;
  }

  /**
   * What a shop's clock is behind must be taken from its bound, and what it is ahead is taken away
   * by it: so one that is ahead is given that much more, and all have to keep the same one.
   */
  private ServerProcess shop(BrokerProcess broker, String life, Duration ahead) {
    lives.add(life);
    ServerProcess shop =
        ServerProcess.java(
            List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"),
            ShopNode.class.getName(),
            List.of(
                broker.bootstrapServers(),
                folder.toString(),
                life,
                Long.toString(ahead.toMillis()),
                Long.toString(BOUND.plus(ahead).toMillis())),
            folder.resolve("shops.log"));
    running.add(shop);
    return shop;
  }

  /** Prices go on changing, faults or not: until enough of them have. */
  private static void awaitPublications(PriceWriter writer) {
    int enough = writer.count() + FAULT_PUBLICATIONS;
    await().until(() -> writer.count() >= enough);
  }

  /** It reads everything again, with all that it knows; until it is doing so. */
  private void goBack(String life) throws IOException {
    Path request = Files.createFile(ShopNode.goBack(folder, life));
    await("going back of " + life).until(() -> Files.notExists(request));
  }

  /** What a life of the shop as it is has written down so far. */
  private static final class Progress {
    long reads;
    long vouchedFor;
    long lastShownMicros;
    long lastDoubtMicros;

    void saw(Read read) {
      vouchedFor += read.vouchedFor();
      if (read.one().version() > Read.NOT_SOLD) {
        lastShownMicros = read.when().beginMicros();
      } else if (read.one().version() == Read.UNVOUCHED) {
        lastDoubtMicros = read.when().beginMicros();
      }
    }
  }

  private Progress progress(String life) throws UncheckedIOException {
    Progress progress = progresses.computeIfAbsent(life, _ -> new Progress());
    Path log = ShopNode.log(folder, life, Kind.AS_IT_IS);
    try {
      if (Files.exists(log)) {
        progress.reads += ReadLog.forEach(log, progress.reads, progress::saw);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return progress;
  }

  /** Until a shop shows prices, from now on. */
  private void awaitPrices(String life) {
    long now = ShopNode.nowMicros();
    await("prices of " + life).until(() -> progress(life).lastShownMicros > now);
  }

  /** While prices go on changing, nobody vouches for what it has any more. */
  private void awaitFaultIsFelt(PriceWriter writer, String... shops) {
    long now = ShopNode.nowMicros();
    awaitPublications(writer);
    for (String life : shops) {
      await("doubt of " + life).until(() -> progress(life).lastDoubtMicros > now);
    }
  }

  private Map<Kind, StalenessChecker> check(List<Publication> publications) throws IOException {
    Map<Kind, StalenessChecker> checked = new HashMap<>();
    for (Kind kind : Kind.values()) {
      StalenessChecker checker = new StalenessChecker(publications, BOUND);
      for (String life : lives) {
        StalenessChecker.Life one = checker.new Life();
        ReadLog.forEach(ShopNode.log(folder, life, kind), 0, one::check);
      }
      checked.put(kind, checker);
    }
    return checked;
  }

  private CommitToShown commitToShown(List<Publication> publications, List<String> inLives)
      throws IOException {
    CommitToShown delays = new CommitToShown(publications);
    for (String life : inLives) {
      try (CommitToShown.Life one = delays.new Life()) {
        ReadLog.forEach(ShopNode.log(folder, life, Kind.AS_IT_IS), 0, one::answered);
      }
    }
    return delays;
  }

  private static long owners(ServiceDatabase database) {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(distinct owner) from messaging.relay_part")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      // The first relay has yet to make the table.
      return 0;
    }
  }
}
