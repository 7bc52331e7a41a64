package io.tierline.messaging.inbox;

import io.tierline.messaging.parking.ParkedRecord.Reason;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** What the inbox remembers: messages seen, and how far each aggregate's order has come. */
public final class InboxTables {

  private static final int CLEAN_BATCH_MAX = 5_000;

  private final JdbcOperations jdbc;

  public InboxTables(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** What to do with a record. */
  enum Verdict {
    /** Next in order: its place is taken with this transaction. */
    APPLY,
    /** Next in order, and later ones wait for it. */
    CLOSES_GAP,
    DUPLICATE,
    OLDER,
    GAP,
    /** Its key is parked. */
    BEHIND,
    /** The first this consumer sees of the aggregate is not the aggregate's first. */
    FIRST_IS_LATE,
    /** Older than the one that was taken for the aggregate's first. */
    BEFORE_FIRST,
    /** It does not say where it belongs. */
    NO_PLACE
  }

  Verdict receive(String consumer, Envelope envelope, Order order) {
    String verdict =
        jdbc.queryForObject(
            "select messaging.receive(?, ?, ?, ?, ?::bigint, ?)",
            String.class,
            consumer,
            envelope.eventId(),
            envelope.topic(),
            envelope.aggregateId(),
            envelope.sequence(),
            order == Order.NEWEST_WINS);
    if (verdict == null) {
      throw new IllegalStateException("The inbox gave no verdict");
    }
    return Verdict.valueOf(verdict);
  }

  /** Takes a record for the aggregate's first, although its number is not one. */
  void beginAt(String consumer, Envelope envelope) {
    jdbc.update(
        """
        update messaging.inbox_position set first_seq = ?, last_seq = ?
        where consumer = ? and topic = ? and aggregate_id = ?
        """,
        envelope.sequence(),
        envelope.sequence(),
        consumer,
        envelope.topic(),
        envelope.aggregateId());
  }

  /**
   * Remembers a record that will not act now and locks its place; false where it was seen before.
   */
  boolean remember(String consumer, Envelope envelope) {
    int remembered =
        jdbc.update(
            """
            insert into messaging.inbox (consumer, event_id) values (?, ?)
            on conflict (consumer, event_id) do nothing
            """,
            consumer,
            envelope.eventId());
    if (remembered == 0) {
      return false;
    }
    jdbc.update(
        """
        insert into messaging.inbox_position (consumer, topic, aggregate_id) values (?, ?, ?)
        on conflict (consumer, topic, aggregate_id)
        do update set last_seq = inbox_position.last_seq
        """,
        consumer,
        envelope.topic(),
        envelope.aggregateId());
    return true;
  }

  void park(
      String consumer, Envelope envelope, ConsumerRecord<String, byte[]> record, Parking parking) {
    jdbc.update(
        """
        insert into messaging.parked (consumer, topic, aggregate_id, aggregate_seq, event_id,
            kafka_partition, kafka_offset, kafka_timestamp, record_key, headers, payload, reason,
            error)
        values (?, ?, ?, ?::bigint, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
        on conflict (consumer, event_id) do nothing
        """,
        consumer,
        envelope.topic(),
        envelope.aggregateId(),
        envelope.sequence(),
        envelope.eventId(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        parking.key(),
        parking.headers(),
        record.value(),
        parking.reason().name(),
        parking.error());
  }

  /** Forgets messages received so long ago, some at a time; returns how many. */
  public int clean(Duration age) {
    return jdbc.update(
        """
        delete from messaging.inbox where ctid = any(array(
            select ctid from messaging.inbox
            where received_at < now() - make_interval(secs => ?) limit ?))
        """,
        age.toSeconds(),
        CLEAN_BATCH_MAX);
  }

  /** How a reader wants its records. */
  enum Order {
    EVERY_ONE,
    NEWEST_WINS
  }

  /** Why a record is parked, and what is kept of it beside its bytes. */
  record Parking(Reason reason, @Nullable String error, @Nullable String key, String headers) {}
}
