package io.tierline.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.outbox.Broker;
import io.tierline.messaging.outbox.Relay;
import io.tierline.testsupport.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
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
  @Autowired DataSource dataSource;
  @Autowired Relay relay;

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
      registerDead(fence);
      await().untilAsserted(() -> assertThat(numbersOf(fence)).isEmpty());

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(
              () ->
                  zombie
                      .send(RawTopic.message(ParcelEvent.COMPACTED_TOPIC, key, 1, moved(key, 1)))
                      .get())
          .satisfies(
              refused ->
                  assertThat(refused.getCause())
                      .isInstanceOfAny(
                          ProducerFencedException.class, InvalidProducerEpochException.class));
      say(key, 9);
      await().untilAsserted(() -> assertThat(rowsOf(key)).isZero());
    }

    List<String> told = told(key);
    assertThat(told.getLast()).contains("\"step\":9");
    assertThat(told).filteredOn(each -> each.contains("\"step\":1")).hasSize(1);
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
    say(small, 1);

    await().untilAsserted(() -> assertThat(effectsOf(small)).containsExactly("1"));
    assertThat(rowsOf(large)).isEqualTo(1);
    jdbc.update("delete from messaging.outbox where aggregate_id = ?", large);
  }

  @Test
  @DisplayName("A relay that wakes up after it was fenced does not make itself heard again")
  void aDeadRelayCannotUndoItsFencing() {
    String key = "woken-" + UUID.randomUUID();
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    CountDownLatch startedOver = new CountDownLatch(2);
    Relay woken =
        SecondRelay.of(
            dataSource,
            new Broker(
                () -> {
                  startedOver.countDown();
                  return SecondRelay.plain();
                },
                id -> {
                  asleep.countDown();
                  sleepUntil(thaw);
                  return SecondRelay.transactional(id);
                },
                SecondRelay::admin));
    relay.stop();
    try {
      say(key, 1);
      woken.start();
      await().until(() -> asleep.getCount() == 0);
      jdbc.queryForList(
          """
          select pg_terminate_backend(l.pid) from messaging.relay r
          join pg_locks l on l.locktype = 'advisory' and l.objid = r.number::oid
          where r.fence like 'tierline/second/%'
          """);
      relay.start();
      say(key, 2);
      await().untilAsserted(() -> assertThat(rowsOf(key)).isZero());
      thaw.countDown();

      await().until(() -> startedOver.getCount() == 0);
      assertThat(told(key).getLast()).contains("\"step\":2");
    } finally {
      thaw.countDown();
      woken.stop();
      relay.start();
    }
  }

  @Test
  @DisplayName("A relay that cannot reach the broker to fence another lives on, and tries again")
  void aFailedFencingIsTriedAgain() {
    String fence = "tierline/bus/" + UUID.randomUUID();
    AtomicInteger attempts = new AtomicInteger();
    Relay second =
        SecondRelay.of(
            dataSource,
            withAdmin(
                () -> {
                  if (attempts.incrementAndGet() <= 3) {
                    throw new KafkaException("Failed to create new KafkaAdminClient");
                  }
                  return SecondRelay.admin();
                }));
    relay.stop();
    try {
      registerDead(fence);
      second.start();

      await().untilAsserted(() -> assertThat(numbersOf(fence)).isEmpty());
      assertThat(attempts).hasValueGreaterThanOrEqualTo(4);
    } finally {
      second.stop();
      relay.start();
    }
  }

  @Test
  @DisplayName("A heartbeat that ends for whatever reason ends its relay, which starts over")
  void aBrokenHeartbeatIsNoEnd() {
    String key = "beat-" + UUID.randomUUID();
    AtomicInteger attempts = new AtomicInteger();
    Relay second =
        SecondRelay.of(
            dataSource,
            withAdmin(
                () -> {
                  if (attempts.incrementAndGet() == 1) {
                    throw new NoClassDefFoundError("of a library that is being replaced");
                  }
                  return SecondRelay.admin();
                }));
    relay.stop();
    try {
      second.start();
      await().until(() -> partsOwned() == 64);
      String fence = "tierline/bus/" + UUID.randomUUID();
      registerDead(fence);
      await().until(() -> attempts.get() > 1);

      say(key, 1);
      await().untilAsserted(() -> assertThat(rowsOf(key)).isZero());
    } finally {
      second.stop();
      relay.start();
    }
  }

  @Test
  @DisplayName("A broker that takes no transactions holds up compacted topics only")
  void othersDoNotWaitForTransactions() {
    String compacted = "held-" + UUID.randomUUID();
    String other = "free-" + UUID.randomUUID();
    Relay second =
        SecondRelay.of(
            dataSource,
            new Broker(
                SecondRelay::plain,
                _ -> {
                  throw new KafkaException("Failed to construct kafka producer");
                },
                SecondRelay::admin));
    relay.stop();
    try {
      second.start();
      say(compacted, 1);
      transactions.executeWithoutResult(
          _ -> outbox.append(new OutgoingMessage(ParcelEvent.TOPIC, other, null, moved(other, 1))));

      await().untilAsserted(() -> assertThat(rowsOf(other)).isZero());
      assertThat(rowsOf(compacted)).isEqualTo(1);
    } finally {
      second.stop();
      relay.start();
    }
    await().untilAsserted(() -> assertThat(rowsOf(compacted)).isZero());
  }

  private static Broker withAdmin(Supplier<Admin> admin) {
    return new Broker(SecondRelay::plain, SecondRelay::transactional, admin);
  }

  /** A relay that is registered and holds no lock: it died, or its session was ended. */
  private void registerDead(String fence) {
    jdbc.update(
        "insert into messaging.relay values (nextval('messaging.relay_number'), ?, now())", fence);
  }

  private List<Long> numbersOf(String fence) {
    return jdbc.queryForList(
        "select number from messaging.relay where fence = ?", Long.class, fence);
  }

  private long partsOwned() {
    return jdbc.queryForList(
            "select count(*) from messaging.relay_part where owner is not null", Long.class)
        .getFirst();
  }

  private void say(String key, int step) {
    transactions.executeWithoutResult(
        _ ->
            outbox.append(
                new OutgoingMessage(ParcelEvent.COMPACTED_TOPIC, key, null, moved(key, step))));
  }

  private static List<String> told(String key) {
    return RawTopic.read(ParcelEvent.COMPACTED_TOPIC).stream()
        .filter(record -> key.equals(record.key()))
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private static void sleepUntil(CountDownLatch thaw) {
    try {
      thaw.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ParcelMoved moved(String parcel, int step) {
    return new ParcelMoved(parcel, step);
  }
}
