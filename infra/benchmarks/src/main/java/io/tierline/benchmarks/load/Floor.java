package io.tierline.benchmarks.load;

import io.tierline.contracts.pricing.PriceListEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a change cannot be faster than: its rows inserted, its records sent and consumed, alone. */
final class Floor implements AutoCloseable {

  private static final String TOPIC = "load.floor";
  private static final String OF_A_BOOK = "book-";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stage stage;
  private final KafkaProducer<String, byte[]> producer;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final int partitions;
  private final List<Long> times = new ArrayList<>();
  private volatile CountDownLatch book = new CountDownLatch(0);
  private volatile boolean finished;
  private volatile byte[] record = new byte[0];

  Floor(Stage stage) throws InterruptedException, SQLException {
    this.stage = stage;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stage.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                0,
                "batch.size",
                128 * 1024),
            new StringSerializer(),
            new ByteArraySerializer());
    // As many as the topic has whose floor it is: they decide how many requests records share.
    this.partitions = producer.partitionsFor(PriceListEvent.TOPIC).size();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stage.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The floor's topic could not be created", e.getCause());
    }
    reader.execute(this::read);
    stage.sql("create table floor_version (like price_list_version including all)");
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", stage.bootstrapServers(), "fetch.min.bytes", 1),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  /** From now on its records are as large as the largest price list whose key begins so. */
  void resemble(String keyPrefix) {
    int bytes = largestRecord(keyPrefix);
    if (bytes == 0) {
      throw new IllegalStateException(
          "No price list on the bus has a key %s…".formatted(keyPrefix));
    }
    record = new byte[bytes];
  }

  /** In bytes, of the price lists on the bus whose key begins so. */
  private int largestRecord(String keyPrefix) {
    int largest = 0;
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(PriceListEvent.TOPIC);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          if (each.value() != null && each.key() != null && each.key().startsWith(keyPrefix)) {
            largest = Math.max(largest, each.value().length);
          }
        }
      }
    }
    return largest;
  }

  /** One record; its key is the time. */
  void send() {
    long now = System.nanoTime();
    producer.send(
        new ProducerRecord<>(TOPIC, Math.floorMod(now, partitions), Long.toString(now), record));
  }

  /** How long each record took since this was asked before, in nanoseconds. */
  List<Long> times() {
    synchronized (times) {
      List<Long> taken = List.copyOf(times);
      times.clear();
      return taken;
    }
  }

  /** As many records as a whole book has; returns nanoseconds until all were read. */
  long sendBook() throws InterruptedException {
    book = new CountDownLatch(Stage.TLDS);
    long start = System.nanoTime();
    for (int i = 0; i < Stage.TLDS; i++) {
      producer.send(new ProducerRecord<>(TOPIC, i % partitions, OF_A_BOOK + i, record));
    }
    if (!book.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The floor's records did not arrive");
    }
    return System.nanoTime() - start;
  }

  /**
   * The newest versions of a seller once more, by one statement that has nothing to look for;
   * returns nanoseconds with the commit.
   *
   * @param prices how many there must be in them
   */
  long insert(long seller, long prices) throws SQLException {
    try (Connection connection = stage.database();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create temporary table newest as
          select distinct on (seller_id, audience, product) *
            from price_list_version where seller_id = %d
            order by seller_id, audience, product, version desc
          """
              .formatted(seller));
      statement.execute("truncate floor_version");
      long start = System.nanoTime();
      statement.executeUpdate("insert into floor_version select * from newest");
      long took = System.nanoTime() - start;
      long inserted = stage.number("select sum(cardinality(per_year)) from floor_version");
      if (inserted != prices) {
        throw new IllegalStateException(
            "The newest versions have %d prices, not %d".formatted(inserted, prices));
      }
      return took;
    }
  }

  private void read() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(TOPIC);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!finished) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          long now = System.nanoTime();
          if (each.key().startsWith(OF_A_BOOK)) {
            book.countDown();
          } else {
            synchronized (times) {
              times.add(now - Long.parseLong(each.key()));
            }
          }
        }
      }
    }
  }

  @Override
  public void close() {
    finished = true;
    reader.close();
    producer.close();
  }
}
