package io.tierline.messaging.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.WatermarkGate;
import io.tierline.messaging.outbox.OutboxRow.Stream;
import io.tierline.messaging.outbox.OutboxRow.Watermark;
import io.tierline.messaging.outbox.RelaySession.Backlog;
import io.tierline.messaging.outbox.RelaySession.Poll;
import io.tierline.messaging.outbox.RelaySession.Stopped;
import io.tierline.messaging.outbox.RelaySession.Vouchable;
import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Wire;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox into the broker: read in the order of ids, send, await the acknowledgements,
 * delete. Whatever happens between two of these steps, a row is deleted only after the broker has
 * it; so a message can come twice, which readers notice, but never not at all.
 *
 * <p>Several relays share the 64 parts; see {@link RelaySession} for who owns what.
 */
public final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final int BACKLOG_COUNT_MAX = 100_000;
  private static final int STOPPED_STREAMS_MAX = 1_000;
  private static final Duration BACKLOG_INTERVAL = Duration.ofSeconds(2);
  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(200);
  private static final Duration SKIPPING_PAUSE_MAX = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final Broker broker;
  private final BackgroundWork background;
  private final Messages messages;
  private final WatermarkGate gate;
  private final RelaySettings settings;
  private final Timer readTime;
  private final Timer sendTime;
  private final Timer deleteTime;
  private final Semaphore wakeups = new Semaphore(0);
  private final Map<Stream, Stop> stops = new HashMap<>();
  private final AtomicInteger partsOwned = new AtomicInteger();
  private volatile Backlog backlog = new Backlog(0, Duration.ZERO);
  private volatile @Nullable Instant watermarkSent;
  private volatile @Nullable Thread thread;

  /** Rows read at a time; fewer for a while after a statement that took too long. */
  private int rowsMax;

  private long nextPreparation = System.nanoTime();

  /** A key whose sending failed, and when it is tried again. */
  private record Stop(long untilNanos, Duration pause) {}

  /** The clients of one session. */
  private final class Sending {

    private final Producer<String, byte[]> plain = broker.plain().get();
    private final Topics topics = new Topics(plain, Relay.this::wake);
    private final FencedSending fenced;

    Sending(String transactionalId) {
      this.fenced =
          new FencedSending(
              settings.fencedTopics(), () -> broker.transactional().apply(transactionalId));
    }

    void close(Duration timeout) {
      topics.close();
      plain.close(timeout);
      fenced.close(timeout);
    }
  }

  /** Where no topic needs it, a dead relay's late records are only repetitions. */
  private final class Fencing implements RelaySession.Fence {

    private final String own;

    Fencing(String own) {
      this.own = own;
    }

    @Override
    public String own() {
      return own;
    }

    @Override
    public boolean end(String other) {
      if (settings.fencedTopics().isEmpty()) {
        return true;
      }
      try {
        return broker.fence(other, settings.lease().dividedBy(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /**
   * What a poll proves: all that was committed before it in these parts is at the broker, but for
   * the topics and streams named.
   */
  private record Vouched(
      Vouchable vouchable,
      Set<Integer> parts,
      Collection<String> topicsSkipped,
      Set<Stream> streamsBehind) {}

  public Relay(
      DataSource dataSource,
      Broker broker,
      BackgroundWork background,
      Messages messages,
      WatermarkGate gate,
      RelaySettings settings,
      MeterRegistry meters) {
    this.dataSource = dataSource;
    this.broker = broker;
    this.background = background;
    this.messages = messages;
    this.gate = gate;
    this.settings = settings;
    this.rowsMax = settings.batchMax();
    this.readTime =
        Timer.builder("tierline.relay.read")
            .description("Reading a batch, or finding that there is none")
            .register(meters);
    this.deleteTime =
        Timer.builder("tierline.relay.delete")
            .description("Deleting what was acknowledged")
            .register(meters);
    this.sendTime =
        Timer.builder("tierline.relay.send")
            .description("From sending a batch to its last acknowledgement")
            .register(meters);
    Gauge.builder("tierline.outbox.size", () -> backlog.rows())
        .description("Messages not yet acknowledged by the broker, counted to " + BACKLOG_COUNT_MAX)
        .register(meters);
    TimeGauge.builder(
            "tierline.outbox.oldest.age",
            () -> backlog.oldestAge().toMillis(),
            TimeUnit.MILLISECONDS)
        .description("Age of the oldest message not yet acknowledged by the broker")
        .register(meters);
    Gauge.builder("tierline.relay.parts", partsOwned, AtomicInteger::get)
        .description("Parts of the outbox this instance relays, of 64")
        .register(meters);
    Gauge.builder("tierline.relay.stopped.keys", stops, Map::size)
        .description("Keys whose sending failed and is tried again")
        .register(meters);
    if (!settings.watermarkTopics().isEmpty()) {
      TimeGauge.builder("tierline.watermark.age", this::watermarkAgeMillis, TimeUnit.MILLISECONDS)
          .description("How far what was last vouched for lies back")
          .register(meters);
    }
  }

  public synchronized void start() {
    if (thread != null) {
      return;
    }
    Thread starting =
        Thread.ofPlatform()
            .name("outbox-relay")
            .daemon(true)
            .unstarted(() -> background.run(this::relayUntilStopped));
    thread = starting;
    starting.start();
  }

  /** Returns when nothing is on its way any more and the parts are free for others. */
  public synchronized void stop() {
    Thread stopping = thread;
    if (stopping == null) {
      return;
    }
    thread = null;
    wake();
    try {
      if (!stopping.join(STOP_TIMEOUT)) {
        stopping.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isRunning() {
    return thread != null;
  }

  /** Also false for a thread that was stopped, did not end in time, and has a successor. */
  private boolean isWanted() {
    return Thread.currentThread() == thread;
  }

  /** There may be something to send. */
  public void wake() {
    if (wakeups.availablePermits() == 0) {
      wakeups.release();
    }
  }

  private void relayUntilStopped() {
    boolean complained = false;
    while (isWanted()) {
      Fencing fence = new Fencing(settings.fencePrefix() + UUID.randomUUID());
      try (RelaySession session = RelaySession.open(dataSource, settings.lease(), fence)) {
        log.info("Relay {} started", session.number());
        complained = false;
        relay(session, new Sending(fence.own()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException | Error e) {
        if (isWanted() && !complained) {
          log.warn("The relay starts over: {}", e.toString());
          complained = true;
        }
        log.debug("The relay starts over", e);
      } finally {
        partsOwned.set(0);
      }
      if (isWanted()) {
        pause(RECONNECT_PAUSE);
      }
    }
  }

  private void relay(RelaySession session, Sending sending)
      throws SQLException, InterruptedException {
    Thread heart =
        Thread.ofPlatform()
            .name("outbox-relay-heartbeat")
            .daemon(true)
            .start(() -> background.run(() -> beat(session, sending)));
    try {
      while (isWanted() && !session.isBroken()) {
        try {
          relayWhileAlive(session, sending);
        } catch (SQLTimeoutException e) {
          rowsMax = Math.max(1, rowsMax / 2);
          log.warn("At most {} rows at a time from now on: {}", rowsMax, e.toString());
        }
      }
    } catch (RuntimeException | Error e) {
      // What is on its way is not known: whoever comes next, also this relay, ends it first.
      session.abandon();
      throw e;
    } finally {
      heart.interrupt();
      try {
        heart.join(STOP_TIMEOUT);
      } finally {
        // After a lost session, what was not sent yet must not be sent later: others send it now.
        sending.close(session.isBroken() ? Duration.ZERO : CLOSE_TIMEOUT);
      }
    }
  }

  private void relayWhileAlive(RelaySession session, Sending sending)
      throws SQLException, InterruptedException {
    Duration retry = FIRST_RETRY;
    boolean watermarks = !settings.watermarkTopics().isEmpty();
    long nextWatermark = System.nanoTime();
    while (isWanted() && !session.isBroken()) {
      session.releaseSurplus();
      Set<Integer> owned = session.owned();
      partsOwned.set(owned.size());
      if (owned.isEmpty()) {
        idle();
        continue;
      }
      wakeups.drainPermits();
      prepare(sending.fenced);
      long readAt = System.nanoTime();
      Stopped skipped = skipped(sending, readAt);
      boolean watermarkDue = watermarks && readAt - nextWatermark >= 0 && gate.isOpen();
      Poll poll =
          watermarkDue
              ? session.readAtTime(owned, skipped, rowsMax)
              : session.read(owned, skipped, rowsMax);
      Duration reading = Duration.ofNanos(System.nanoTime() - readAt);
      readTime.record(reading);
      Set<Stream> doubtful = new HashSet<>(skipped.streams());
      if (poll.rows().isEmpty()) {
        retry = FIRST_RETRY;
      } else {
        Batch batch = send(poll.rows(), sending, readAt);
        List<Long> acknowledged = batch.acknowledgedPrefix();
        if (!acknowledged.isEmpty()) {
          long deleteAt = System.nanoTime();
          session.delete(acknowledged);
          deleteTime.record(System.nanoTime() - deleteAt, TimeUnit.NANOSECONDS);
        }
        Map<Stream, Exception> failures = batch.failures();
        doubtful.addAll(batch.incomplete());
        goOn(poll.rows(), doubtful);
        if (acknowledged.isEmpty() && brokerIsAway(failures)) {
          log.warn(
              "The broker acknowledges nothing; {} aggregates wait: {}",
              failures.size(),
              failures.values().iterator().next().toString());
          pause(retry);
          retry = longer(retry);
        } else {
          retry = FIRST_RETRY;
          failures.forEach(this::stop);
        }
      }
      rowsMax = Math.min(settings.batchMax(), poll.drained() ? rowsMax : 2 * rowsMax);
      if (watermarkDue && poll.drained()) {
        vouch(new Vouched(poll.vouchable(), owned, skipped.topics(), doubtful), sending);
        nextWatermark = readAt + settings.watermarkInterval().toNanos();
      }
      if (poll.drained()) {
        idle();
        if (skipped.any()) {
          // What waits is read over each time: the more that is, the less often.
          pause(shorter(reading.multipliedBy(2), SKIPPING_PAUSE_MAX));
        }
      }
    }
  }

  /** Before the rows are read, see there. */
  private void prepare(FencedSending fenced) {
    if (fenced.isReady() || System.nanoTime() - nextPreparation < 0) {
      return;
    }
    try {
      fenced.prepare();
    } catch (KafkaException e) {
      log.warn("Messages of compacted topics wait: {}", e.toString());
      nextPreparation = System.nanoTime() + settings.keyRetryMax().toNanos();
    }
  }

  private Batch send(List<OutboxRow> rows, Sending sending, long readAt)
      throws InterruptedException {
    long started = System.nanoTime();
    Batch batch = new Batch(rows);
    Set<Stream> stoppedNow = new HashSet<>();
    boolean fencedFailed = false;
    for (int i = 0; i < rows.size(); i++) {
      int index = i;
      OutboxRow row = rows.get(i);
      int partitions = sending.topics.partitions(row.topic());
      // A process that stood still for longer than its lease may own nothing any more.
      boolean stale = System.nanoTime() - readAt > settings.lease().toNanos();
      boolean fenced = sending.fenced.concerns(row.topic());
      if (partitions == 0
          || stale
          || (fenced && fencedFailed)
          || (!stoppedNow.isEmpty() && stoppedNow.contains(row.stream()))) {
        batch.heldBack(i);
        continue;
      }
      ProducerRecord<String, byte[]> record = row.toRecord(partitions, settings.source(), messages);
      Callback whenDone =
          (_, failure) -> {
            if (failure == null) {
              batch.acknowledged(index);
            } else {
              batch.failed(index, failure);
              if (mayBeGone(failure)) {
                sending.topics.forget(row.topic());
              }
            }
          };
      try {
        if (fenced) {
          sending.fenced.send(i, record, whenDone);
        } else {
          sending.plain.send(record, whenDone);
        }
      } catch (RuntimeException e) {
        batch.failed(i, e);
      }
      if (batch.failedAlready(i)) {
        stoppedNow.add(row.stream());
        // Its transaction cannot commit: what else would be in it comes with the next one.
        fencedFailed |= fenced;
      }
    }
    sending.fenced.commit(batch);
    // The client itself gives up after the delivery timeout; this is for a client that does not.
    if (!batch.await(2 * settings.deliveryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The Kafka client neither sent nor refused a message");
    }
    sendTime.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    return batch;
  }

  /** Tells readers up to when they have seen everything. */
  private void vouch(Vouched vouched, Sending sending) {
    for (String topic : settings.watermarkTopics()) {
      // First, so that a topic without messages becomes known too.
      int partitions = sending.topics.partitions(topic);
      Generation generation = vouched.vouchable().generations().get(topic);
      if (generation == null || vouched.topicsSkipped().contains(topic)) {
        continue;
      }
      Set<Integer> behind = new HashSet<>();
      for (Stream stream : vouched.streamsBehind()) {
        if (stream.topic().equals(topic)) {
          behind.add(Wire.part(stream.key()));
        }
      }
      for (int partition = 0; partition < partitions; partition++) {
        List<Integer> parts = new ArrayList<>();
        for (int part : vouched.parts()) {
          if (part % partitions == partition && !behind.contains(part)) {
            parts.add(part);
          }
        }
        if (parts.isEmpty()) {
          continue;
        }
        parts.sort(null);
        sending.plain.send(
            OutboxRow.watermark(
                new Watermark(generation, partition, parts, vouched.vouchable().at()),
                settings.source(),
                messages),
            (_, failure) -> {
              if (failure == null) {
                watermarkSent = vouched.vouchable().at();
              }
            });
      }
    }
  }

  private void beat(RelaySession session, Sending sending) {
    long nextBacklog = System.nanoTime();
    while (!session.isBroken() && !Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(settings.heartbeatInterval());
        if (!session.heartbeat().isEmpty()) {
          wake();
        }
        if (System.nanoTime() - nextBacklog >= 0) {
          backlog = session.backlog(BACKLOG_COUNT_MAX);
          nextBacklog = System.nanoTime() + BACKLOG_INTERVAL.toNanos();
        }
      } catch (InterruptedException e) {
        return;
      } catch (SQLTimeoutException e) {
        log.warn("A heartbeat took too long and comes again: {}", e.toString());
      } catch (SQLException | RuntimeException | Error e) {
        log.warn("Relay {} lost its session: {}", session.number(), e.toString());
        session.abandon();
        try {
          sending.close(Duration.ZERO);
        } catch (InterruptException interrupted) {
          // The relay has seen the end of its session and closes it itself.
        }
        wake();
        return;
      }
    }
  }

  private Stopped skipped(Sending sending, long now) {
    List<Stream> streams = new ArrayList<>();
    stops.forEach(
        (stream, stop) -> {
          if (stop.untilNanos() - now > 0) {
            streams.add(stream);
          }
        });
    Set<String> topics = sending.topics.unknown();
    if (!sending.fenced.isReady()) {
      topics.addAll(sending.fenced.topics());
    }
    return new Stopped(topics, streams);
  }

  private void stop(Stream stream, Exception failure) {
    Stop before = stops.get(stream);
    Duration pause = before == null ? FIRST_RETRY : longer(before.pause());
    if (before == null) {
      log.warn(
          "Messages of {} {} wait, sending failed: {}",
          stream.topic(),
          stream.key(),
          failure.toString());
    }
    if (stops.size() < STOPPED_STREAMS_MAX || before != null) {
      stops.put(stream, new Stop(System.nanoTime() + pause.toNanos(), pause));
    } else {
      pause(pause);
    }
  }

  private void goOn(List<OutboxRow> sent, Set<Stream> incomplete) {
    if (!stops.isEmpty()) {
      for (OutboxRow row : sent) {
        if (!incomplete.contains(row.stream())) {
          stops.remove(row.stream());
        }
      }
    }
  }

  /** As after the topic was deleted: others must not wait for it. */
  private static boolean mayBeGone(Exception failure) {
    return failure instanceof TimeoutException
        || failure instanceof UnknownTopicOrPartitionException;
  }

  private static boolean brokerIsAway(Map<Stream, Exception> failures) {
    return !failures.isEmpty()
        && failures.values().stream().allMatch(RetriableException.class::isInstance);
  }

  private Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(settings.keyRetryMax()) > 0 ? settings.keyRetryMax() : doubled;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private double watermarkAgeMillis() {
    Instant sent = watermarkSent;
    // The two clocks are those of the database and of this machine: good enough to watch.
    return sent == null ? Double.NaN : Duration.between(sent, Instant.now()).toMillis();
  }

  private void idle() throws InterruptedException {
    boolean woken = wakeups.tryAcquire(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    if (woken) {
      wakeups.drainPermits();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
