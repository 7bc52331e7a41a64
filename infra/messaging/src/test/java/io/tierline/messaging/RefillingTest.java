package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic that was lost, and a database that was set back, are told anew. */
@Tag("servers")
class RefillingTest {

  private static final int SHELVES = 10;

  /** More than could be fenced within the refilling's ten seconds one after the other. */
  private static final int MANY_RELAYS = 60;

  private final String topic = "bus.refilled-" + UUID.randomUUID();
  private final Admin admin = SecondRelay.admin();
  private final ServiceDatabase database = TestServers.newServiceDatabase("bus");
  private final List<ConfigurableApplicationContext> running = new ArrayList<>();
  private final Shelves shelves = new Shelves();

  /** What there is to be told: ten shelves, a piece each. */
  private final class Shelves {

    private final AtomicInteger pieces = new AtomicInteger();
    private volatile int failsAt = Integer.MAX_VALUE;

    Refill of(Outbox outbox) {
      return new Refill() {
        @Override
        public String topic() {
          return topic;
        }

        @Override
        public Optional<Piece> appendNext(String after) {
          int shelf = after.isEmpty() ? 0 : Integer.parseInt(after);
          if (shelf == SHELVES) {
            return Optional.empty();
          }
          if (shelf >= failsAt) {
            throw new IllegalStateException("killed in the middle of it");
          }
          String key = "shelf-" + (shelf + 1);
          outbox.append(new OutgoingMessage(topic, key, null, new ParcelMoved(key, shelf + 1)));
          pieces.incrementAndGet();
          return Optional.of(new Piece(Integer.toString(shelf + 1), 1));
        }
      };
    }
  }

  @AfterEach
  void close() {
    running.forEach(ConfigurableApplicationContext::close);
    admin.close();
  }

  private NewTopic compacted() {
    return new NewTopic(topic, 4, (short) 1).configs(Map.of("cleanup.policy", "compact"));
  }

  private ConfigurableApplicationContext start() {
    Map<String, Object> properties = new HashMap<>(BusTestApplication.properties());
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.flyway.url", database.jdbcUrl());
    properties.put("tierline.messaging.watermark-topics", topic);
    properties.put("spring.kafka.listener.auto-startup", "false");
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(BusTestApplication.class)
            .initializers(
                (GenericApplicationContext starting) -> {
                  starting.registerBean(
                      "shelves", Refill.class, () -> shelves.of(starting.getBean(Outbox.class)));
                  starting.registerBean("shelvesTopic", NewTopic.class, this::compacted);
                })
            .properties(properties)
            .run();
    running.add(context);
    return context;
  }

  @Test
  @DisplayName("PR-16: a topic that is new is filled before the first watermark")
  void aNewTopicIsFilledBeforeItsFirstWatermark() {
    start();

    await().until(() -> !watermarks().isEmpty());
    assertThat(shelvesBefore(watermarks().getFirst())).hasSize(SHELVES);
    assertThat(generationOf(watermarks().getFirst()).get("topicId").asString()).isEqualTo(id());
  }

  @Test
  @DisplayName(
      "PR-16: a topic that was deleted is made anew and filled before it gets a watermark of its own")
  void aDeletedTopicIsMadeAnewAndFilledAgain() throws Exception {
    start();
    await().until(() -> !watermarks().isEmpty());
    String before = id();

    admin.deleteTopics(List.of(topic)).all().get();
    await().ignoreExceptions().until(() -> !id().equals(before));

    await().until(() -> !watermarksOf(id()).isEmpty());
    assertThat(shelvesBefore(watermarksOf(id()).getFirst())).hasSize(SHELVES);
  }

  @Test
  @DisplayName(
      "PR-16: of a database that was set back everything is told again, behind what its lost history told")
  void aDatabaseWithAnotherHistoryTellsEverythingAgain() {
    ConfigurableApplicationContext context = start();
    await().until(() -> !watermarks().isEmpty());
    long before = generationOf(watermarks().getLast()).get("number").asLong();

    sql(context, "update messaging.generation set database_identity = 'before the restore'");

    await().until(() -> newestGeneration() > before);
    ConsumerRecord<String, byte[]> first =
        watermarks().stream()
            .filter(each -> generationOf(each).get("number").asLong() > before)
            .findFirst()
            .orElseThrow();
    assertThat(shelvesBefore(first)).hasSize(SHELVES);
    assertThat(generationOf(first).get("from")).hasSize(4);
  }

  @Test
  @DisplayName("PR-16: a topic that forgets what was told never gets a watermark")
  void aTopicThatForgetsIsNotVouchedFor() throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
    ConfigurableApplicationContext context = start();

    await()
        .during(Duration.ofSeconds(3))
        .until(() -> watermarks().isEmpty() && upTo(context).isEmpty());
  }

  @Test
  @DisplayName("What a relay of a lost history still has on its way is not taken any more")
  void relaysOfALostHistoryAreFenced() throws Exception {
    admin.createTopics(List.of(compacted())).all().get();
    String ofLostHistory = "tierline/bus/" + UUID.randomUUID();
    try (Producer<String, byte[]> relay = SecondRelay.transactional(ofLostHistory)) {
      relay.initTransactions();
      relay.beginTransaction();
      relay.send(new ProducerRecord<>(topic, 0, "shelf-1", new byte[0]));
      relay.flush();

      start();
      await().until(() -> !watermarks().isEmpty());

      Assertions.assertThatThrownBy(relay::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  @DisplayName("However many relays there have been, fencing them takes less than the broker has")
  void manyRelaysAreFencedInTime() throws Exception {
    admin.createTopics(List.of(compacted())).all().get();
    for (int i = 0; i < MANY_RELAYS; i++) {
      try (Producer<String, byte[]> relay =
          SecondRelay.transactional("tierline/bus/" + UUID.randomUUID())) {
        relay.initTransactions();
      }
    }

    ConfigurableApplicationContext context = start();

    await().until(() -> !upTo(context).isEmpty());
  }

  @Test
  @DisplayName(
      "A filling that was interrupted goes on where it was, and no watermark comes before its end")
  void anInterruptedFillingGoesOn() {
    shelves.failsAt = 4;
    ConfigurableApplicationContext killed = start();
    await().until(() -> upTo(killed).equals("4"));
    assertThat(watermarks()).isEmpty();
    killed.close();

    shelves.failsAt = Integer.MAX_VALUE;
    start();
    await().until(() -> !watermarks().isEmpty());
    assertThat(shelves.pieces).hasValue(SHELVES);
  }

  @Test
  @DisplayName("Of two instances one fills")
  void ofTwoInstancesOneFills() {
    start();
    ConfigurableApplicationContext second = start();
    await().until(() -> !watermarks().isEmpty());
    long before = newestGeneration();

    sql(second, "update messaging.generation set database_identity = ''");

    await().until(() -> newestGeneration() > before);
    assertThat(shelves.pieces).hasValue(2 * SHELVES);
  }

  private String id() {
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .topicId()
          .toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sql(ConfigurableApplicationContext context, String statement) {
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ -> context.getBean(JdbcTemplate.class).update(statement));
  }

  private static String upTo(ConfigurableApplicationContext context) {
    return context
        .getBean(JdbcTemplate.class)
        .queryForList("select filled_up_to from messaging.generation", String.class)
        .stream()
        .findFirst()
        .orElse("");
  }

  private List<ConsumerRecord<String, byte[]>> watermarks() {
    return RawTopic.read(topic).stream().filter(RefillingTest::isWatermark).toList();
  }

  private static boolean isWatermark(ConsumerRecord<String, byte[]> record) {
    return record.key().startsWith(Wire.WATERMARK_KEY_PREFIX)
        && !record.key().equals(Wire.GENERATION_KEY);
  }

  private List<ConsumerRecord<String, byte[]>> watermarksOf(String id) {
    return watermarks().stream()
        .filter(each -> generationOf(each).get("topicId").asString().equals(id))
        .toList();
  }

  private long newestGeneration() {
    return watermarks().stream()
        .mapToLong(each -> generationOf(each).get("number").asLong())
        .max()
        .orElse(0);
  }

  private static JsonNode generationOf(ConsumerRecord<String, byte[]> watermark) {
    return JsonMapper.shared().readTree(watermark.value()).get("generation");
  }

  /**
   * What stands from the generation's beginning on, of all that is there when it is vouched for.
   */
  private List<String> shelvesBefore(ConsumerRecord<String, byte[]> watermark) {
    JsonNode from = generationOf(watermark).get("from");
    return RawTopic.read(topic).stream()
        .filter(each -> each.key().startsWith("shelf-") && each.value().length > 0)
        .filter(each -> each.offset() >= from.get(each.partition()).asLong())
        .filter(
            each -> each.partition() != watermark.partition() || each.offset() < watermark.offset())
        .filter(each -> each.timestamp() <= watermark.timestamp())
        .map(ConsumerRecord::key)
        .distinct()
        .toList();
  }
}
