package io.tierline.storefront;

import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Watermark;
import io.tierline.contracts.WireNames;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** The topics a price is made of, empty at first, and what pricing's relay writes to them. */
public final class PriceTopic implements AutoCloseable {

  private static final int PARTS = 64;
  private static final int PARTITIONS = 4;
  private static final List<String> TOPICS =
      Arrays.stream(Followed.values()).map(Followed::topic).toList();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .build();

  /** Rising within each key, as the relay's numbers do. */
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;
  private final Set<String> listed = new HashSet<>();
  private final Map<String, Watermark.Generation> generations = new HashMap<>();
  private int partitions;

  private PriceTopic(String bootstrapServers, int partitions) {
    this.partitions = partitions;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                200),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** A new topic; one that was there is removed. */
  public static PriceTopic create(String bootstrapServers) {
    PriceTopic topic = of(bootstrapServers);
    topic.remove();
    get(topic.admin.createTopics(topic.newTopics()).all());
    return topic;
  }

  private List<NewTopic> newTopics() {
    return TOPICS.stream()
        .map(
            name ->
                new NewTopic(name, partitions, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact")))
        .toList();
  }

  /** The topic as it is. */
  static PriceTopic of(String bootstrapServers) {
    return new PriceTopic(bootstrapServers, PARTITIONS);
  }

  /** Deleted and created again, all four. */
  void makeAnew() {
    makeAnewUnnoticed();
    generations.clear();
  }

  /** The same while the relay has not noticed it: its watermarks speak of the old ones. */
  void makeAnewUnnoticed() {
    remove();
    get(admin.createTopics(newTopics()).all());
    listed.clear();
  }

  /**
   * Pricing tells everything anew, of what is published from now on: its database was set back, or
   * the topics were lost.
   */
  void beginGeneration() {
    for (String topic : TOPICS) {
      List<Long> from = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        from.add(
            get(producer.send(
                    new ProducerRecord<>(topic, partition, Watermark.GENERATION_KEY, null)))
                .offset());
      }
      generations.compute(
          topic,
          (_, before) ->
              new Watermark.Generation(
                  idOf(topic), before == null ? 1 : before.number() + 1, from));
    }
    listed.clear();
  }

  private void remove() {
    List<String> old = get(admin.listTopics().names()).stream().filter(TOPICS::contains).toList();
    if (!old.isEmpty()) {
      get(admin.deleteTopics(old).all());
      await().until(() -> get(admin.listTopics().names()).stream().noneMatch(TOPICS::contains));
    }
  }

  /** With its TLD listed before, as the catalog does. */
  public PriceTopic publish(PriceListEvent event) {
    if (event instanceof PriceListPublished published && listed.add(event.product())) {
      list(Tlds.of(event.product()).tenures(published.minYears(), published.maxYears()).listed());
    }
    return send(PriceListEvent.TOPIC, event.key(), event);
  }

  public PriceTopic list(TldListed tld) {
    listed.add(tld.tld());
    return send(TldEvent.TOPIC, tld.tld(), tld);
  }

  public PriceTopic publish(SpecificPriceEvent event) {
    return send(SpecificPriceEvent.TOPIC, event.key(), event);
  }

  public PriceTopic publish(TldStatusEvent event) {
    return send(TldStatusEvent.TOPIC, event.key(), event);
  }

  private PriceTopic send(String topic, String key, Object event) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic, Math.floorMod(part(key), partitions), key, JSON.writeValueAsBytes(event));
    record
        .headers()
        .add(
            "aggregate_seq",
            Long.toString(SEQUENCE.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    return send(record, WireNames.of(event.getClass()));
  }

  /** As no relay of ours sends it. */
  PriceTopic sendWithoutSequence(TldStatusEvent event) {
    return sendTo(
        TldStatusEvent.TOPIC,
        event.key(),
        WireNames.of(event.getClass()),
        JSON.writeValueAsBytes(event));
  }

  /** Something that is no message of ours. */
  PriceTopic send(String key, String type, byte[] body) {
    return sendTo(PriceListEvent.TOPIC, key, type, body);
  }

  /** Something on another topic that is no message of ours. */
  PriceTopic sendTo(String topic, String key, String type, byte[] body) {
    return send(new ProducerRecord<>(topic, Math.floorMod(part(key), partitions), key, body), type);
  }

  private PriceTopic send(ProducerRecord<String, byte[]> record, String type) {
    Headers headers = record.headers();
    headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    get(producer.send(record));
    return this;
  }

  /** The relay has sent everything committed before a time, in every part of every topic. */
  public PriceTopic everythingIsSentUpTo(Instant watermark) {
    TOPICS.forEach(topic -> everythingIsSentUpTo(watermark, topic));
    return this;
  }

  PriceTopic everythingIsSentUpTo(Instant watermark, String topic) {
    for (int partition = 0; partition < partitions; partition++) {
      int home = partition;
      List<Integer> parts =
          IntStream.range(0, PARTS).filter(part -> part % partitions == home).boxed().toList();
      send(
          new ProducerRecord<>(
              topic,
              partition,
              Watermark.KEY_PREFIX + parts.getFirst(),
              JSON.writeValueAsBytes(new Watermark(watermark, parts, PARTS, generation(topic)))),
          WireNames.of(Watermark.class));
    }
    return this;
  }

  private Watermark.Generation generation(String topic) {
    return generations.computeIfAbsent(
        topic, _ -> new Watermark.Generation(idOf(topic), 1, List.of()));
  }

  private String idOf(String topic) {
    return Objects.requireNonNull(
            get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
        .topicId()
        .toString();
  }

  void growTo(int newPartitions) {
    get(
        admin
            .createPartitions(
                TOPICS.stream()
                    .collect(
                        Collectors.toMap(
                            topic -> topic, _ -> NewPartitions.increaseTo(newPartitions))))
            .all());
    partitions = newPartitions;
    await()
        .until(
            () ->
                TOPICS.stream()
                    .allMatch(topic -> producer.partitionsFor(topic).size() == newPartitions));
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private static int part(String key) {
    return Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)) & (PARTS - 1);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    return get(future.toCompletionStage().toCompletableFuture());
  }
}
