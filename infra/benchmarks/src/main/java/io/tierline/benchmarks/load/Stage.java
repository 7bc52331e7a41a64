package io.tierline.benchmarks.load;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.testsupport.BrokerProcess;
import io.tierline.testsupport.Ports;
import io.tierline.testsupport.PostgresProcess;
import io.tierline.testsupport.ServerProcess;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * PostgreSQL, a broker and the pricing service, each a process of its own, with the settings that
 * keep what was acknowledged; this process stands in for the identity service and holds the
 * clients. The service's own limits on requests are out of the way.
 */
final class Stage implements AutoCloseable {

  static final int TLDS = 500;

  private static final int FOLLOWED_TOPICS = 4;

  private static final Duration START_MAX = Duration.ofMinutes(5);
  private static final Duration FRESH_MAX = Duration.ofSeconds(60);

  private final Started started = new Started();
  private final Path folder = Files.createTempDirectory("tierline-load-benchmark");
  private final PostgresProcess postgres;
  private final BrokerProcess broker;
  private final TokenIssuer issuer;
  private final ServerProcess service;
  private final int port = Ports.free();
  private boolean succeeded;

  private Stage() throws IOException, InterruptedException {
    try {
      postgres = PostgresProcess.start(Files.createDirectory(folder.resolve("p")));
      started.add(postgres::close);
      broker = BrokerProcess.startToStay(Files.createDirectory(folder.resolve("k")));
      started.add(broker::close);
      issuer = TokenIssuer.start();
      started.add(issuer::close);
      topicsOfOtherServices(broker);
      Files.writeString(folder.resolve("catalog.csv"), catalog());
      service = launch(settings(), log());
      started.add(service::close);
      awaitReady();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      try {
        close();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /** When it is ready; what was started until then is ended when it does not become so. */
  static Stage start() throws IOException, InterruptedException {
    return new Stage();
  }

  private static void topicsOfOtherServices(BrokerProcess broker) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(PartnerEvent.TOPIC, AccountEvent.TOPIC, DomainEvent.TOPIC)
                  .map(name -> new NewTopic(name, 4, (short) 1))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics could not be created", e.getCause());
    }
  }

  private static String catalog() {
    StringBuilder lines =
        new StringBuilder(
            "kind,product,min,max,privacy,days,sub-resellers,currency,register,renew,transfer,restore\n");
    for (int i = 0; i < TLDS; i++) {
      lines.append(
          "TLD,%s,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,10.26,10.26,10.26,80.00%n"
              .formatted(tld(i)));
    }
    return lines.toString();
  }

  static String tld(int number) {
    return "tld%03d".formatted(number);
  }

  private List<String> settings() {
    ServiceDatabase database = postgres.newServiceDatabase("pricing", "pricing");
    List<String> settings = new ArrayList<>();
    database.properties().forEach((name, value) -> settings.add("--%s=%s".formatted(name, value)));
    issuer.properties().forEach((name, value) -> settings.add("--%s=%s".formatted(name, value)));
    settings.add("--server.port=" + port);
    settings.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    settings.add("--tierline.pricing.catalog=" + folder.resolve("catalog.csv").toUri());
    settings.add("--tierline.http.rate.requests-per-minute=1000000");
    settings.add("--tierline.http.rate.burst-requests=1000000");
    settings.add("--tierline.http.rate.clients-per-address=1000");
    return settings;
  }

  private static ServerProcess launch(List<String> settings, Path log) {
    return ServerProcess.java(
        List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED"),
        PricingUnderLoad.class.getName(),
        settings,
        log);
  }

  private Path log() {
    return folder.resolve("pricing.log");
  }

  private void awaitReady() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (service.isAlive() && System.nanoTime() - deadline < 0) {
      if (isReady()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IllegalStateException(
        "The pricing service did not become ready:\n" + Files.readString(log()));
  }

  /**
   * Topics have to be filled before there is anything: what is written by SQL is told to nobody.
   */
  private boolean isReady() {
    try (Wire wire = connect()) {
      byte[] request = Wire.request("GET", "/actuator/health/readiness", Map.of(), "");
      return wire.send(request).status() == 200
          && number("select count(*) from product") == TLDS
          && number("select count(*) from messaging.generation where filled_at is not null")
              == FOLLOWED_TOPICS;
    } catch (IOException | SQLException e) {
      return false;
    }
  }

  Wire connect() throws IOException {
    return new Wire(port);
  }

  /** A storefront's cache that follows these sellers, when it vouches for all of them. */
  PriceCache storefront(SellerId... sellers) throws InterruptedException {
    PriceCache cache =
        PriceCache.connect(PriceCacheSettings.following(bootstrapServers(), sellers));
    try {
      long deadline = System.nanoTime() + FRESH_MAX.toNanos();
      while (!Stream.of(sellers).allMatch(cache::isFresh)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("The cache did not become fresh in " + FRESH_MAX);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return cache;
    } catch (InterruptedException | RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Of one seller, good for an hour. */
  Map<String, String> authorization(long seller) {
    return Map.of(
        "Authorization", issuer.bearer(Long.toString(seller), "prices.read", "prices.write"));
  }

  /** As PostgreSQL's superuser. */
  Connection database() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl("pricing"), "postgres", "");
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  long number(String query) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** What the servers and this process, with the clients and the cache, have used until now. */
  ProcessorTime processorTime() {
    return ProcessorTime.ofPids(
        Map.of(
            "service", service.pid(),
            "PostgreSQL", postgres.process().pid(),
            "broker", broker.process().pid(),
            "clients and cache", ProcessHandle.current().pid()));
  }

  boolean isServiceAlive() {
    return service.isAlive();
  }

  /** What the service wrote about memory it did not get. */
  long outOfMemoryErrors() throws IOException {
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("OutOfMemoryError")).count();
    }
  }

  /** A command of jcmd to the service's JVM. */
  String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(service.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + said);
    }
    return said;
  }

  /** What the servers wrote is of no more use. */
  void succeeded() {
    succeeded = true;
  }

  /** After a failure what the servers wrote stays, so that it can be looked at. */
  @Override
  public void close() {
    started.close();
    if (succeeded) {
      delete();
    } else {
      System.err.println("What the servers wrote is in " + folder);
    }
  }

  /** As far as possible: the figures do not depend on it. */
  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Not everything in " + folder + " could be deleted: " + e);
    }
  }
}
