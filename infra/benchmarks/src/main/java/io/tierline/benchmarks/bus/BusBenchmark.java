package io.tierline.benchmarks.bus;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.tierline.benchmarks.Latencies;
import io.tierline.messaging.MessagingSchema;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.messaging.outbox.Broker;
import io.tierline.messaging.outbox.JdbcOutbox;
import io.tierline.messaging.outbox.Relay;
import io.tierline.messaging.outbox.RelaySettings;
import io.tierline.messaging.wire.Messages;
import io.tierline.testsupport.BrokerProcess;
import io.tierline.testsupport.PostgresProcess;
import io.tierline.testsupport.ServiceDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two questions. How long from a commit to its consumer, at 200 commits a second, compared with the
 * same record sent to Kafka directly? And how fast does a backlog drain? PostgreSQL and the broker
 * are processes of their own, with their durable settings; floor and bus take turns in one run.
 */
public final class BusBenchmark {

  private static final int PER_SECOND = 200;
  private static final int AGGREGATES = 500;
  private static final int BACKLOG_ROWS = 200_000;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofSeconds(10);
  private static final int TURNS = Integer.getInteger("turns", 4);
  private static final String TOPIC = "bench.parcel";
  private static final String TEXT = "x".repeat(200);

  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private final Path folder;
  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<String, Long> startedAt = new ConcurrentHashMap<>();

  /** Records that were read before their committing thread had its answer; they count as 0. */
  private final AtomicInteger early = new AtomicInteger();

  private volatile boolean finished;

  /** A message of usual size. */
  @JsonTypeName("parcel.measured.v1")
  record Measured(String id, String text) {}

  private BusBenchmark(Path folder) {
    this.folder = folder;
  }

  /** Prints its figures as a Markdown table. */
  public static void main(String[] arguments) throws Exception {
    new BusBenchmark(Files.createTempDirectory("tierline-bus-benchmark")).run();
    System.exit(0);
  }

  private void run() throws Exception {
    try (PostgresProcess postgres =
            PostgresProcess.start(Files.createDirectory(folder.resolve("p")));
        BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("k")));
        HikariDataSource dataSource = database(postgres);
        KafkaProducer<String, byte[]> floor = producer(broker)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
      }
      Relay relay = relay(dataSource, broker);
      JdbcOutbox outbox =
          new JdbcOutbox(
              new JdbcTemplate(dataSource), new Messages(), ObservationRegistry.NOOP, relay::wake);
      TransactionTemplate transactions =
          new TransactionTemplate(new JdbcTransactionManager(dataSource));
      JdbcTemplate jdbc = new JdbcTemplate(dataSource);
      relay.start();
      Latencies kafkaAlone = new Latencies();
      Latencies fromCommit = new Latencies();
      Latencies fromBegin = new Latencies();
      Thread reader =
          Thread.ofPlatform().start(() -> read(broker, kafkaAlone, fromCommit, fromBegin));

      pace("w-k", WARM_UP, id -> sendAlone(floor, id));
      pace("w-b", WARM_UP, id -> commit(transactions, jdbc, outbox, id));
      for (int turn = 0; turn < TURNS; turn++) {
        pace("k" + turn, TURN, id -> sendAlone(floor, id));
        pace("b" + turn, TURN, id -> commit(transactions, jdbc, outbox, id));
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      finished = true;
      reader.join();
      relay.stop();
      print(kafkaAlone, fromCommit, fromBegin);
      drain(jdbc, relay, floor);
    }
  }

  private void print(Latencies kafkaAlone, Latencies fromCommit, Latencies fromBegin) {
    System.out.printf(
        "Latency at %d/s, %d and %d samples, %d read before their commit was answered%n",
        PER_SECOND, kafkaAlone.count(), fromCommit.count(), early.get());
    System.out.println("| from … to consumer | p50 | ratio | p99 | ratio |");
    System.out.println("| --- | --- | --- | --- | --- |");
    line("Kafka alone, from send", kafkaAlone, kafkaAlone);
    line("bus, from commit", fromCommit, kafkaAlone);
    line("bus, from begin of the transaction", fromBegin, kafkaAlone);
  }

  private static void line(String name, Latencies measured, Latencies floor) {
    System.out.printf(
        "| %s | %s | %s | %s | %s |%n",
        name,
        Latencies.millis(measured.micros(500)),
        Latencies.ratio(measured.micros(500), floor.micros(500)),
        Latencies.millis(measured.micros(990)),
        Latencies.ratio(measured.micros(990), floor.micros(990)));
  }

  private void drain(JdbcTemplate jdbc, Relay relay, KafkaProducer<String, byte[]> floor) {
    byte[] body = body("backlog");
    long bestRows = 0;
    for (int round = 1; round <= 3; round++) {
      jdbc.update(
          """
          insert into messaging.outbox (part, aggregate_type, aggregate_id, aggregate_seq, event_id,
              type, seller, headers, payload, created_at)
          select (i %% 64)::smallint, '%s', 'backlog-%d-' || i %% %d, i / %d, uuidv7(),
              'parcel.measured.v1', '1001', '{}', ?, clock_timestamp()
          from generate_series(1, %d) i
          """
              .formatted(TOPIC, round, AGGREGATES, AGGREGATES, BACKLOG_ROWS),
          body);
      long started = System.nanoTime();
      relay.start();
      while (Boolean.TRUE.equals(
          jdbc.queryForObject("select exists (select from messaging.outbox)", Boolean.class))) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
      relay.stop();
      long perSecond = BACKLOG_ROWS * 1_000L / millis;
      bestRows = Math.max(bestRows, perSecond);
      System.out.printf(
          "Backlog %d: %d rows in %d ms, %d rows/s%n", round, BACKLOG_ROWS, millis, perSecond);
    }
    long started = System.nanoTime();
    for (int i = 0; i < BACKLOG_ROWS; i++) {
      floor.send(new ProducerRecord<>(TOPIC, i % 4, "floor-" + i % AGGREGATES, body));
    }
    floor.flush();
    long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
    long perSecond = BACKLOG_ROWS * 1_000L / millis;
    System.out.printf(
        "Kafka alone: %d records in %d ms, %d/s; the best drain reaches %d%% of it%n",
        BACKLOG_ROWS, millis, perSecond, bestRows * 100 / perSecond);
  }

  private void sendAlone(KafkaProducer<String, byte[]> producer, String id) {
    String key = key(id);
    sentAt.put(id, System.nanoTime());
    producer.send(new ProducerRecord<>(TOPIC, Math.floorMod(key.hashCode(), 4), key, body(id)));
  }

  private void commit(
      TransactionTemplate transactions, JdbcTemplate jdbc, JdbcOutbox outbox, String id) {
    startedAt.put(id, System.nanoTime());
    transactions.executeWithoutResult(
        _ -> {
          jdbc.update(
              """
              insert into parcel values (?, 1) on conflict (id) do update set steps = parcel.steps + 1
              """,
              key(id));
          outbox.append(new OutgoingMessage(TOPIC, key(id), "1001", new Measured(id, TEXT)));
        });
    sentAt.put(id, System.nanoTime());
  }

  private void read(
      BrokerProcess broker, Latencies kafkaAlone, Latencies fromCommit, Latencies fromBegin) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("fetch.min.bytes", 1);
    Messages messages = new Messages();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(0, 1, 2, 3).stream().map(i -> new TopicPartition(TOPIC, i)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!finished) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          long now = System.nanoTime();
          Measured measured = messages.decode(Measured.class, "parcel.measured.v1", record.value());
          if (measured == null || measured.id().startsWith("w")) {
            continue;
          }
          if (measured.id().startsWith("k")) {
            kafkaAlone.add(now - sentAt.getOrDefault(measured.id(), now));
          } else {
            Long committed = sentAt.get(measured.id());
            if (committed == null) {
              early.incrementAndGet();
            }
            fromCommit.add(committed == null ? 0 : now - committed);
            fromBegin.add(now - startedAt.getOrDefault(measured.id(), now));
          }
        }
      }
    }
  }

  /** Starts one piece of work at each tick, whether or not the one before was slow. */
  private static void pace(String prefix, Duration duration, Consumer<String> work) {
    long interval = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    long start = System.nanoTime();
    long count = duration.toNanos() / interval;
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        String id = prefix + "-" + i;
        long due = start + i * interval;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        workers.execute(() -> work.accept(id));
      }
    }
  }

  private static Relay relay(HikariDataSource dataSource, BrokerProcess broker) {
    return new Relay(
        dataSource,
        new Broker(
            () -> producer(broker),
            _ -> producer(broker),
            () -> Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))),
        Runnable::run,
        new Messages(),
        () -> true,
        new RelaySettings(
            "/tierline/bench",
            2_000,
            Duration.ofMillis(25),
            Duration.ofMillis(250),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            List.of(),
            Duration.ofMillis(250),
            List.of()),
        METERS);
  }

  private static HikariDataSource database(PostgresProcess postgres) {
    ServiceDatabase database = postgres.newServiceDatabase("bench", "bench");
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(database.jdbcUrl());
    dataSource.setUsername("bench_owner");
    dataSource.setPassword("bench_owner");
    dataSource.setMaximumPoolSize(8);
    new JdbcTemplate(dataSource)
        .execute("create table parcel (id text primary key, steps integer not null)");
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/no-migrations")
        .failOnMissingLocations(false)
        .baselineOnMigrate(true)
        .callbacks(new MessagingSchema(""))
        .load()
        .migrate();
    return dataSource;
  }

  /** The relay's own settings, so that the floor is a fair one. */
  private static KafkaProducer<String, byte[]> producer(BrokerProcess broker) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            0,
            "batch.size",
            128 * 1024),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static byte[] body(String id) {
    return "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, TEXT).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(String id) {
    return "parcel-" + Math.floorMod(id.hashCode(), AGGREGATES);
  }
}
