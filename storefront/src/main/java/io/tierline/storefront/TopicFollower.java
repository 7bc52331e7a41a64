package io.tierline.storefront;

import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.RecordReader.Subject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the {@link Followed} topics from their beginning and stays with them, for as long as it
 * takes: every cache reads all partitions, without a consumer group and without committed offsets.
 */
final class TopicFollower implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL_MAX = Duration.ofMillis(50);
  private static final Duration RETRY_DELAY_MIN = Duration.ofMillis(250);
  private static final Duration RETRY_DELAY_MAX = Duration.ofSeconds(5);
  private static final int METADATA_AGE_MAX_MILLIS = 2_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
  private static final int RECONNECT_DELAY_MAX_MILLIS = 500;

  private final PriceCacheSettings settings;
  private final PriceBoard board;
  private final RecordReader reader;
  private final PriceCacheCounters counters;
  private final Consumer<List<Change>> listeners;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where each partition must have been read to before the board is up to date. */
  private final Map<TopicPartition, Long> toRead = new HashMap<>();

  private volatile @Nullable KafkaConsumer<byte[], byte[]> connection;

  TopicFollower(
      PriceCacheSettings settings,
      PriceBoard board,
      PriceCacheCounters counters,
      Consumer<List<Change>> listeners) {
    this.settings = settings;
    this.board = board;
    this.reader = new RecordReader(settings.sellers());
    this.counters = counters;
    this.listeners = listeners;
  }

  /** Also ends what waits for a broker that does not answer. */
  void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> waiting = connection;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  @Override
  public void run() {
    Duration delay = RETRY_DELAY_MIN;
    while (isOpen()) {
      long startedAt = System.nanoTime();
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
        connection = consumer;
        counters.connectionMade();
        follow(consumer);
      } catch (RuntimeException | Error e) {
        // Nobody else would: a cache without its follower knows nothing for ever.
        if (isOpen()) {
          LOG.warn("Prices cannot be followed at the moment; reading them again from the start", e);
          vouchForNothing();
          boolean lastedLonger = System.nanoTime() - startedAt > RETRY_DELAY_MAX.toNanos();
          delay = lastedLonger ? RETRY_DELAY_MIN : longer(delay);
          pause(delay);
        }
      }
    }
  }

  /** Said at once, for listeners: while there is no connection, nobody looks at the time. */
  private void vouchForNothing() {
    try {
      tell(board.fallenBehind());
    } catch (RuntimeException | Error e) {
      LOG.error("It could not be told that prices are not vouched for", e);
    }
  }

  private void tell(List<Change> changes) {
    if (!changes.isEmpty()) {
      listeners.accept(changes);
    }
  }

  private static Duration longer(Duration delay) {
    Duration twice = delay.multipliedBy(2);
    return twice.compareTo(RETRY_DELAY_MAX) > 0 ? RETRY_DELAY_MAX : twice;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = Set.of();
    while (partitions.isEmpty() && isOpen()) {
      partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        pause(RETRY_DELAY_MIN);
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readToTheEndFirst(consumer);
    while (isOpen()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
        accept(record, consumer);
      }
      followNewPartitions(consumer);
      if (!toRead.isEmpty()) {
        toRead.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        if (toRead.isEmpty()) {
          board.caughtUp();
        }
      }
      tell(board.swap());
    }
  }

  private void accept(
      ConsumerRecord<byte[], byte[]> record, KafkaConsumer<byte[], byte[]> consumer) {
    switch (reader.read(record)) {
      case RecordReader.Reading.Prices(var event, var origin) ->
          board.snapshotRead(event, origin, record.partition());
      case RecordReader.Reading.Specific(var published, var origin) ->
          board.specificRead(published, origin);
      case RecordReader.Reading.Statuses(var published, var origin) ->
          board.statusesRead(published, origin);
      case RecordReader.Reading.OfTld(var listed, var origin) -> board.termsRead(listed, origin);
      case RecordReader.Reading.Seen(var watermark) -> {
        Followed topic = Followed.of(record.topic());
        switch (board.watermarkRead(watermark, topic, record.partition(), record.offset())) {
          case INTO_PLACE -> {}
          case MOVED -> readToTheEndFirst(consumer);
        }
      }
      case RecordReader.Reading.Unreadable(var subject, var sequence, var why) -> {
        String notSold = doubt(subject, sequence);
        LOG.error(
            "{}: {}, partition {}, offset {} cannot be read: {}",
            notSold,
            record.topic(),
            record.partition(),
            record.offset(),
            why);
      }
      case RecordReader.Reading.UnreadableWatermark(var why) ->
          LOG.error(
              "The watermark on {}, partition {}, offset {} cannot be read: {}",
              record.topic(),
              record.partition(),
              record.offset(),
              why);
      case RecordReader.Reading.OfOthers() -> counters.recordOfOthersSkipped();
    }
  }

  /**
   * @return what follows from it
   */
  private String doubt(Subject subject, long sequence) {
    return switch (subject) {
      case Subject.Product(var key) -> {
        board.unreadableRead(key, sequence);
        yield "%s of seller %s is not sold to %s until its price is published again"
            .formatted(key.product(), key.seller(), key.audience());
      }
      case Subject.Buyer(var key) -> {
        board.unreadableSpecificRead(key, sequence);
        yield "Nothing of seller %s is sold to %s %d until its prices are set again"
            .formatted(key.seller(), key.audience(), key.buyer());
      }
      case Subject.Seller(var seller) -> {
        board.unreadableStatusesRead(seller, sequence);
        yield "No TLD of seller %s is sold until a TLD's status is set again".formatted(seller);
      }
      case Subject.Tld(var tld) -> {
        board.unreadableTermsRead(tld, sequence);
        yield "%s is not sold until the catalog lists it again".formatted(tld);
      }
    };
  }

  private void readToTheEndFirst(KafkaConsumer<byte[], byte[]> consumer) {
    tell(board.fallenBehind());
    toRead.clear();
    toRead.putAll(consumer.endOffsets(consumer.assignment()));
  }

  private void followNewPartitions(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> added = new HashSet<>(partitions(consumer));
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      LOG.info("There are {} partitions more", added.size());
      Set<TopicPartition> all = new HashSet<>(consumer.assignment());
      all.addAll(added);
      consumer.assign(all);
      consumer.seekToBeginning(added);
      readToTheEndFirst(consumer);
    }
  }

  /**
   * Answered from the consumer's metadata where it has them; none while one of the topics is
   * missing, for without it nothing could be vouched for.
   */
  private static Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (Followed followed : Followed.values()) {
      List<PartitionInfo> ofTopic = consumer.partitionsFor(followed.topic());
      if (ofTopic.isEmpty()) {
        return Set.of();
      }
      ofTopic.forEach(
          partition -> partitions.add(new TopicPartition(followed.topic(), partition.partition())));
    }
    return partitions;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause(Duration delay) {
    try {
      boolean _ = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MAX_MILLIS);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_DELAY_MAX_MILLIS);
    properties.putAll(settings.consumerProperties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }
}
