package io.tierline.jooqcodegen;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.meta.postgres.PostgresDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Starts a throw-away PostgreSQL, migrates it and lets jOOQ look at the result. jOOQ's own DDL
 * interpreter would lose {@code jsonb}, partial indexes and exclusion constraints, so the real
 * database is asked instead.
 *
 * <p>Properties: {@code migrations}, the folder of a service's Flyway scripts; {@code service}, its
 * name, from which the roles that the scripts grant to are named.
 */
public final class MigratedPostgresDatabase extends PostgresDatabase {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private @Nullable EmbeddedPostgres server;
  private @Nullable Connection connection;

  @Override
  protected DSLContext create0() {
    if (connection == null) {
      connection = migratedConnection();
      setConnection(connection);
    }
    return super.create0();
  }

  private Connection migratedConnection() {
    String migrations = required("migrations");
    String service = required("service");
    try {
      EmbeddedPostgres started = EmbeddedPostgres.builder().setPGStartupWait(START_TIMEOUT).start();
      server = started;
      createRoles(started, service);
      Flyway.configure()
          .dataSource(started.getPostgresDatabase())
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      return started.getPostgresDatabase().getConnection();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for the jOOQ generator did not start", e);
    } catch (SQLException e) {
      throw new IllegalStateException("The freshly migrated PostgreSQL refused a connection", e);
    }
  }

  private String required(String property) {
    String value = getProperties().getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          "The jOOQ generator needs the property '%s'".formatted(property));
    }
    return value;
  }

  private static void createRoles(EmbeddedPostgres server, String service) throws SQLException {
    try (Connection superuser = server.getPostgresDatabase().getConnection();
        Statement statement = superuser.createStatement()) {
      for (String role : List.of("owner", "app", "jobs")) {
        statement.execute("create role %s_%s".formatted(service, role));
      }
    }
  }

  @Override
  public void close() {
    super.close();
    try {
      if (connection != null) {
        connection.close();
      }
      if (server != null) {
        server.close();
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("PostgreSQL for the jOOQ generator did not stop", e);
    }
  }
}
