package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.testsupport.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** On a compacted topic nothing old may come last, whoever wakes up. */
class FencedRelayTest extends BusTest {

  @Autowired Outbox outbox;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcTemplate jdbc;

  @Test
  @DisplayName(
      "Before a dead relay's parts are taken over, the broker takes nothing from it any more")
  void aDeadRelayCannotSend() throws Exception {
    String key = "fenced-" + UUID.randomUUID();
    String fence = "tierline/bus/" + UUID.randomUUID();
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", TestServers.broker().bootstrapServers());
    client.put("transactional.id", fence);
    try (KafkaProducer<String, byte[]> zombie =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      zombie.initTransactions();
      zombie.beginTransaction();
      zombie.send(RawTopic.message(ParcelEvent.COMPACTED_TOPIC, key, 1, moved(key, 1))).get();
      // A relay that is registered and holds no lock: it died, or its session was ended.
      jdbc.update(
          "insert into messaging.relay values (nextval('messaging.relay_number'), ?, now())",
          fence);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          jdbc.queryForList(
                              "select number from messaging.relay where fence = ?",
                              Long.class,
                              fence))
                      .isEmpty());

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(
              () ->
                  zombie
                      .send(RawTopic.message(ParcelEvent.COMPACTED_TOPIC, key, 1, moved(key, 1)))
                      .get(20, TimeUnit.SECONDS));
      transactions.executeWithoutResult(
          _ ->
              outbox.append(
                  new OutgoingMessage(ParcelEvent.COMPACTED_TOPIC, key, null, moved(key, 9))));
      await().untilAsserted(() -> assertThat(rowsOf(key)).isZero());
    }

    List<ConsumerRecord<String, byte[]>> records =
        RawTopic.read(ParcelEvent.COMPACTED_TOPIC).stream()
            .filter(record -> key.equals(record.key()))
            .toList();
    assertThat(new String(records.getLast().value())).contains("\"step\":9");
    assertThat(records).hasSize(2);
  }

  @Test
  @DisplayName("A message of a compacted topic that cannot be sent stops its key only")
  void aFailedSendStopsItsKeyOnly() {
    String large = "large-" + UUID.randomUUID();
    String small = "small-" + UUID.randomUUID();
    jdbc.queryForList(
        "select messaging.append(?::smallint, ?, ?, 'parcel.moved.v1', null, '{}', ?)",
        0,
        ParcelEvent.COMPACTED_TOPIC,
        large,
        new byte[2_000_000]);
    transactions.executeWithoutResult(
        _ ->
            outbox.append(
                new OutgoingMessage(ParcelEvent.COMPACTED_TOPIC, small, null, moved(small, 1))));

    await().untilAsserted(() -> assertThat(effectsOf(small)).containsExactly("1"));
    assertThat(rowsOf(large)).isEqualTo(1);
    jdbc.update("delete from messaging.outbox where aggregate_id = ?", large);
  }

  private static ParcelMoved moved(String parcel, int step) {
    return new ParcelMoved(parcel, step);
  }
}
