package io.tierline.storefront;

import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Watermark;
import io.tierline.contracts.WireNames;
import io.tierline.contracts.pricing.PriceListEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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

/** The topic of price lists, empty at first, and what pricing's relay writes to it. */
public final class PriceTopic implements AutoCloseable {

  private static final int PARTS = 64;
  private static final int PARTITIONS = 4;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .build();

  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;
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
    get(
        topic
            .admin
            .createTopics(
                List.of(
                    new NewTopic(PriceListEvent.TOPIC, topic.partitions, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact"))))
            .all());
    return topic;
  }

  /** The topic as it is. */
  static PriceTopic of(String bootstrapServers) {
    return new PriceTopic(bootstrapServers, PARTITIONS);
  }

  private void remove() {
    if (get(admin.listTopics().names()).contains(PriceListEvent.TOPIC)) {
      get(admin.deleteTopics(List.of(PriceListEvent.TOPIC)).all());
      await().until(() -> !get(admin.listTopics().names()).contains(PriceListEvent.TOPIC));
    }
  }

  public PriceTopic publish(PriceListEvent event) {
    return send(event.key(), WireNames.of(event.getClass()), JSON.writeValueAsBytes(event));
  }

  /** Something that is no message of ours. */
  PriceTopic send(String key, String type, byte[] body) {
    return send(Math.floorMod(part(key), partitions), key, type, body);
  }

  private PriceTopic send(int partition, String key, String type, byte[] body) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(PriceListEvent.TOPIC, partition, key, body);
    Headers headers = record.headers();
    headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    get(producer.send(record));
    return this;
  }

  /** The relay has sent everything committed before a time, in every part. */
  public PriceTopic everythingIsSentUpTo(Instant watermark) {
    for (int partition = 0; partition < partitions; partition++) {
      int home = partition;
      List<Integer> parts =
          IntStream.range(0, PARTS).filter(part -> part % partitions == home).boxed().toList();
      send(
          partition,
          Watermark.KEY_PREFIX + parts.getFirst(),
          WireNames.of(Watermark.class),
          JSON.writeValueAsBytes(new Watermark(watermark, parts, PARTS)));
    }
    return this;
  }

  void growTo(int newPartitions) {
    get(
        admin
            .createPartitions(Map.of(PriceListEvent.TOPIC, NewPartitions.increaseTo(newPartitions)))
            .all());
    partitions = newPartitions;
    await().until(() -> producer.partitionsFor(PriceListEvent.TOPIC).size() == newPartitions);
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
