package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.PricingService;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.Purchase;
import io.tierline.testsupport.PostgresProcess;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The pricing service and storefronts' caches on real servers, while the bus loses what it was
 * told. Every answer of the caches is held against what had been saved.
 */
@Tag("servers")
class LostTopicTest {

  private static final SellerId SELLER = new SellerId(1001);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @TempDir private static @Nullable Path folder;
  private static @Nullable PostgresProcess started;

  private final HttpClient http = HttpClient.newHttpClient();
  private final PostgresProcess postgres = server();
  private final String name = "pricing_" + DATABASES.incrementAndGet();
  private final ServiceDatabase database = postgres.newServiceDatabase("pricing", name);
  private final List<Saved> saved = new CopyOnWriteArrayList<>();
  private final List<Following> followers = new ArrayList<>();
  private @Nullable ConfigurableApplicationContext running;

  /** Of the version that was saved or read last. */
  private String etag = "";

  /** What counts from some moment between the two on. */
  private record Saved(String price, Instant begun, Instant done) {}

  /** A cache that is asked all the time. */
  private final class Following {

    private final PriceCache cache =
        PriceCache.connect(
            PriceCacheSettings.following(TestServers.broker().bootstrapServers(), SELLER));
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger doubts = new AtomicInteger();
    private volatile boolean stopped;
    private final Thread thread = Thread.ofPlatform().start(this::askUntilStopped);

    private void askUntilStopped() {
      while (!stopped) {
        check(answer());
        LockSupport.parkNanos(1_000_000);
      }
    }

    PriceAnswer answer() {
      return cache.priceFor(Purchase.of(SELLER, "com", ProductAction.RENEW, 1));
    }

    private void check(PriceAnswer answer) {
      switch (answer) {
        case PriceAnswer.Unvouched _ -> doubts.incrementAndGet();
        case PriceAnswer.NotSold notSold -> wrong.add(notSold.toString());
        case PriceAnswer.Priced priced -> {
          List<Saved> known = List.copyOf(saved);
          int least = 0;
          for (int i = 0; i < known.size(); i++) {
            least = known.get(i).done().isBefore(priced.freshAsOf()) ? i : least;
          }
          if (known.stream().skip(least).noneMatch(each -> isAt(priced, each.price()))) {
            wrong.add("%s, but %s were saved".formatted(priced, known));
          }
        }
      }
    }

    void awaitPrice(String price) {
      await().until(() -> answer() instanceof PriceAnswer.Priced priced && isAt(priced, price));
    }

    /** Which may be over already. */
    void awaitDoubtSince(int doubtsBefore) {
      await().until(() -> doubts.get() > doubtsBefore);
    }

    void stop() throws InterruptedException {
      stopped = true;
      thread.join();
      cache.close();
    }
  }

  private static boolean isAt(PriceAnswer.Priced priced, String price) {
    return priced.price().total().toString().equals("USD " + price);
  }

  private static PostgresProcess server() {
    PostgresProcess server =
        started == null ? PostgresProcess.start(Objects.requireNonNull(folder)) : started;
    started = server;
    return server;
  }

  @AfterAll
  static void stopServer() {
    if (started != null) {
      started.close();
      started = null;
    }
  }

  @BeforeEach
  void start() throws Exception {
    try (Admin admin = admin()) {
      Set<String> there = admin.listTopics().names().get();
      admin.deleteTopics(there.stream().filter(name -> name.startsWith("pricing.")).toList());
      admin.createTopics(
          List.of(PartnerEvent.TOPIC, AccountEvent.TOPIC, DomainEvent.TOPIC).stream()
              .filter(name -> !there.contains(name))
              .map(name -> new NewTopic(name, 4, (short) 1))
              .toList());
    }
    startPricing();
    sql("insert into seller (seller_id, currency, status) values (1001, 'USD', 'ACTIVE')");
    save("15.00");
    follow().awaitPrice("15.00");
  }

  private void startPricing() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestServers.broker().bootstrapServers()));
    database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    TokenIssuer.shared()
        .properties()
        .forEach((name, value) -> arguments.add("--" + name + "=" + value));
    running = PricingService.application().run(arguments.toArray(String[]::new));
  }

  private ConfigurableApplicationContext pricing() {
    return Objects.requireNonNull(running);
  }

  @AfterEach
  void close() throws Exception {
    for (Following follower : followers) {
      follower.stop();
    }
    pricing().close();
  }

  private Following follow() {
    Following follower = new Following();
    followers.add(follower);
    return follower;
  }

  @Test
  @DisplayName(
      "PR-16: when a topic is deleted nobody ever vouches for a wrong price, and all are right again by"
          + " themselves")
  void aTopicIsDeleted() throws Exception {
    Following follower = followers.getFirst();
    save("14.00");
    follower.awaitPrice("14.00");

    int doubts = follower.doubts.get();
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(PriceListEvent.TOPIC)).all().get();
    }
    save("13.00");
    follower.awaitDoubtSince(doubts);

    follower.awaitPrice("13.00");
    follow().awaitPrice("13.00");
    save("12.00");
    followers.forEach(each -> each.awaitPrice("12.00"));
    assertThat(followers).allSatisfy(each -> assertThat(each.wrong).isEmpty());
  }

  @Test
  @DisplayName(
      "PR-16: when PostgreSQL is restored to a moment its own versions count, and never those of the lost"
          + " history")
  void theDatabaseIsRestored() throws Exception {
    Following follower = followers.getFirst();
    Path backup = postgres.backUp("base");
    save("14.00");
    String lost = etag;
    save("13.00");
    follower.awaitPrice("13.00");
    long generation = generation();
    long timeline = timeline();

    int doubts = follower.doubts.get();
    Instant stopped = Instant.now();
    pricing().close();
    follower.awaitDoubtSince(doubts);
    postgres.restore(backup);
    assertThat(timeline()).isGreaterThan(timeline);
    saved.add(new Saved("15.00", stopped, Instant.now()));
    startPricing();

    follower.awaitPrice("15.00");
    follow().awaitPrice("15.00");
    assertThat(generation()).isGreaterThan(generation);
    etag = read().headers().firstValue("ETag").orElseThrow();
    save("11.00");
    followers.forEach(each -> each.awaitPrice("11.00"));
    assertThat(version(etag)).isEqualTo(version(lost));
    assertThat(put("10.00", lost).statusCode()).isEqualTo(412);
    assertThat(followers).allSatisfy(each -> assertThat(each.wrong).isEmpty());
  }

  private static String version(String etag) {
    return etag.substring(0, etag.indexOf('-'));
  }

  private long timeline() throws Exception {
    return number(
        "select ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint");
  }

  private long generation() throws Exception {
    return number(
        "select number from messaging.generation where topic = '%s'"
            .formatted(PriceListEvent.TOPIC));
  }

  private void save(String perYear) throws Exception {
    Instant begun = Instant.now();
    saved.add(new Saved(perYear, begun, Instant.MAX));
    HttpResponse<String> response = put(perYear, etag);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    etag = response.headers().firstValue("ETag").orElseThrow();
    saved.set(saved.size() - 1, new Saved(perYear, begun, Instant.now()));
  }

  /**
   * @param seen empty where there is no book yet
   */
  private HttpResponse<String> put(String perYear, String seen) throws Exception {
    HttpRequest.Builder request = book();
    if (!seen.isEmpty()) {
      request.header("If-Match", seen);
    }
    return http.send(
        request
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"currency": "USD", "prices": [{"product": "com", "action": "RENEW", "slab": 0,
                     "years": 1, "perYear": {"amount": "%s", "currency": "USD"}}]}
                    """
                        .formatted(perYear)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> read() throws Exception {
    return http.send(book().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder book() {
    return HttpRequest.newBuilder(
            URI.create(
                "http://localhost:%s/v1/price-books/CUSTOMER"
                    .formatted(pricing().getEnvironment().getProperty("local.server.port"))))
        .header(
            "Authorization",
            TokenIssuer.shared().bearer(SELLER.toString(), "prices.read", "prices.write"));
  }

  private long number(String query) throws Exception {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connection() throws Exception {
    return DriverManager.getConnection(postgres.jdbcUrl(name) + "?user=postgres");
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = connection();
        Statement ready = connection.createStatement()) {
      ready.execute(statement);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", TestServers.broker().bootstrapServers()));
  }
}
