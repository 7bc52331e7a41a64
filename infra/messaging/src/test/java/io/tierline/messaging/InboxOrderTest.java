package io.tierline.messaging;

import static io.tierline.messaging.RawTopic.header;
import static io.tierline.messaging.RawTopic.message;
import static io.tierline.messaging.RawTopic.withBody;
import static io.tierline.messaging.RawTopic.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.BusTestApplication.Effects;
import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.inbox.InboxTables;
import io.tierline.messaging.parking.DiscardParkedRecord;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecord;
import io.tierline.messaging.parking.ParkedRecord.Reason;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.ReplayParkedKey;
import io.tierline.messaging.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the inbox makes of records that come twice, too early, too late, broken, or in vain. */
class InboxOrderTest extends BusTest {

  @Autowired Effects effects;
  @Autowired ParkedRecords parked;
  @Autowired ReplayParkedKey replays;
  @Autowired DiscardParkedRecord discards;
  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionTemplate transactions;

  private final String parcel = "inbox-" + UUID.randomUUID();
  private final String neighbour = neighbourOf(parcel);

  @AfterEach
  void nothingFailsAnyMore() {
    effects.byKey.remove(parcel);
  }

  @Test
  @DisplayName("A message that comes twice acts once")
  void aDuplicateDoesNothing() {
    ProducerRecord<String, byte[]> first = moved(1);

    write(first, first, moved(2), first);

    acted("1", "2");
    neighboursGoOn();
    acted("1", "2");
  }

  @Test
  @DisplayName("A message that was forgotten by its id is still known by its place")
  void anOldPlaceIsDroppedAfterCleaning() {
    ProducerRecord<String, byte[]> first = moved(1);
    write(first, moved(2));
    acted("1", "2");

    assertThat(cleanedWhenAllIsOld()).isPositive();
    write(first, moved(3));

    acted("1", "2", "3");
  }

  @Test
  @DisplayName("A gap parks the key; when the missing one comes, all go on in order by themselves")
  void aGapParksUntilItCloses() {
    write(moved(1), moved(3), moved(4));
    acted("1");
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(Reason.GAP, Reason.BEHIND));

    write(moved(2));

    acted("1", "2", "3", "4");
    await().untilAsserted(() -> assertThat(reasons()).isEmpty());
  }

  @Test
  @DisplayName("Where the log has its beginning, a first record that is not the first is a gap")
  void aLateFirstIsAGapWhileNothingExpired() {
    write(moved(2));
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(Reason.GAP));

    write(moved(1));

    acted("1", "2");
  }

  @Test
  @DisplayName("An operator can give a gap up")
  void aGapCanBeGivenUp() {
    write(moved(1), moved(5));
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(Reason.GAP));

    assertThat(replays.replay(key(), Replay.Gaps.STOP, "ann").last())
        .isEqualTo(new Replay.Outcome.WaitsFor(2));
    assertThat(replays.replay(key(), Replay.Gaps.ACCEPT, "ann").replayed()).isEqualTo(1);
    write(moved(6));

    acted("1", "5", "6");
  }

  @Test
  @DisplayName("An unreadable record parks its key only, and acts when its reader is corrected")
  void anUnreadableRecordParksItsKeyOnly() {
    write(moved(1), withBody(moved(2), bytes("{\"parcel\":\"x\",\"step\":-2}")), moved(3));
    neighboursGoOn();
    await()
        .untilAsserted(
            () -> assertThat(reasons()).containsExactly(Reason.UNREADABLE, Reason.BEHIND));
    acted("1");
    assertThat(replays.replay(key(), Replay.Gaps.STOP, "ann").last())
        .isInstanceOf(Replay.Outcome.Failed.class);

    ParcelMoved.READS_NEGATIVE_STEPS.set(true);
    ReplayParkedKey.Result result = replays.replay(key(), Replay.Gaps.STOP, "ann");
    ParcelMoved.READS_NEGATIVE_STEPS.set(false);

    assertThat(result.stoppedAt()).isNull();
    acted("1", "-2", "3");
    write(moved(4));
    acted("1", "-2", "3", "4");
  }

  @Test
  @DisplayName("Bad JSON, no body and missing headers are all parked, whatever bytes they have")
  void whateverCannotBeReadIsParked() {
    ProducerRecord<String, byte[]> withoutHeaders =
        new ProducerRecord<>(ParcelEvent.TOPIC, Wire.part(parcel) % 4, parcel, new byte[] {0, -1});
    ProducerRecord<String, byte[]> withNul = moved(1);
    header(withNul, Wire.SEQUENCE, "1\0");
    header(withNul, "odd\0name", "x");

    write(withoutHeaders, withBody(moved(1), bytes("{")), withBody(moved(2), null), withNul);

    await().untilAsserted(() -> assertThat(reasons()).hasSize(4));
    neighboursGoOn();
    assertThat(effectsOf(parcel)).isEmpty();
  }

  @Test
  @DisplayName("A key that the database cannot hold is parked under a stand-in")
  void anUnusableKeyIsParked() {
    ProducerRecord<String, byte[]> odd =
        message(ParcelEvent.TOPIC, "nul\0" + parcel, 1, new ParcelMoved(parcel, 1));
    long before = parked.countKeys();

    write(odd);

    await().untilAsserted(() -> assertThat(parked.countKeys()).isGreaterThan(before));
  }

  @Test
  @DisplayName("An effect that fails for good parks its key; later it is replayed or discarded")
  void aFailingEffectParksItsKey() {
    AtomicInteger attempts = new AtomicInteger();
    effects.byKey.put(
        parcel,
        _ -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("No shelf is free");
        });
    write(moved(1), moved(2), moved(3));
    await()
        .untilAsserted(
            () ->
                assertThat(reasons()).containsExactly(Reason.FAILED, Reason.BEHIND, Reason.BEHIND));
    assertThat(attempts).hasValue(3);
    List<ParkedRecord> waiting = parked.waiting(key(), 10);
    assertThat(waiting.getFirst().error()).contains("No shelf is free");

    assertThat(discards.discard(waiting.getLast().id(), "ann", "why not"))
        .isEqualTo(new DiscardParkedRecord.Result.NotFirst(waiting.getFirst().id()));
    assertThat(discards.discard(waiting.getFirst().id(), "ann", "the parcel was lost"))
        .isInstanceOf(DiscardParkedRecord.Result.Discarded.class);
    effects.byKey.remove(parcel);
    replays.replay(key(), Replay.Gaps.STOP, "ann");

    acted("2", "3");
    assertThat(parked.find(waiting.getFirst().id()).orElseThrow().resolution())
        .satisfies(
            resolution -> {
              assertThat(resolution.by()).isEqualTo("ann");
              assertThat(resolution.why()).isEqualTo("the parcel was lost");
            });
  }

  @Test
  @DisplayName("A fault that passes is tried until it has passed, and parks nothing")
  void aTransientFaultIsRetried() {
    AtomicInteger attempts = new AtomicInteger();
    effects.byKey.put(
        parcel,
        _ -> {
          if (attempts.incrementAndGet() < 4) {
            throw new TransientDataAccessResourceException("The database is away");
          }
        });

    write(moved(1), moved(2));

    acted("1", "2");
    assertThat(reasons()).isEmpty();
  }

  @Test
  @DisplayName("Of a compacted topic the newest wins: gaps are expected, older ones dropped")
  void onACompactedTopicTheNewestWins() {
    write(tracked(3), tracked(2), tracked(7), tracked(5), tracked(8));

    acted("3", "7", "8");
  }

  @Test
  @DisplayName("A newest-wins reader whose positions are deleted takes numbers that come again")
  void numbersGivenOutAgainActWherePositionsAreDeleted() {
    write(tracked(7), tracked(3), tracked(8));
    acted("7", "8");

    jdbc.update(
        "delete from messaging.inbox_position where consumer = ? and topic = ?",
        BusTestApplication.COMPACTED_CONSUMER,
        ParcelEvent.COMPACTED_TOPIC);
    write(tracked(4), tracked(5));

    acted("7", "8", "4", "5");
  }

  @Test
  @DisplayName("A reader of every one that is set back to the sender's numbers takes the next")
  void numbersGivenOutAgainActWherePositionsAreSetBack() {
    write(moved(1), moved(2), moved(3), moved(2), moved(4));
    acted("1", "2", "3", "4");

    jdbc.update(
        """
        update messaging.inbox_position set first_seq = null, last_seq = ?
        where consumer = ? and topic = ? and aggregate_id = ? and last_seq > ?
        """,
        2,
        BusTestApplication.CONSUMER,
        ParcelEvent.TOPIC,
        parcel,
        2);
    write(moved(3), moved(4));

    acted("1", "2", "3", "4", "3", "4");
    assertThat(reasons()).isEmpty();
  }

  private void acted(String... what) {
    await().untilAsserted(() -> assertThat(effectsOf(parcel)).containsExactly(what));
  }

  private void neighboursGoOn() {
    write(message(ParcelEvent.TOPIC, neighbour, 1, new ParcelMoved(neighbour, 1)));
    await().untilAsserted(() -> assertThat(effectsOf(neighbour)).containsExactly("1"));
  }

  /** In one transaction: the service's own cleaning would find nothing left to this one. */
  private int cleanedWhenAllIsOld() {
    return transactions.execute(
        _ -> {
          jdbc.update("update messaging.inbox set received_at = now() - interval '8 days'");
          return new InboxTables(jdbc).clean(Duration.ofDays(7));
        });
  }

  private List<Reason> reasons() {
    return parked.waiting(key(), 10).stream().map(ParkedRecord::reason).toList();
  }

  private ParkedKey.Name key() {
    return new ParkedKey.Name(BusTestApplication.CONSUMER, ParcelEvent.TOPIC, parcel);
  }

  private ProducerRecord<String, byte[]> moved(int step) {
    return message(ParcelEvent.TOPIC, parcel, step, new ParcelMoved(parcel, step));
  }

  private ProducerRecord<String, byte[]> tracked(int step) {
    return message(ParcelEvent.COMPACTED_TOPIC, parcel, step, new ParcelMoved(parcel, step));
  }

  /** Another key of the same partition. */
  private static String neighbourOf(String key) {
    String other;
    do {
      other = "neighbour-" + UUID.randomUUID();
    } while (Wire.part(other) % 4 != Wire.part(key) % 4);
    return other;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
