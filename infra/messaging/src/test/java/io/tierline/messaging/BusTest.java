package io.tierline.messaging;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One context for all tests of the bus; they keep apart by their keys. */
@Tag("servers")
@SpringBootTest(classes = BusTestApplication.class)
abstract class BusTest {

  @Autowired private JdbcTemplate database;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    BusTestApplication.properties().forEach((name, value) -> registry.add(name, () -> value));
  }

  List<String> effectsOf(String key) {
    return database.queryForList(
        "select what from effect where key = ? order by id", String.class, key);
  }

  long rowsOf(String key) {
    Long rows =
        database.queryForObject(
            "select count(*) from messaging.outbox where aggregate_id = ?", Long.class, key);
    return rows == null ? 0 : rows;
  }
}
