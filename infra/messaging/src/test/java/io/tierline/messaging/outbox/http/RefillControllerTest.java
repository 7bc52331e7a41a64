package io.tierline.messaging.outbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.messaging.DatabaseHistory;
import io.tierline.messaging.MessagingSchema;
import io.tierline.messaging.outbox.Broker;
import io.tierline.messaging.outbox.Refilling;
import io.tierline.messaging.outbox.RelaySettings;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.security.Principal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/** The staff's order to tell everything again. */
@Tag("servers")
class RefillControllerTest {

  private static final Principal ANN = () -> "ann";
  private static final Duration LONG = Duration.ofSeconds(1);

  private final ServiceDatabase database = TestServers.newServiceDatabase("bus");
  private final DriverManagerDataSource dataSource = migrated(database);
  private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(new RefillController(refilling())).build();

  @Test
  @DisplayName("An order is kept with who gave it and why, in one line")
  void itIsKept() throws Exception {
    jdbc.update("insert into messaging.generation (topic, database_identity) values ('t', 'one')");

    order("disk\\r\\n2026 WARN copied\\u2028back\\u0000").andExpect(status().isAccepted());

    assertThat(identities()).containsExactly("");
    assertThat(orders()).containsExactly("ann: disk 2026 WARN copied back");
  }

  @Test
  @DisplayName("An order gives the history of the database another name, though nothing shows")
  void theHistoryIsAnother() throws Exception {
    DatabaseHistory history = new DatabaseHistory(jdbc);
    String before = history.name().orElseThrow();
    assertThat(history.beginWhereSetBack()).isFalse();

    order("disk");

    assertThat(history.name()).isPresent().get().isNotEqualTo(before);
    assertThat(history.beginWhereSetBack()).isFalse();
  }

  @Test
  @DisplayName("A database that is another one has no history, until one begins it")
  void anotherDatabaseBeginsItsOwn() {
    DatabaseHistory history = new DatabaseHistory(jdbc);
    String before = history.name().orElseThrow();

    jdbc.update("update messaging.history set database_identity = 'before the restore'");

    assertThat(history.name()).isEmpty();
    assertThat(history.beginWhereSetBack()).isTrue();
    assertThat(history.beginWhereSetBack()).isFalse();
    assertThat(history.name()).isPresent().get().isNotEqualTo(before);
  }

  @Test
  @DisplayName(
      "A database that was copied without its history begins one, too, or is given one by order")
  void aCopyWithoutAHistoryBeginsItsOwn() throws Exception {
    DatabaseHistory history = new DatabaseHistory(jdbc);

    forgetTheHistory();
    assertThat(history.name()).isEmpty();
    assertThat(history.beginWhereSetBack()).isTrue();
    assertThat(history.beginWhereSetBack()).isFalse();
    assertThat(history.name()).isPresent();

    forgetTheHistory();
    order("disk");
    assertThat(history.name()).isPresent();
  }

  private void forgetTheHistory() {
    new JdbcTemplate(new DriverManagerDataSource(database.jdbcUrl(), "bus_owner", "bus_owner"))
        .update("delete from messaging.history");
  }

  @Test
  @DisplayName("An order without a reason is none")
  void itSaysWhy() throws Exception {
    order(" \\n ").andExpect(status().isUnprocessableContent());

    assertThat(orders()).isEmpty();
  }

  @Test
  @DisplayName(
      "While an instance begins a generation, an order is refused soon and says what to do")
  void itDoesNotHang() throws Exception {
    jdbc.update("insert into messaging.generation (topic, database_identity) values ('t', 'one')");

    try (Connection connection = dataSource.getConnection();
        Statement locking = connection.createStatement()) {
      connection.setAutoCommit(false);
      locking.execute("select from messaging.generation for update");
      order("disk")
          .andExpect(status().isConflict())
          .andExpect(header().string("Retry-After", "5"))
          .andExpect(RefillControllerTest::saysWhatToDo);
      connection.rollback();
    }

    assertThat(identities()).containsExactly("one");
    assertThat(orders()).isEmpty();
  }

  private static void saysWhatToDo(MvcResult result) {
    assertThat(result.getResolvedException())
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            refused -> {
              assertThat(refused.getBody().getType())
                  .hasToString("urn:tierline:problem:refill-topic-busy");
              assertThat(refused.getBody().getDetail()).contains("again in a few seconds");
            });
  }

  private ResultActions order(String why) throws Exception {
    return http.perform(
        post("/v1/ops/refills")
            .principal(ANN)
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"why\":\"%s\"}".formatted(why)));
  }

  private List<String> identities() {
    return jdbc.queryForList("select database_identity from messaging.generation", String.class);
  }

  private List<String> orders() {
    return jdbc.queryForList(
        "select ordered_by || ': ' || why from messaging.refill_order", String.class);
  }

  private Refilling refilling() {
    return new Refilling(
        new Broker(RefillControllerTest::asked, _ -> asked(), RefillControllerTest::asked),
        () -> {},
        Runnable::run,
        jdbc,
        transactions,
        List.of(),
        new RelaySettings(
            "/tierline/bus", 1, LONG, LONG, LONG, LONG, LONG, List.of(), LONG, List.of()),
        new SimpleMeterRegistry());
  }

  private static <T> T asked() {
    throw new IllegalStateException("An order asks no broker");
  }

  private static DriverManagerDataSource migrated(ServiceDatabase database) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), "bus_owner", "bus_owner")
        .locations("classpath:db/no-migrations")
        .failOnMissingLocations(false)
        .callbacks(new MessagingSchema("bus"))
        .load()
        .migrate();
    return new DriverManagerDataSource(database.jdbcUrl(), "bus_jobs", "bus_jobs");
  }
}
