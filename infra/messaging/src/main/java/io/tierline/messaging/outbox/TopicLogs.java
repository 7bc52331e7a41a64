package io.tierline.messaging.outbox;

import io.tierline.messaging.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The logs behind the names of topics, as the broker knows them. */
final class TopicLogs implements AutoCloseable {

  private final Broker broker;
  private final Duration timeout;
  private @Nullable Admin admin;

  TopicLogs(Broker broker, Duration timeout) {
    this.broker = broker;
    this.timeout = timeout;
  }

  /** One log for each partition. */
  record TopicLog(String topic, String id, int partitions) {}

  /** Those that exist, by name. */
  Map<String, TopicLog> of(Collection<String> topics) throws InterruptedException {
    Map<String, TopicLog> logs = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
        admin().describeTopics(topics).topicNameValues().entrySet()) {
      try {
        TopicDescription found = await(asked.getValue());
        logs.put(
            asked.getKey(),
            new TopicLog(asked.getKey(), found.topicId().toString(), found.partitions().size()));
      } catch (UnknownTopicOrPartitionException e) {
        // The relay complains of it.
      }
    }
    return logs;
  }

  /**
   * A broker that makes topics for whoever names them makes others than the service does.
   *
   * @throws IllegalStateException for a topic that forgets by time or size
   */
  void requireCompacted(TopicLog log) throws InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, log.topic());
    String policy =
        await(admin().describeConfigs(List.of(topic)).all())
            .values()
            .iterator()
            .next()
            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
            .value();
    if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
      throw new IllegalStateException(
          "Its cleanup.policy is %s, so that it would forget what is told once: delete it, and it is made as it must be"
              .formatted(policy));
    }
  }

  /** Behind the last record of each partition. */
  List<Long> ends(TopicLog log) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    List<TopicPartition> partitions =
        IntStream.range(0, log.partitions())
            .mapToObj(partition -> new TopicPartition(log.topic(), partition))
            .toList();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    ListOffsetsResult ends = admin().listOffsets(asked);
    List<Long> offsets = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      offsets.add(await(ends.partitionResult(partition)).offset());
    }
    return offsets;
  }

  /** All transactional ids that the broker remembers and that begin so, whoever used them. */
  List<String> transactionalIds(String prefix) throws InterruptedException {
    return await(admin().listTransactions().all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  /**
   * Each by a call of its own: of one call for all of them the client sends one after the other and
   * waits in between as if it had failed, a second each in the end. The broker remembers an id of
   * every relay that was started in the last week.
   */
  void fence(Collection<String> transactionalIds) throws InterruptedException {
    List<Future<Void>> fenced = new ArrayList<>();
    for (String id : transactionalIds) {
      fenced.add(admin().fenceProducers(List.of(id)).all());
    }
    for (Future<Void> each : fenced) {
      await(each);
    }
  }

  /**
   * Marks where a generation begins. A record shows that for certain, which the end of the log does
   * not: what is not yet on all replicas lies behind it.
   *
   * @return the offset of the mark, by partition
   */
  List<Long> mark(TopicLog log) throws InterruptedException {
    Producer<String, byte[]> producer = broker.plain().get();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int partition = 0; partition < log.partitions(); partition++) {
        sent.add(
            producer.send(new ProducerRecord<>(log.topic(), partition, Wire.GENERATION_KEY, null)));
      }
      List<Long> offsets = new ArrayList<>();
      for (Future<RecordMetadata> mark : sent) {
        offsets.add(await(mark).offset());
      }
      return offsets;
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    Admin closing = admin;
    admin = null;
    if (closing != null) {
      closing.close(Duration.ZERO);
    }
  }

  private Admin admin() {
    Admin open = admin;
    if (open == null) {
      open = broker.admin().get();
      admin = open;
    }
    return open;
  }

  private <T> T await(Future<T> asked) throws InterruptedException {
    try {
      return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("The broker did not answer within " + timeout, e);
    }
  }
}
