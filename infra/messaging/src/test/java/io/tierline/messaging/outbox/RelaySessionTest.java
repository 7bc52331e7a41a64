package io.tierline.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.MessagingSchema;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Who owns a part, and who is taken for dead. */
@Tag("servers")
class RelaySessionTest {

  private static final RelaySession.Fence ALL_DIE =
      new RelaySession.Fence() {
        @Override
        public String own() {
          return "mine";
        }

        @Override
        public boolean end(String other) {
          return true;
        }
      };

  private final ServiceDatabase database = migrated();

  @Test
  @DisplayName("A part that two relays claim at once has one owner")
  void twoClaimsAtOnce() throws Exception {
    try (Connection one = connect();
        Connection other = connect()) {
      one.setAutoCommit(false);
      // Its row in messaging.relay comes after the other's statement has begun.
      assertThat(claim(one, 1)).isEqualTo(1);
      CompletableFuture<Integer> claimed = CompletableFuture.supplyAsync(() -> claim(other, 2));
      await().until(() -> waiting(one) == 1);
      execute(one, "insert into messaging.relay values (1, 'one', clock_timestamp())");
      one.commit();

      assertThat(claimed.get(60, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  @DisplayName("The parts of a dead relay are free with the removal of its row")
  void partsOfTheDeadAreFree() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "insert into messaging.relay values (7, 'dead', clock_timestamp())");
      execute(connection, "update messaging.relay_part set owner = 7");
    }

    try (RelaySession session = RelaySession.open(dataSource(), Duration.ofSeconds(60), ALL_DIE)) {
      assertThat(session.owned()).hasSize(64);
    }
  }

  @Test
  @DisplayName("A statement that takes too long is given up and ends no session")
  void aSlowStatement() throws Exception {
    try (Connection locking = connect();
        RelaySession session = RelaySession.open(dataSource(), Duration.ofSeconds(8), ALL_DIE)) {
      locking.setAutoCommit(false);
      execute(locking, "lock table messaging.outbox in access exclusive mode");
      RelaySession.Stopped none = new RelaySession.Stopped(List.of(), List.of());
      assertThatExceptionOfType(SQLTimeoutException.class)
          .isThrownBy(() -> session.read(session.owned(), none, 10));
      locking.rollback();

      assertThat(session.isBroken()).isFalse();
      assertThat(session.read(session.owned(), none, 10).drained()).isTrue();
    }
  }

  private static int claim(Connection connection, int number) {
    try (PreparedStatement statement = connection.prepareStatement(RelaySession.CLAIM)) {
      statement.setInt(1, number);
      statement.setArray(2, connection.createArrayOf("smallint", new Object[] {5}));
      statement.setInt(3, number);
      int claimed = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed++;
        }
      }
      return claimed;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int waiting(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select count(*) from pg_locks l join pg_stat_activity a using (pid)
                where not l.granted and a.datname = current_database()
                """)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static ServiceDatabase migrated() {
    ServiceDatabase database = TestServers.newServiceDatabase("session");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), "session_owner", "session_owner")
        .locations("classpath:db/no-migrations")
        .failOnMissingLocations(false)
        .callbacks(new MessagingSchema("session"))
        .load()
        .migrate();
    return database;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), "session_jobs", "session_jobs");
  }

  private PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser("session_jobs");
    dataSource.setPassword("session_jobs");
    return dataSource;
  }
}
