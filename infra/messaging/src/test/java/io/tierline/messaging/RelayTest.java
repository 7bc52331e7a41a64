package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the relay promises about order, sharing, failing sends and watermarks. */
class RelayTest extends BusTest {

  @Autowired Outbox outbox;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcTemplate jdbc;

  private final String parcel = "relay-" + UUID.randomUUID();

  @Test
  @DisplayName("Concurrent transactions of one aggregate are sent in the order of their commits")
  void concurrentAppendsKeepTheirOrder() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    inParallel(
        8,
        () -> {
          for (int i = 0; i < 25; i++) {
            say(ParcelEvent.TOPIC, parcel, new ParcelMoved(parcel, steps.incrementAndGet()));
          }
        });

    await().untilAsserted(() -> assertThat(effectsOf(parcel)).hasSize(200).doesNotHaveDuplicates());
    List<Long> sequences =
        RawTopic.read(ParcelEvent.TOPIC).stream()
            .filter(record -> parcel.equals(record.key()))
            .map(record -> Long.valueOf(Wire.text(record.headers(), Wire.SEQUENCE)))
            .distinct()
            .toList();
    assertThat(sequences).isEqualTo(IntStream.rangeClosed(1, 200).mapToObj(Long::valueOf).toList());
  }

  @Test
  @DisplayName("A message carries CloudEvents headers, its seller and its place")
  void aMessageSaysWhatItIs() {
    say(ParcelEvent.TOPIC, parcel, new ParcelMoved(parcel, 1));
    await().untilAsserted(() -> assertThat(effectsOf(parcel)).hasSize(1));

    ConsumerRecord<String, byte[]> record =
        RawTopic.read(ParcelEvent.TOPIC).stream()
            .filter(any -> parcel.equals(any.key()))
            .findFirst()
            .orElseThrow();

    assertThat(record.partition()).isEqualTo(Wire.part(parcel) % 4);
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"parcel\":\"%s\",\"step\":1}".formatted(parcel));
    assertThat(headers(record))
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", "parcel.moved.v1")
        .containsEntry("ce_source", "/tierline/bus")
        .containsEntry("ce_subject", parcel)
        .containsEntry("seller", "1001")
        .containsEntry("aggregate_seq", "1");
    assertThat(UUID.fromString(headers(record).get("ce_id")).version()).isEqualTo(7);
    assertThat(Instant.parse(headers(record).get("ce_time"))).isBefore(Instant.now());
  }

  @Test
  @DisplayName("A message that cannot be sent stops its key; others go on")
  void aFailedSendStopsItsKeyOnly() {
    String other = parcel + "-other";
    String missing = parcel + "-missing";
    // Too large for a request: the broker never gets it. Appends refuse such a body, so by hand.
    jdbc.queryForList(
        "select messaging.append(?::smallint, ?, ?, 'parcel.moved.v1', null, '{}', ?)",
        Wire.part(parcel),
        ParcelEvent.TOPIC,
        parcel,
        new byte[2_000_000]);
    say(ParcelEvent.TOPIC, parcel, new ParcelMoved(parcel, 2));
    say("bus.no-such-topic", missing, new ParcelMoved(missing, 1));
    say(ParcelEvent.TOPIC, other, new ParcelMoved(other, 1));

    await().untilAsserted(() -> assertThat(effectsOf(other)).containsExactly("1"));
    assertThat(rowsOf(parcel)).isEqualTo(2);
    assertThat(rowsOf(missing)).isEqualTo(1);
    assertThat(effectsOf(parcel)).isEmpty();

    jdbc.update(
        "update messaging.outbox set payload = ? where aggregate_id = ? and aggregate_seq = 1",
        "{\"parcel\":\"small\",\"step\":1}".getBytes(StandardCharsets.UTF_8),
        parcel);
    await().untilAsserted(() -> assertThat(effectsOf(parcel)).containsExactly("1", "2"));
    jdbc.update("delete from messaging.outbox where aggregate_id = ?", missing);
  }

  @Test
  @DisplayName(
      "Two relays share the parts; when one ends, the other takes over, and nothing is lost")
  void twoRelaysShareTheParts() throws Exception {
    Set<String> parcels = new HashSet<>();
    IntStream.range(0, 40).forEach(i -> parcels.add(parcel + "-" + i));
    try (ConfigurableApplicationContext second = BusTestApplication.application().run()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          jdbc.queryForList(
                              "select count(*) from messaging.relay_part where owner is not null group by owner",
                              Long.class))
                      .containsExactly(32L, 32L));
      inParallel(
          4,
          () -> {
            for (String each : parcels) {
              for (int i = 0; i < 5; i++) {
                say(ParcelEvent.TOPIC, each, new ParcelMoved(each, i));
              }
            }
          });
      assertThat(second.isActive()).isTrue();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.queryForObject(
                            "select count(distinct owner) from messaging.relay_part", Long.class))
                    .isEqualTo(1));

    for (String each : parcels) {
      await().untilAsserted(() -> assertThat(effectsOf(each)).hasSize(20));
      await().untilAsserted(() -> assertThat(rowsOf(each)).isZero());
    }
  }

  @Test
  @DisplayName("A watermark never runs ahead of a commit, and moves on when nothing happens")
  void aWatermarkIsNeverAheadOfACommit() throws Exception {
    Map<String, Instant> committedBy = new HashMap<>();
    inParallel(
        4,
        () -> {
          for (int i = 0; i < 50; i++) {
            String key = "tracked-" + UUID.randomUUID();
            say(ParcelEvent.COMPACTED_TOPIC, key, new ParcelMoved(key, i));
            Instant after =
                jdbc.queryForList("select clock_timestamp()", Timestamp.class)
                    .getFirst()
                    .toInstant();
            synchronized (committedBy) {
              committedBy.put(key, after);
            }
          }
        });
    Instant last = committedBy.values().stream().max(Instant::compareTo).orElseThrow();

    await()
        .untilAsserted(
            () ->
                assertThat(watermarks(allTracking()))
                    .hasSize(64)
                    .allSatisfy((_, at) -> assertThat(at).isAfter(last)));

    Map<Integer, Instant> vouched = new HashMap<>();
    Set<String> checked = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : allTracking()) {
      if (isWatermark(record)) {
        remember(record, vouched);
      } else if (committedBy.containsKey(record.key())) {
        Instant before = vouched.getOrDefault(Wire.part(record.key()), Instant.MIN);
        assertThat(before).isBefore(committedBy.get(record.key()));
        checked.add(record.key());
      }
    }
    assertThat(checked).hasSize(200);
  }

  @Test
  @DisplayName("The application's role can say something, and see nothing of what was said")
  void theApplicationsRoleSeesNothing() throws SQLException {
    try (Connection app =
            DriverManager.getConnection(
                BusTestApplication.DATABASE.jdbcUrl(), "bus_app", "bus_app");
        Statement statement = app.createStatement()) {
      statement.execute(
          "select messaging.append(1::smallint, '%s', '%s', 'parcel.moved.v1', null, '{}', '{}')"
              .formatted(ParcelEvent.TOPIC, "app-" + parcel));
      for (String forbidden :
          List.of(
              "select * from messaging.outbox",
              "delete from messaging.outbox",
              "update messaging.outbox_sequence set last_seq = 0",
              "select * from messaging.inbox",
              "select * from messaging.parked",
              "update messaging.relay_part set owner = null",
              "select messaging.receive('a', 'b', 'c', 'd', 1, false)")) {
        assertThatExceptionOfType(SQLException.class)
            .as(forbidden)
            .isThrownBy(() -> statement.execute(forbidden))
            .withMessageContaining("permission denied");
      }
    }
  }

  private void say(String topic, String key, Object body) {
    transactions.executeWithoutResult(
        _ -> outbox.append(new OutgoingMessage(topic, key, "1001", body)));
  }

  private static List<ConsumerRecord<String, byte[]>> allTracking() {
    return RawTopic.read(ParcelEvent.COMPACTED_TOPIC);
  }

  private static Map<Integer, Instant> watermarks(List<ConsumerRecord<String, byte[]>> records) {
    Map<Integer, Instant> vouched = new HashMap<>();
    records.stream().filter(RelayTest::isWatermark).forEach(record -> remember(record, vouched));
    return vouched;
  }

  private static boolean isWatermark(ConsumerRecord<String, byte[]> record) {
    return record.key().startsWith(Wire.WATERMARK_KEY_PREFIX)
        && !record.key().equals(Wire.GENERATION_KEY);
  }

  private static void remember(
      ConsumerRecord<String, byte[]> watermark, Map<Integer, Instant> vouched) {
    JsonNode body = JsonMapper.shared().readTree(watermark.value());
    assertThat(body.get("partsTotal").asInt()).isEqualTo(64);
    Instant at = Instant.parse(body.get("watermark").asString());
    for (JsonNode part : body.get("parts")) {
      assertThat(part.asInt() % 4).isEqualTo(watermark.partition());
      vouched.merge(part.asInt(), at, (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  private static void inParallel(int threads, Runnable work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  work.run();
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    }
  }
}
