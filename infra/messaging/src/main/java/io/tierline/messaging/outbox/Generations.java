package io.tierline.messaging.outbox;

import io.tierline.messaging.DatabaseHistory;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;

/** The generations of topics as the database knows them. */
final class Generations {

  /** Of those that watermarks may speak of now, and the database's time. */
  static final String TOLD_AT_TIME =
      """
      select clock_timestamp(), g.topic, g.number, g.topic_id, g.begins_at
      from (select messaging.database_identity() as is_now) d
      left join messaging.generation g on g.filled_at is not null and g.database_identity = d.is_now
      """;

  private static final String STANDING =
      """
      select topic, number, topic_id, database_identity, filled_up_to, appended, filled_at is not null,
             messaging.database_identity()
      from messaging.generation
      """;
  private static final RowMapper<Standing> AS_STANDING =
      (row, _) ->
          new Standing(
              row.getString(1),
              row.getLong(2),
              row.getString(3),
              row.getString(4),
              new Filling(row.getString(5), row.getLong(6), row.getBoolean(7)),
              row.getString(8));

  /**
   * By the clock, so that it is newer than what a history that was lost has given out; also where
   * the clock was set back, newer than the one before it.
   */
  private static final String BEGIN =
      """
      update messaging.generation
      set number = greatest(number + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint),
          topic_id = ?, database_identity = messaging.database_identity(), begins_at = ?, begun_at = clock_timestamp(),
          filled_up_to = '', appended = 0, filled_at = null
      where topic = ?
      """;

  private static final Duration ORDER_WAIT = Duration.ofSeconds(2);

  private final JdbcOperations jdbc;

  Generations(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param upTo where its last piece ended
   * @param messages how many it has appended
   */
  record Filling(String upTo, long messages, boolean done) {}

  /** How things stand with a topic. */
  record Standing(
      String topic,
      long number,
      String topicId,
      String database,
      Filling filling,
      String databaseNow) {

    /** Whether the topic tells everything, as far as the database knows. */
    boolean isFilled() {
      return filling.done() && over(topicId) == null;
    }

    /** Why this generation is over; null while it holds. */
    @Nullable String over(String topicIdNow) {
      if (number == 0) {
        return "it has none yet";
      }
      if (!topicId.equals(topicIdNow)) {
        return "it is another topic of that name (id %s, not %s)".formatted(topicIdNow, topicId);
      }
      if (database.isEmpty()) {
        return "somebody asked for it";
      }
      if (!database.equals(databaseNow)) {
        return "the database is another one, was restored, or a standby took over (it is %s, was %s)"
            .formatted(databaseNow, database);
      }
      return null;
    }
  }

  Map<String, Standing> all() {
    Map<String, Standing> all = new HashMap<>();
    jdbc.query(STANDING, AS_STANDING).forEach(standing -> all.put(standing.topic(), standing));
    return all;
  }

  /** For a change, until the transaction ends; nothing while another instance has it. */
  Optional<Standing> lock(String topic) {
    jdbc.update(
        "insert into messaging.generation (topic) values (?) on conflict do nothing", topic);
    return jdbc
        .query(STANDING + " where topic = ? for update skip locked", AS_STANDING, topic)
        .stream()
        .findFirst();
  }

  /** Of a topic that was locked in this transaction. */
  void begin(String topic, String topicId, List<Long> from) {
    jdbc.update(
        BEGIN,
        (PreparedStatement statement) -> {
          Connection connection = statement.getConnection();
          statement.setString(1, topicId);
          statement.setArray(2, connection.createArrayOf("bigint", from.toArray(Long[]::new)));
          statement.setString(3, topic);
        });
  }

  void filledUpTo(String topic, String upTo, int messages) {
    jdbc.update(
        "update messaging.generation set filled_up_to = ?, appended = appended + ? where topic = ?",
        upTo,
        messages,
        topic);
  }

  void filled(String topic) {
    jdbc.update(
        "update messaging.generation set filled_at = clock_timestamp() where topic = ?", topic);
  }

  /**
   * All begin anew, whatever is found, and the history of the database with them; who wanted it is
   * kept. Whoever begins one holds its row while the broker answers, for which an order waits only
   * so long.
   */
  void askForNew(String by, String why) {
    jdbc.execute("set local lock_timeout = '%dms'".formatted(ORDER_WAIT.toMillis()));
    jdbc.update("update messaging.generation set database_identity = ''");
    jdbc.update(DatabaseHistory.BEGIN);
    jdbc.update("insert into messaging.refill_order (ordered_by, why) values (?, ?)", by, why);
  }

  /**
   * The same of one topic.
   *
   * @param number of the generation that is over; nothing happens where another has begun since
   */
  void askForNew(String topic, long number) {
    jdbc.update(
        "update messaging.generation set database_identity = '' where topic = ? and number = ?",
        topic,
        number);
  }

  /** By what names relays of this database that live may send. */
  Set<String> fencesOfLiveRelays() {
    return new HashSet<>(jdbc.queryForList(RelaySession.LIVE_FENCES, String.class));
  }

  /** Whether so many rows of a topic wait for the broker. */
  boolean isOutboxAtLeast(String topic, int rows) {
    Long waiting =
        jdbc.queryForObject(
            """
            select count(*)
            from (select from messaging.outbox where aggregate_type = ? limit ?) waiting
            """,
            Long.class,
            topic,
            rows);
    return waiting != null && waiting >= rows;
  }

  /** From a row of {@link #TOLD_AT_TIME}; null where there is none. */
  static @Nullable Generation read(ResultSet row) throws SQLException {
    String topic = row.getString(2);
    if (topic == null) {
      return null;
    }
    Array from = row.getArray(5);
    return new Generation(
        topic, row.getLong(3), row.getString(4), List.of((Long[]) from.getArray()));
  }
}
