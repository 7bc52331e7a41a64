package io.tierline.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One real PostgreSQL and one real Kafka broker for a whole test JVM, started when first asked for.
 * Every Spring context gets databases of its own, so that tests do not depend on each other's
 * order.
 */
public final class TestServers {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres postgres;
  private static @Nullable EmbeddedBroker broker;

  private TestServers() {}

  public static synchronized EmbeddedPostgres postgres() {
    EmbeddedPostgres running = postgres;
    if (running == null) {
      try {
        running =
            EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setPGStartupWait(PostgresProcess.START_TIMEOUT)
                .setServerConfig("max_connections", "300")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .start();
        postgres = running;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
      }
    }
    return running;
  }

  public static synchronized EmbeddedBroker broker() {
    EmbeddedBroker running = broker;
    if (running == null) {
      try {
        Path folder = Files.createTempDirectory("tierline-broker");
        running = EmbeddedBroker.start(folder, Ports.free());
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        broker = running;
      } catch (IOException e) {
        throw new UncheckedIOException("No folder for the tests' broker", e);
      }
    }
    return running;
  }

  /** A new, empty database, owned by the superuser {@code postgres}; returns its name. */
  public static String newDatabase(String prefix) {
    String name = prefix + "_" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException("Could not create the database " + name, e);
    }
  }

  /** A new, empty database of one service, with the service's roles. */
  public static ServiceDatabase newServiceDatabase(String service) {
    return ServiceDatabase.create(
        jdbcUrl("postgres") + "?user=postgres",
        service,
        service + "_" + DATABASES.incrementAndGet());
  }

  public static String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + postgres().getPort() + "/" + database;
  }
}
