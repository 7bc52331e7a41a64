package io.tierline.acceptance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.ReplayParkedKey;
import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.BrokerProcess;
import io.tierline.testsupport.PostgresProcess;
import io.tierline.testsupport.ServerProcess;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Nothing that was acknowledged is lost, each aggregate's messages act in order, each acts once:
 * whichever process is killed or frozen, and whatever comes twice. The node that produces and
 * relays is a process of its own; a second one, here, consumes and relays too.
 */
@Tag("servers")
class BusFaultsTest {

  private static final Duration BUSILY_AT_MOST = Duration.ofMinutes(2);

  /** Twice the delivery timeout that the nodes are started with. */
  private static final int RELAYS_GAVE_UP_SECONDS = 6;

  private static final int TICKS_AT_ONCE = 1_000;

  private static final AtomicInteger SCENARIOS = new AtomicInteger();

  @TempDir static Path folder;
  private static PostgresProcess postgres;
  private static BrokerProcess broker;

  private final List<AutoCloseable> running = new ArrayList<>();
  private String topic = "";
  private boolean compacted;
  private ServiceDatabase database = new ServiceDatabase("faults", "");
  private Path log = Path.of("");

  @BeforeAll
  static void startServers() throws IOException {
    postgres = PostgresProcess.start(Files.createDirectory(folder.resolve("postgres")));
    broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
  }

  @AfterAll
  static void stopServers() {
    broker.close();
    postgres.close();
  }

  @BeforeEach
  void newWorld() {
    int scenario = SCENARIOS.incrementAndGet();
    topic = "faults.clock-" + scenario;
    database = postgres.newServiceDatabase("faults", "faults_" + scenario);
    log = folder.resolve("node-" + scenario + ".log");
  }

  @AfterEach
  void endProcesses() throws Exception {
    for (AutoCloseable each : running.reversed()) {
      each.close();
    }
  }

  @Test
  @DisplayName("A relay killed with SIGKILL loses nothing; another takes over")
  void aKilledRelay() {
    consumer(postgres.port());
    for (int life = 1; life <= 2; life++) {
      ServerProcess node = producer(postgres.port());
      awaitAcknowledged(life * 150);
      node.kill();
    }

    everythingArrived();
  }

  @Test
  @DisplayName("A relay frozen beyond its lease wakes up, and neither loses nor repeats an effect")
  void aFrozenRelay() {
    consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitAcknowledged(100);
    for (int i = 0; i < 2; i++) {
      node.freeze();
      // The other one ends its session and owns all parts.
      awaitOwners(1);
      int before = acknowledged().size();
      node.thaw();
      awaitAcknowledged(before + 100);
    }
    node.kill();

    everythingArrived();
  }

  @Test
  @DisplayName("A frozen relay that wakes up does not speak last on a compacted topic")
  void aFrozenRelayOnACompactedTopic() {
    compacted = true;
    node(postgres.port(), "--node.consume=false");
    ServerProcess relay =
        process(
            postgres.port(),
            "--node.produce=false",
            // What it has not sent when it is frozen must not be too old to be sent when it wakes.
            "--tierline.messaging.relay.delivery-timeout=30s");
    for (int round = 1; round <= 3; round++) {
      awaitOwners(2);
      tickAll(2 * round - 1);
      // Busy: with messages on their way that the broker does not have yet.
      int left = BusNode.CLOCKS * TICKS_AT_ONCE * 4 / 5;
      awaitBusily("select count(*) from messaging.outbox", rows -> rows < left);
      relay.freeze();
      awaitOwners(1);
      tickAll(2 * round);
      awaitOutboxEmpty();
      // Nobody speaks any more but the one that wakes up, and starts over.
      relay.thaw();
      awaitOwners(2);
      awaitOutboxEmpty();
      await()
          .untilAsserted(
              () ->
                  assertThat(lastInTheLog())
                      .isEqualTo(select("select clock, tick from clock_face")));
    }
  }

  @Test
  @DisplayName("A broker killed with SIGKILL comes back, and everything arrives")
  void aKilledBroker() {
    consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitRelayed(200);
    broker.process().kill();
    // Commits do not need the broker; the relay gives up and tries again.
    awaitAcknowledged(acknowledged().size() + 100);
    awaitRelaysGaveUp();
    broker.restart();
    awaitAcknowledged(acknowledged().size() + 50);
    node.kill();

    everythingArrived();
  }

  @Test
  @DisplayName("A frozen broker holds messages up, but no commit, and loses none")
  void aFrozenBroker() {
    compacted = true;
    consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitRelayed(200);
    broker.process().freeze();
    awaitAcknowledged(acknowledged().size() + 100);
    // Whether their transactions committed is not known: the relays start over under other names.
    awaitRelaysGaveUp();
    broker.process().thaw();
    awaitAcknowledged(acknowledged().size() + 50);
    node.kill();

    everythingArrived();
  }

  @Test
  @DisplayName("PostgreSQL killed with SIGKILL keeps what it acknowledged, and all of it arrives")
  void aKilledDatabase() {
    consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitAcknowledged(100);
    for (int i = 0; i < 2; i++) {
      postgres.process().kill();
      postgres.restart();
      awaitAcknowledged(acknowledged().size() + 100);
    }
    node.kill();

    everythingArrived();
  }

  @Test
  @DisplayName("A frozen PostgreSQL stops everything and loses nothing")
  void aFrozenDatabase() {
    consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitAcknowledged(100);
    postgres.process().freeze();
    await().during(Duration.ofSeconds(3)).until(() -> true);
    postgres.process().thaw();
    awaitAcknowledged(acknowledged().size() + 100);
    node.kill();

    everythingArrived();
  }

  @Test
  @DisplayName("Connections cut between COMMIT and its answer repeat nothing")
  void aCutBetweenCommitAndAnswer() {
    try (TcpProxy proxy = TcpProxy.to(postgres.port())) {
      consumer(proxy.port());
      ServerProcess node = producer(proxy.port());
      awaitAcknowledged(50);
      // Commits of producers and of the inbox.
      proxy.cutAtAnswer("COMMIT\0", 25);
      await().until(() -> proxy.cuts() >= 20);
      // The relay forgets what was acknowledged in statements that commit by themselves.
      proxy.cutAtAnswer("DELETE ", 5);
      await().until(() -> proxy.cuts() >= 30);
      proxy.heal();
      awaitAcknowledged(acknowledged().size() + 50);
      node.kill();

      everythingArrived();
    }
  }

  @Test
  @DisplayName("When every record is delivered again, nothing acts again")
  void redeliveryOfEverything() throws Exception {
    ConfigurableApplicationContext first = consumer(postgres.port());
    ServerProcess node = producer(postgres.port());
    awaitAcknowledged(200);
    node.kill();
    everythingArrived();
    first.close();
    rewind();
    ConfigurableApplicationContext second = consumer(postgres.port());
    awaitConsumed();
    everythingArrived();
    second.close();

    // And once more after the messages were forgotten: their place in the order is not.
    execute("delete from messaging.inbox");
    rewind();
    consumer(postgres.port());
    awaitConsumed();

    everythingArrived();
  }

  @Test
  @DisplayName(
      "An unreadable record parks its key only; the rest goes on and the key can be replayed")
  void anUnreadableRecord() throws Exception {
    ConfigurableApplicationContext reader = consumer(postgres.port());
    int clocks = BusNode.CLOCKS;
    for (int i = 0; i < clocks; i++) {
      String clock = "clock-" + i;
      send(clock, 1, i == 7 ? "{\"clock\":" : "{\"clock\":\"%s\",\"tick\":1}".formatted(clock));
      send(clock, 2, "{\"clock\":\"%s\",\"tick\":2}".formatted(clock));
      execute("insert into clock_face values ('%s', 2)".formatted(clock));
    }
    await().until(() -> query("select count(*) from effect") == 2L * (clocks - 1));
    ParkedRecords parked = reader.getBean(ParkedRecords.class);
    assertThat(parked.countKeys()).isEqualTo(1);
    ParkedKey key = parked.keys(0, 10).getFirst();
    assertThat(key.name().aggregateId()).isEqualTo("clock-7");
    assertThat(key.records()).isEqualTo(2);

    // An operator repairs the record and replays its key.
    reader
        .getBean(JdbcTemplate.class)
        .update(
            "update messaging.parked set payload = ? where id = ?",
            "{\"clock\":\"clock-7\",\"tick\":1}".getBytes(StandardCharsets.UTF_8),
            key.headId());
    ReplayParkedKey.Result result =
        reader.getBean(ReplayParkedKey.class).replay(key.name(), Replay.Gaps.STOP, "operator");

    assertThat(result.replayed()).isEqualTo(2);
    everythingArrived();
  }

  /** A node of this JVM that consumes, and relays its share. */
  private ConfigurableApplicationContext consumer(int databasePort) {
    return node(databasePort, "--node.consume=true");
  }

  /** A node of this JVM that relays its share. */
  private ConfigurableApplicationContext node(int databasePort, String... more) {
    ConfigurableApplicationContext node = BusNode.application().run(arguments(databasePort, more));
    running.add(node);
    return node;
  }

  /** A process that produces, and relays its share. */
  private ServerProcess producer(int databasePort) {
    return process(databasePort, "--node.produce=true");
  }

  /** A process that relays its share. */
  private ServerProcess process(int databasePort, String... more) {
    ServerProcess node = BusNode.process(List.of(arguments(databasePort, more)), log);
    running.add(node);
    return node;
  }

  private String[] arguments(int databasePort, String... more) {
    String url = database.jdbcUrl().replace(":" + postgres.port() + "/", ":" + databasePort + "/");
    List<String> arguments = BusNode.arguments(database, url, broker.bootstrapServers(), topic);
    arguments.add("--tierline.messaging.fenced-topics=" + (compacted ? topic : ""));
    // Of two settings of one name both would count.
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(each -> each.startsWith(name));
      arguments.add(argument);
    }
    return arguments.toArray(String[]::new);
  }

  /** The whole promise: every commit acted, in the order of its clock, once. */
  private void everythingArrived() {
    await()
        .until(
            () ->
                query("select count(*) from messaging.outbox") == 0
                    && query("select count(*) from effect")
                        >= query("select coalesce(sum(tick), 0) from clock_face"));
    Map<String, List<Integer>> expected = new TreeMap<>();
    select("select clock, tick from clock_face")
        .forEach(
            (clock, ticks) ->
                expected.put(clock, IntStream.rangeClosed(1, ticks.getFirst()).boxed().toList()));
    assertThat(select("select clock, tick from effect order by id")).isEqualTo(expected);
    acknowledged()
        .forEach(
            line -> {
              String[] words = line.split(" ");
              assertThat(expected.get(words[1])).as(line).contains(Integer.valueOf(words[2]));
            });
    assertThat(query("select count(*) from messaging.parked where state = 'PARKED'")).isZero();
    if (compacted) {
      // Markers of the last transactions are written after their commit was answered.
      await()
          .untilAsserted(
              () ->
                  assertThat(lastInTheLog())
                      .isEqualTo(select("select clock, tick from clock_face")));
    }
  }

  /** What would be left of the topic after compaction. */
  private Map<String, List<Integer>> lastInTheLog() {
    Map<String, List<Integer>> last = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, 4).mapToObj(i -> new TopicPartition(topic, i)).toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> reader.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(200))) {
          byte[] sequence = record.headers().lastHeader("aggregate_seq").value();
          last.put(
              record.key(), List.of(Integer.valueOf(new String(sequence, StandardCharsets.UTF_8))));
        }
      }
    }
    return last;
  }

  private List<String> acknowledged() {
    String text = output();
    // A line that was being written when the process died is no acknowledgement yet.
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("ACKNOWLEDGED "))
        .toList();
  }

  /** All that the producing process has printed so far. */
  private String output() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In one transaction, each clock ticks many times. */
  private void tickAll(int time) {
    int last = time * TICKS_AT_ONCE;
    StringBuilder sql = new StringBuilder();
    List<String> clocks = new ArrayList<>();
    for (int i = 0; i < BusNode.CLOCKS; i++) {
      String clock = "clock-" + i;
      clocks.add("('%s', %d)".formatted(clock, Wire.part(clock)));
      sql.append(
          """
          insert into clock_face values ('%s', %d) on conflict (clock) do update set tick = %d;
          """
              .formatted(clock, last, last));
    }
    sql.append(
        """
        do $$ begin
          perform messaging.append(part::smallint, '%s', clock, 'clock.ticked.v1', null, '{}',
              convert_to(format('{"clock":"%%s","tick":%%s}', clock, tick), 'UTF8'))
          from generate_series(%d, %d) tick, (values %s) clocks (clock, part);
        end $$
        """
            .formatted(topic, last - TICKS_AT_ONCE + 1, last, String.join(", ", clocks)));
    execute(sql.toString());
  }

  private void awaitOwners(int count) {
    await().until(() -> query("select count(distinct owner) from messaging.relay_part") == count);
  }

  private void awaitOutboxEmpty() {
    await().until(() -> query("select count(*) from messaging.outbox") == 0);
  }

  /** Without pauses, for what passes quickly. */
  private void awaitBusily(String sql, LongPredicate reached) {
    long end = System.nanoTime() + BUSILY_AT_MOST.toNanos();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (System.nanoTime() < end) {
        try (ResultSet rows = statement.executeQuery(sql)) {
          rows.next();
          if (reached.test(rows.getLong(1))) {
            return;
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("Not within " + BUSILY_AT_MOST + ": " + sql);
  }

  /** Until so many messages acted: all relays are at work. */
  private void awaitRelayed(int count) {
    await().until(() -> query("select count(*) from effect") >= count);
  }

  private void awaitAcknowledged(int count) {
    await().until(() -> acknowledged().size() >= count);
  }

  /** Until a message has waited longer than relays wait for an acknowledgement. */
  private void awaitRelaysGaveUp() {
    String oldestSeconds =
        """
        select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
        from messaging.outbox
        """;
    await().until(() -> query(oldestSeconds) > RELAYS_GAVE_UP_SECONDS);
  }

  private void rewind() throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      IntStream.range(0, 4)
          .forEach(i -> beginning.put(new TopicPartition(topic, i), new OffsetAndMetadata(0)));
      await()
          .ignoreExceptions()
          .until(
              () -> {
                admin
                    .alterConsumerGroupOffsets(BusNode.CONSUMER, beginning)
                    .all()
                    .get(5, TimeUnit.SECONDS);
                return true;
              });
    }
  }

  /** Until the group has read its topic to the end. */
  private void awaitConsumed() {
    try (Admin admin = admin()) {
      await()
          .ignoreExceptions()
          .until(
              () -> {
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                IntStream.range(0, 4)
                    .forEach(i -> latest.put(new TopicPartition(topic, i), OffsetSpec.latest()));
                Map<TopicPartition, OffsetAndMetadata> group =
                    admin
                        .listConsumerGroupOffsets(BusNode.CONSUMER)
                        .partitionsToOffsetAndMetadata()
                        .get(5, TimeUnit.SECONDS);
                return admin.listOffsets(latest).all().get(5, TimeUnit.SECONDS).entrySet().stream()
                    .allMatch(
                        end ->
                            end.getValue().offset() == 0
                                || (group.get(end.getKey()) != null
                                    && group.get(end.getKey()).offset()
                                        == end.getValue().offset()));
              });
    }
  }

  private void send(String clock, int sequence, String body) throws Exception {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic,
            Math.floorMod(clock.hashCode(), 4),
            clock,
            body.getBytes(StandardCharsets.UTF_8));
    Map.of(
            "ce_id",
            clock + "/" + sequence,
            "ce_type",
            "clock.ticked.v1",
            "aggregate_seq",
            Integer.toString(sequence))
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get(60, TimeUnit.SECONDS);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private long query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, List<Integer>> select(String sql) {
    Map<String, List<Integer>> byClock = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        byClock.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getInt(2));
      }
      return byClock;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
  }
}
