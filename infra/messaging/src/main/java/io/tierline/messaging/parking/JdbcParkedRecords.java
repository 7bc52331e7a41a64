package io.tierline.messaging.parking;

import io.tierline.messaging.parking.ParkedKey.Name;
import io.tierline.messaging.parking.ParkedRecord.Place;
import io.tierline.messaging.parking.ParkedRecord.Reason;
import io.tierline.messaging.parking.ParkedRecord.Resolution;
import io.tierline.messaging.parking.ParkedRecord.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Parked records in the table beside the inbox. */
public final class JdbcParkedRecords implements ParkedRecords {

  private static final String SELECT =
      """
      select id, consumer, topic, aggregate_id, aggregate_seq, event_id, kafka_partition,
             kafka_offset, kafka_timestamp, record_key, headers::text, payload, reason, error,
             parked_at, state, resolved_at, resolved_by, resolution
      from messaging.parked
      """;

  /** One without a number blocks its key: nobody knows what it stood before. */
  private static final String IN_ORDER = " order by coalesce(aggregate_seq, 0), id";

  private static final String OF_KEY =
      " where consumer = ? and topic = ? and aggregate_id = ? and state = 'PARKED'";

  private static final String READY =
      """
      select p.consumer, p.topic, p.aggregate_id
      from messaging.parked p join messaging.inbox_position i using (consumer, topic, aggregate_id)
      where p.state = 'PARKED' and p.aggregate_seq <= i.last_seq + 1
        and not exists (
          select from messaging.parked b
          where b.state = 'PARKED' and b.reason in ('UNREADABLE', 'FAILED', 'LATE')
            and (b.consumer, b.topic, b.aggregate_id) = (p.consumer, p.topic, p.aggregate_id))
      """;

  private final JdbcOperations jdbc;

  public JdbcParkedRecords(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<ParkedKey> keys(long afterHeadId, int limit) {
    return jdbc.query(
        """
        select consumer, topic, aggregate_id, records, since, id, reason, error
        from (select distinct on (consumer, topic, aggregate_id)
                     consumer, topic, aggregate_id, id, reason, error,
                     count(*) over (partition by consumer, topic, aggregate_id) as records,
                     min(parked_at) over (partition by consumer, topic, aggregate_id) as since
              from messaging.parked where state = 'PARKED'
              order by consumer, topic, aggregate_id, coalesce(aggregate_seq, 0), id) heads
        where id > ? order by id limit ?
        """,
        (rows, _) ->
            new ParkedKey(
                new Name(rows.getString(1), rows.getString(2), rows.getString(3)),
                rows.getLong(4),
                instant(rows, 5),
                rows.getLong(6),
                Reason.valueOf(rows.getString(7)),
                rows.getString(8)),
        afterHeadId,
        limit);
  }

  @Override
  public long countKeys() {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from (
              select distinct consumer, topic, aggregate_id from messaging.parked
              where state = 'PARKED') keys
            """,
            Long.class);
    return count == null ? 0 : count;
  }

  @Override
  public Optional<ParkedRecord> find(long id) {
    return jdbc.query(SELECT + " where id = ?", JdbcParkedRecords::toRecord, id).stream()
        .findFirst();
  }

  @Override
  public List<ParkedRecord> waiting(Name key, int limit) {
    return jdbc.query(
        SELECT + OF_KEY + IN_ORDER + " limit ?",
        JdbcParkedRecords::toRecord,
        key.consumer(),
        key.topic(),
        key.aggregateId(),
        limit);
  }

  @Override
  public Optional<ParkedRecord> lock(long id) {
    return jdbc
        .query(
            SELECT + " where id = ? and state = 'PARKED' for update",
            JdbcParkedRecords::toRecord,
            id)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Long> lockPosition(Name key) {
    return jdbc
        .query(
            """
            select coalesce(last_seq, -1) from messaging.inbox_position
            where consumer = ? and topic = ? and aggregate_id = ? for update
            """,
            (rows, _) -> rows.getLong(1),
            key.consumer(),
            key.topic(),
            key.aggregateId())
        .stream()
        .filter(sequence -> sequence >= 0)
        .findFirst();
  }

  @Override
  public void advance(Name key, long sequence) {
    jdbc.update(
        """
        update messaging.inbox_position set last_seq = greatest(coalesce(last_seq, 0), ?)
        where consumer = ? and topic = ? and aggregate_id = ?
        """,
        sequence,
        key.consumer(),
        key.topic(),
        key.aggregateId());
  }

  @Override
  public void resolve(long id, State state, String by, String why) {
    jdbc.update(
        """
        update messaging.parked
        set state = ?, resolved_at = clock_timestamp(), resolved_by = ?, resolution = ?
        where id = ? and state = 'PARKED'
        """,
        state.name(),
        by,
        why,
        id);
  }

  @Override
  public void failed(long id, Reason reason, String error) {
    jdbc.update(
        """
        update messaging.parked
        set reason = case reason when 'LATE' then reason else ? end, error = ?
        where id = ? and state = 'PARKED'
        """,
        reason.name(),
        error,
        id);
  }

  @Override
  public List<Name> ready(int limit) {
    return jdbc.query(
        READY + " group by 1, 2, 3 limit ?",
        (rows, _) -> new Name(rows.getString(1), rows.getString(2), rows.getString(3)),
        limit);
  }

  @Override
  public boolean isReady(Name key) {
    return !jdbc.query(
            READY + " and p.consumer = ? and p.topic = ? and p.aggregate_id = ? limit 1",
            (_, _) -> true,
            key.consumer(),
            key.topic(),
            key.aggregateId())
        .isEmpty();
  }

  private static ParkedRecord toRecord(ResultSet rows, int ignored) throws SQLException {
    return new ParkedRecord(
        rows.getLong("id"),
        new Name(
            rows.getString("consumer"), rows.getString("topic"), rows.getString("aggregate_id")),
        rows.getObject("aggregate_seq", Long.class),
        rows.getString("event_id"),
        new Place(
            rows.getInt("kafka_partition"),
            rows.getLong("kafka_offset"),
            rows.getLong("kafka_timestamp")),
        rows.getString("record_key"),
        rows.getString("headers"),
        rows.getBytes("payload"),
        Reason.valueOf(rows.getString("reason")),
        rows.getString("error"),
        instant(rows, 15),
        resolution(rows));
  }

  private static @Nullable Resolution resolution(ResultSet rows) throws SQLException {
    State state = State.valueOf(rows.getString("state"));
    return state == State.PARKED
        ? null
        : new Resolution(
            state, instant(rows, 17), rows.getString("resolved_by"), rows.getString("resolution"));
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }
}
