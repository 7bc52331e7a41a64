package io.tierline.localstack.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.localstack.instances.PricingInstance.Publication;
import io.tierline.storefront.Buyer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceListAnswer.Listed;
import io.tierline.testsupport.BrokerProcess;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the pricing service, each a process, on one database and one broker; a shop
 * follows their seller. Each publication gives all products the same new amount, so that two
 * amounts in one answer are half a publication. One instance is killed with SIGKILL while it
 * publishes, the other goes on, and the killed one comes back.
 */
@Tag("servers")
class SeveralInstancesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration OFTEN = Duration.ofMillis(2);
  private static final SellerId SELLER = new SellerId(1001);
  private static final List<String> PRODUCTS =
      IntStream.range(0, 60).mapToObj("tld%02d"::formatted).toList();
  private static final AtomicInteger AMOUNTS = new AtomicInteger(20);

  /** Every set of amounts that was on a price list for which the cache vouched. */
  private static final Set<Set<String>> SHOWN = ConcurrentHashMap.newKeySet();

  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static ServiceDatabase database = new ServiceDatabase("pricing", "");
  private static List<String> settings = List.of();
  private static List<PricingInstance> instances = List.of();
  private static PriceCache cache;
  private static Thread watch;

  @BeforeAll
  static void twoInstancesAndAShop() throws Exception {
    broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
    createTopicsOfOtherServices();
    database = TestServers.newServiceDatabase("pricing");
    settings = settings();
    instances = List.of(start(), start());
    for (PricingInstance instance : instances) {
      awaitReady(instance);
    }
    await().atMost(PATIENCE).until(() -> count("select count(*) from product") > 0);
    execute(
        "insert into seller (seller_id, currency, country, status) values (%s, 'USD', 'SG', 'ACTIVE')"
            .formatted(SELLER));
    String amount = nextAmount();
    instances.getFirst().firstPrices(amount).publish();
    cache = PriceCache.connect(PriceCacheSettings.following(broker.bootstrapServers(), SELLER));
    isEverywhere(amount, instances.getLast());
    watch = Thread.ofPlatform().daemon().name("watch").start(SeveralInstancesTest::watch);
  }

  @AfterAll
  static void stop() {
    if (watch != null) {
      watch.interrupt();
    }
    if (cache != null) {
      cache.close();
    }
    instances.forEach(PricingInstance::close);
    if (broker != null) {
      broker.close();
    }
  }

  @AfterEach
  void nothingWasEverShownInPart() {
    assertThat(watch.isAlive()).as("the watch is kept").isTrue();
    assertThat(SHOWN).allSatisfy(amounts -> assertThat(amounts).hasSizeLessThan(2));
  }

  @Test
  @DisplayName(
      "PR-16: what one instance publishes is quoted by the other from its answer on, though that"
          + " one kept its book, and shown by every shop within the bound")
  void aPublicationCountsAtEveryInstance() {
    countsAtOnce(instances.getFirst(), instances.getLast());
    countsAtOnce(instances.getLast(), instances.getFirst());
  }

  @Test
  @DisplayName("PR-16 PR-20: an instance killed before its commit leaves nothing, anywhere")
  void killedBeforeTheCommit() throws SQLException {
    PricingInstance killed = instances.getFirst();
    PricingInstance survivor = instances.getLast();
    String before = nextAmount();
    survivor.changeOfAll(before).publish();
    Publication publication = killed.draftOfAll(nextAmount());
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Prices can be written, but not yet what is told of them.
      statement.execute("lock table messaging.outbox in share mode");
      CompletableFuture<HttpResponse<String>> answer = publication.answer();
      await()
          .atMost(PATIENCE)
          .pollInterval(OFTEN)
          .until(() -> ofSellers("wait_event_type = 'Lock'") > 0);
      killed.kill();
      assertThat(answer).failsWithin(PATIENCE);
      connection.rollback();
    }

    assertThat(amountLeft(survivor)).isEqualTo(before);
    goOn(before, survivor);
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: an instance killed at any moment of a publication leaves all or nothing,"
          + " everywhere the same")
  void killedAtAnyMoment() throws Exception {
    PricingInstance killed = instances.getFirst();
    PricingInstance survivor = instances.getLast();
    killed.changeOfAll(nextAmount()).publish();
    String before = nextAmount();
    Publication usual = killed.changeOfAll(before);
    long start = System.nanoTime();
    usual.publish();
    long tookMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    Publication publication = killed.changeOfAll(nextAmount());
    long wait = ThreadLocalRandom.current().nextLong(tookMicros);

    CompletableFuture<HttpResponse<String>> answer = publication.answer();
    boolean answered = isAnsweredWithin(wait, answer);
    killed.kill();

    String left = amountLeft(survivor);
    System.out.printf(
        "SeveralInstancesTest: killed %d µs after the request, %s its answer; %s is left%n",
        wait, answered ? "after" : "before", left.equals(before) ? "nothing" : "all");
    assertThat(left)
        .isIn(answered ? List.of(publication.amount()) : List.of(before, publication.amount()));
    goOn(left, survivor);
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: an instance killed when it has answered leaves all, whatever it had told")
  void killedAfterTheAnswer() {
    PricingInstance killed = instances.getFirst();
    PricingInstance survivor = instances.getLast();
    Publication publication = killed.changeOfAll(nextAmount());

    publication.publish();
    killed.kill();

    assertThat(amountLeft(survivor)).isEqualTo(publication.amount());
    goOn(publication.amount(), survivor);
  }

  /** The first question after the answer is asked, of an instance that knows the prices before. */
  private static void countsAtOnce(PricingInstance writer, PricingInstance reader) {
    reader.quoted();
    Publication publication = writer.changeOfAll(nextAmount());
    reader.quoted();

    publication.publish();

    assertThat(reader.quoted()).containsExactly(publication.amount());
    isEverywhere(publication.amount(), reader);
  }

  /**
   * When what the killed one had written has come to its end; until then nothing is mixed either.
   */
  private static String amountLeft(PricingInstance survivor) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              assertThat(survivor.quoted()).hasSize(1);
              return ofSellers("backend_xid is not null") == 0;
            });
    Set<String> amounts = survivor.inTheBook();
    assertThat(amounts).hasSize(1);
    return amounts.iterator().next();
  }

  /** The survivor and the shop agree, and the killed one comes back into the same world. */
  private static void goOn(String amount, PricingInstance survivor) {
    PricingInstance back = start();
    instances = List.of(survivor, back);
    isEverywhere(amount, survivor);
    awaitReady(back);
    isEverywhere(amount, back);
    countsAtOnce(survivor, back);
    countsAtOnce(back, survivor);
  }

  private static void isEverywhere(String amount, PricingInstance instance) {
    Instant after = Instant.now();
    assertThat(instance.quoted()).containsExactly(amount);
    assertThat(instance.inTheBook()).containsExactly(amount);
    assertThat(instance.inTheList()).containsExactly(amount);
    assertThat(instance.inTheSnapshot()).containsExactly(amount);
    Listed listed =
        await()
            .atMost(PATIENCE)
            .until(
                SeveralInstancesTest::listed,
                each -> each.stream().anyMatch(list -> list.freshAsOf().isAfter(after)))
            .getFirst();
    assertThat(listed.unvouched()).isEmpty();
    assertThat(listed.products()).hasSameSizeAs(PRODUCTS);
    assertThat(amounts(listed)).containsExactly(amount);
  }

  /** What the shop vouches for now; empty while it does not. */
  private static List<Listed> listed() {
    return cache.priceList(SELLER, Buyer.visitor()) instanceof Listed listed
        ? List.of(listed)
        : List.of();
  }

  private static Set<String> amounts(Listed listed) {
    return listed.products().stream()
        .map(product -> product.rows().getFirst().perYear().getAmount().toPlainString())
        .collect(Collectors.toSet());
  }

  private static void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      listed().forEach(listed -> SHOWN.add(amounts(listed)));
      LockSupport.parkNanos(OFTEN.toNanos());
    }
  }

  private static boolean isAnsweredWithin(
      long micros, CompletableFuture<HttpResponse<String>> answer) throws Exception {
    try {
      return answer.get(micros, TimeUnit.MICROSECONDS).statusCode() == 200;
    } catch (TimeoutException _) {
      return false;
    }
  }

  private static String nextAmount() {
    return AMOUNTS.incrementAndGet() + ".00";
  }

  private static PricingInstance start() {
    return PricingInstance.start(SELLER, PRODUCTS, settings, folder);
  }

  private static void awaitReady(PricingInstance instance) {
    await().atMost(PATIENCE).until(instance::isReady);
  }

  private static List<String> settings() throws IOException {
    Path catalog = folder.resolve("catalog.csv");
    Files.writeString(
        catalog,
        PRODUCTS.stream()
            .map("TLD,%s,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,10.26,10.26,10.26,80.00%n"::formatted)
            .collect(
                Collectors.joining(
                    "",
                    "kind,product,min,max,privacy,days,sub-resellers,currency,register,renew,transfer,restore\n",
                    "")));
    List<String> settings = new ArrayList<>();
    Stream.of(database.properties(), TokenIssuer.shared().properties())
        .forEach(all -> all.forEach((name, value) -> settings.add("--" + name + "=" + value)));
    settings.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    // A killed instance keeps its place among the consumers so long: no other is ready before.
    settings.add("--spring.kafka.consumer.properties.session.timeout.ms=6000");
    settings.add("--tierline.pricing.catalog=" + catalog.toUri());
    // Who is to be killed while it waits does not give up before.
    settings.add("--tierline.database.pool.app-lock-timeout=5m");
    settings.add("--tierline.database.pool.app-statement-timeout=5m");
    return settings;
  }

  private static void createTopicsOfOtherServices() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(PartnerEvent.TOPIC, AccountEvent.TOPIC, DomainEvent.TOPIC)
                  .map(name -> new NewTopic(name, 4, (short) 1))
                  .toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  /** Transactions of sellers, as their instances have begun them. */
  private static long ofSellers(String condition) {
    return count(
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and usename = 'pricing_app' and %s
        """
            .formatted(condition));
  }

  private static long count(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  private static void execute(String update) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(update);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
  }
}
