package io.tierline.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.messaging.MessagingSchema;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the database knows of generations. */
@Tag("servers")
class GenerationsTest {

  private static final String TOPIC = "bus.followed";
  private static final String TOPIC_ID = "an-id";

  private final ServiceDatabase database = TestServers.newServiceDatabase("bus");
  private final Generations generations = migrated();

  @Test
  @DisplayName("PR-16: a database that was restored beside the old one, in its cluster, is another")
  void aCopyInTheSameClusterIsAnotherDatabase() {
    begin();
    String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    String copy = "copy_" + UUID.randomUUID().toString().replace('-', '_');
    jdbc(TestServers.jdbcUrl("postgres"), "postgres")
        .execute("create database %s template %s owner bus_owner".formatted(copy, name));

    assertThat(standing(generations).over(TOPIC_ID)).isNull();
    assertThat(standing(of(TestServers.jdbcUrl(copy))).over(TOPIC_ID)).contains("another one");
  }

  @Test
  @DisplayName("Two instances that saw the same log shrink begin one generation")
  void whoComesLateAsksForNothing() {
    begin();
    long shrunken = standing(generations).number();
    generations.askForNew(TOPIC, shrunken);
    assertThat(standing(generations).over(TOPIC_ID)).contains("asked");
    begin();

    generations.askForNew(TOPIC, shrunken);

    assertThat(standing(generations).over(TOPIC_ID)).isNull();
  }

  @Test
  @DisplayName("What waits of a topic that cannot be sent does not count for another")
  void onlyTheTopicsOwnRowsCount() {
    append("bus.forbidden", 3);
    append(TOPIC, 2);

    assertThat(generations.isOutboxAtLeast(TOPIC, 2)).isTrue();
    assertThat(generations.isOutboxAtLeast(TOPIC, 3)).isFalse();
  }

  private void append(String topic, int rows) {
    jdbc(database.jdbcUrl(), "bus_jobs")
        .query(
            """
            select messaging.append(0::smallint, ?, 'key', 'type', null, '{}', '')
            from generate_series(1, ?)
            """,
            _ -> {},
            topic,
            rows);
  }

  private void begin() {
    generations.lock(TOPIC);
    generations.begin(TOPIC, TOPIC_ID, List.of(0L));
  }

  private static Generations.Standing standing(Generations generations) {
    return generations.lock(TOPIC).orElseThrow();
  }

  private Generations migrated() {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), "bus_owner", "bus_owner")
        .locations("classpath:db/no-migrations")
        .failOnMissingLocations(false)
        .callbacks(new MessagingSchema("bus"))
        .load()
        .migrate();
    return of(database.jdbcUrl());
  }

  private static Generations of(String url) {
    return new Generations(jdbc(url, "bus_jobs"));
  }

  private static JdbcTemplate jdbc(String url, String role) {
    return new JdbcTemplate(new DriverManagerDataSource(url, role, role));
  }
}
