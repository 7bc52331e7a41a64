package io.tierline.storefront;

import io.tierline.contracts.Watermark;
import io.tierline.storefront.PriceBoard.Seen;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.RecordReader.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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

  /** Four small requests to the broker in two seconds, beside forty fetches. */
  private static final Duration CONFIRM_EVERY_MAX = Duration.ofMillis(500);

  private static final int METADATA_AGE_MAX_MILLIS = 2_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
  private static final int RECONNECT_DELAY_MAX_MILLIS = 500;

  private final PriceCacheSettings settings;
  private final PriceBoard board;
  private final RecordReader reader;
  private final PriceCacheCounters counters;
  private final Consumer<List<Change>> listeners;
  private final CountDownLatch closed = new CountDownLatch(1);

  private final TopicLogs logs = new TopicLogs();
  private final Duration confirmEvery;
  private long nextConfirmation = System.nanoTime();
  private @Nullable Asked asked;
  private boolean isAnswered = true;

  /** Where each partition must have been read to before the board is up to date. */
  private final Map<TopicPartition, Long> toRead = new HashMap<>();

  /** Not all that is read now counts: it is read anew, once, when all topics have been heard. */
  private @Nullable StartOver startOverWhenRead;

  /** Something was shown, and is forgotten by a start over. */
  private boolean hasCaughtUp;

  private volatile @Nullable KafkaConsumer<byte[], byte[]> connection;

  /**
   * Whether the topics are still those that are read.
   *
   * @param seen what had been read when it was asked
   */
  private record Asked(@Nullable Seen seen, KafkaFuture<Map<String, TopicDescription>> answer) {}

  /** What was read counts no longer. */
  private static final class StartOver extends RuntimeException {
    StartOver(String why) {
      super(why);
    }
  }

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
    this.confirmEvery = shorter(CONFIRM_EVERY_MAX, settings.staleBound().dividedBy(4));
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
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties());
          Admin admin = Admin.create(connectionProperties())) {
        connection = consumer;
        asked = null;
        counters.connectionMade();
        follow(consumer, admin);
      } catch (StartOver e) {
        startOver(e.getMessage());
      } catch (InvalidOffsetException e) {
        logs.forget();
        startOver(e.getMessage());
        pause(RETRY_DELAY_MIN);
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
    tellInAnyCase(board::fallenBehind);
  }

  private void startOver(@Nullable String why) {
    if (hasCaughtUp) {
      LOG.warn("All prices are forgotten and read anew. {}", why);
      counters.startedOver();
    }
    hasCaughtUp = false;
    startOverWhenRead = null;
    tellInAnyCase(board::startOver);
  }

  private void tellInAnyCase(Supplier<List<Change>> doubts) {
    try {
      tell(doubts.get());
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
    return shorter(delay.multipliedBy(2), RETRY_DELAY_MAX);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, Admin admin) {
    Set<TopicPartition> partitions = Set.of();
    while (partitions.isEmpty() && isOpen()) {
      // First which logs they are: a topic made anew in between is found by the next look.
      Map<Followed, String> ids = ids(admin);
      partitions = ids.isEmpty() ? Set.of() : partitions(consumer);
      if (partitions.isEmpty()) {
        pause(RETRY_DELAY_MIN);
      } else if (logs.areNow(ids)) {
        startOver("A topic is another one than before");
      }
    }
    consumer.assign(partitions);
    seekToWhereTheyCount(consumer, partitions);
    readToTheEndFirst(consumer);
    while (isOpen()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
        accept(record, consumer);
      }
      followNewPartitions(consumer);
      if (!toRead.isEmpty()) {
        toRead.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        if (toRead.isEmpty()) {
          caughtUp();
        }
      }
      confirm(admin);
      tell(board.swap());
    }
  }

  private void caughtUp() {
    if (startOverWhenRead != null) {
      throw startOverWhenRead;
    }
    hasCaughtUp = true;
    board.caughtUp();
  }

  /**
   * A client that reads a topic goes on in another one of the same name at the offset where it was,
   * and is told nothing of it. So nothing is vouched for beyond what had been read when the topics
   * were still the same for certain.
   */
  private void confirm(Admin admin) {
    Asked open = asked;
    if (open == null) {
      if (board.awaitsConfirmation() || System.nanoTime() - nextConfirmation >= 0) {
        asked = new Asked(board.seen(), describe(admin));
      }
      return;
    }
    if (open.answer().isDone()) {
      asked = null;
      nextConfirmation = System.nanoTime() + confirmEvery.toNanos();
      Map<Followed, String> ids = answeredInTime(open.answer());
      if (logs.areStill(ids)) {
        board.confirm(open.seen());
      } else if (!ids.isEmpty() && logs.areNow(ids)) {
        throw new StartOver("A topic was deleted and made anew");
      }
    }
  }

  private static KafkaFuture<Map<String, TopicDescription>> describe(Admin admin) {
    return admin
        .describeTopics(Arrays.stream(Followed.values()).map(Followed::topic).toList())
        .allTopicNames();
  }

  /** What is asked again soon: said once, while nothing is vouched for. */
  private Map<Followed, String> answeredInTime(KafkaFuture<Map<String, TopicDescription>> answer) {
    try {
      Map<Followed, String> ids = answered(answer, Duration.ZERO);
      isAnswered = true;
      return ids;
    } catch (KafkaException e) {
      if (isAnswered) {
        LOG.warn("Nothing is vouched for until the broker says which topics there are", e);
      }
      isAnswered = false;
      return Map.of();
    }
  }

  private static Map<Followed, String> ids(Admin admin) {
    return answered(describe(admin), Duration.ofMillis(REQUEST_TIMEOUT_MILLIS));
  }

  /**
   * The broker's ids of the topics; none where one is missing.
   *
   * @throws KafkaException when the broker does not say
   */
  private static Map<Followed, String> answered(
      KafkaFuture<Map<String, TopicDescription>> answer, Duration timeout) {
    Map<Followed, String> ids = new EnumMap<>(Followed.class);
    try {
      answer
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((name, topic) -> ids.put(Followed.of(name), topic.topicId().toString()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw new KafkaException("It is not known which topics there are", e.getCause());
      }
    } catch (TimeoutException e) {
      throw new KafkaException("The broker does not say which topics there are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ids;
  }

  private void seekToWhereTheyCount(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    Set<TopicPartition> fromTheBeginning = new HashSet<>();
    for (TopicPartition partition : partitions) {
      long from = logs.fromOf(Followed.of(partition.topic()), partition.partition());
      if (from > 0) {
        consumer.seek(partition, from);
      } else {
        fromTheBeginning.add(partition);
      }
    }
    // None would be all.
    if (!fromTheBeginning.isEmpty()) {
      consumer.seekToBeginning(fromTheBeginning);
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
        if (!isBelieved(topic, watermark)) {
          return;
        }
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

  private boolean isBelieved(Followed topic, Watermark watermark) {
    return switch (logs.heard(topic, watermark.generation())) {
      case BELIEVED -> true;
      case IGNORED -> false;
      case START_OVER -> {
        StartOver anew =
            new StartOver(
                "%s is told anew, and what stood there counts no longer".formatted(topic.topic()));
        if (toRead.isEmpty()) {
          throw anew;
        }
        startOverWhenRead = anew;
        yield false;
      }
    };
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
      seekToWhereTheyCount(consumer, added);
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
    Map<String, Object> properties = connectionProperties();
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  private Map<String, Object> connectionProperties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MAX_MILLIS);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_DELAY_MAX_MILLIS);
    properties.putAll(settings.consumerProperties());
    // A client for questions refuses to start with less than one request may take.
    properties.merge(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        properties.get(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG),
        (all, one) -> Math.max(Integer.parseInt(all.toString()), Integer.parseInt(one.toString())));
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return properties;
  }
}
