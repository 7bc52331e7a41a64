package io.tierline.messaging.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.Refill;
import io.tierline.messaging.outbox.Generations.Standing;
import io.tierline.messaging.outbox.TopicLogs.TopicLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps topics with watermarks complete. Where a topic turns out to be another log than the one
 * that was filled, or the database to have another history than the one that the topic tells, a new
 * {@link Generation} begins: all that is to be told goes on the bus again, piece by piece, and
 * until that is done no watermark does ({@link RelaySession#readAtTime}).
 *
 * <p>Each instance looks; the row of the generation is locked by the one that does something.
 */
public final class Refilling {

  private static final Logger log = LoggerFactory.getLogger(Refilling.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** While so much of a topic is on its way: what is said just now must not wait for all. */
  private static final int OUTBOX_MAX = 4_000;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Duration OUTBOX_PAUSE = Duration.ofMillis(20);

  private final Broker broker;
  private final Runnable createMissingTopics;
  private final BackgroundWork background;
  private final TransactionOperations transactions;
  private final Generations generations;
  private final Map<String, Refill> refills;
  private final RelaySettings settings;
  private volatile Map<String, Standing> standings = Map.of();
  private volatile @Nullable Running running;
  private final Map<String, LogEnds> ends = new HashMap<>();
  private final Set<String> complaints = new HashSet<>();
  private final Brake brake = new Brake(System::nanoTime);

  /** From a start to its stop. */
  private record Running(Thread thread, CountDownLatch stopped) {}

  /** What came of a look at a topic. */
  private enum Next {
    NOTHING_TO_DO,
    OUTBOX_IS_FULL,
    MORE_TO_DO
  }

  /**
   * @param createMissingTopics as when the service starts
   */
  public Refilling(
      Broker broker,
      Runnable createMissingTopics,
      BackgroundWork background,
      JdbcOperations jdbc,
      TransactionOperations transactions,
      List<Refill> refills,
      RelaySettings settings,
      MeterRegistry meters) {
    this.broker = broker;
    this.createMissingTopics = createMissingTopics;
    this.background = background;
    this.transactions = transactions;
    this.generations = new Generations(jdbc);
    this.refills =
        refills.stream().collect(Collectors.toUnmodifiableMap(Refill::topic, Function.identity()));
    this.settings = settings;
    for (String topic : settings.watermarkTopics()) {
      Gauge.builder("tierline.topic.filled", () -> filled(topic))
          .description("1 while the topic tells everything; 0 while it is filled again")
          .tag("topic", topic)
          .register(meters);
      Gauge.builder("tierline.topic.refilled.messages", () -> refilled(topic))
          .description("Messages that went on the bus again when the topic was filled last")
          .tag("topic", topic)
          .register(meters);
    }
  }

  public synchronized void start() {
    if (running != null || settings.watermarkTopics().isEmpty()) {
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .name("outbox-refill")
            .daemon(true)
            .unstarted(() -> background.run(() -> lookUntil(stopped)));
    running = new Running(thread, stopped);
    thread.start();
  }

  public synchronized void stop() {
    Running stopping = running;
    if (stopping == null) {
      return;
    }
    running = null;
    stopping.stopped().countDown();
    try {
      if (!stopping.thread().join(STOP_TIMEOUT)) {
        stopping.thread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a topic is filled. */
  public record Topic(String name, boolean filled, long messages) {}

  /** Topics with watermarks that have a generation, by name. */
  public List<Topic> topics() {
    AtomicReference<List<Topic>> found = new AtomicReference<>(List.of());
    background.run(
        () ->
            found.set(
                generations.all().values().stream()
                    .map(
                        each -> new Topic(each.topic(), each.isFilled(), each.filling().messages()))
                    .sorted(Comparator.comparing(Topic::name))
                    .toList()));
    return found.get();
  }

  /**
   * Everything goes on the bus again, for a reason that nobody can find: a database that was
   * restored from a copy of its files is the same one to look at.
   *
   * @param by who wants it
   * @param why in one line
   * @return false where nothing was ordered, because an instance is just busy with a topic
   */
  public boolean askForAll(String by, String why) {
    try {
      background.run(() -> transactions.executeWithoutResult(_ -> generations.askForNew(by, why)));
    } catch (DataAccessException e) {
      if (!isLockTimeout(e)) {
        throw e;
      }
      log.debug("The order of {} to put everything on the bus again found a topic busy", by, e);
      return false;
    }
    log.warn("{} wants everything to go on the bus again: {}", by, why);
    return true;
  }

  private static boolean isLockTimeout(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException error
        && LOCK_NOT_AVAILABLE.equals(error.getSQLState());
  }

  private void lookUntil(CountDownLatch stopped) {
    try (TopicLogs logs = new TopicLogs(broker, BROKER_TIMEOUT)) {
      while (stopped.getCount() > 0) {
        Duration pause = pauseAfter(lookOrComplain(logs));
        boolean _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration pauseAfter(Next next) {
    return switch (next) {
      case NOTHING_TO_DO -> LOOK_INTERVAL;
      case OUTBOX_IS_FULL -> OUTBOX_PAUSE;
      case MORE_TO_DO -> Duration.ZERO;
    };
  }

  private Next lookOrComplain(TopicLogs logs) throws InterruptedException {
    try {
      return look(logs);
    } catch (RuntimeException | Error e) {
      complain("Whether topics tell everything cannot be found out at the moment", e);
      return Next.NOTHING_TO_DO;
    }
  }

  private Next look(TopicLogs logs) throws InterruptedException {
    Map<String, Standing> found = generations.all();
    standings = found;
    Map<String, TopicLog> topics = logs.of(settings.watermarkTopics());
    if (topics.size() < settings.watermarkTopics().size()) {
      createMissingTopics.run();
    }
    Next next = Next.NOTHING_TO_DO;
    boolean allWell = true;
    for (TopicLog topic : topics.values()) {
      try {
        Next ofTopic = lookAt(topic, found.get(topic.topic()), logs);
        next = ofTopic.compareTo(next) > 0 ? ofTopic : next;
      } catch (RuntimeException | Error e) {
        allWell = false;
        complain("Topic " + topic.topic() + " cannot be filled at the moment", e);
      }
    }
    if (allWell) {
      complaints.clear();
    }
    return next;
  }

  private Next lookAt(TopicLog topic, @Nullable Standing standing, TopicLogs logs)
      throws InterruptedException {
    if (standing == null || standing.over(topic.id()) != null) {
      return begin(topic, logs);
    }
    if (hasLostRecords(topic, new LogEnds(standing.number(), logs.ends(topic)))) {
      transactions.executeWithoutResult(
          _ -> generations.askForNew(topic.topic(), standing.number()));
      return Next.MORE_TO_DO;
    }
    if (standing.filling().done()) {
      brake.release(topic.topic());
      return Next.NOTHING_TO_DO;
    }
    return fillOn(topic);
  }

  /** Seen by who looked before: what is lost while no instance runs is not found. */
  private boolean hasLostRecords(TopicLog topic, LogEnds now) {
    LogEnds before = ends.put(topic.topic(), now);
    if (before == null || !before.haveShrunk(now)) {
      return false;
    }
    log.warn(
        "Topic {} lost records that the broker had acknowledged: it ended at {} and ends at {}",
        topic.topic(),
        before.offsets(),
        now.offsets());
    return true;
  }

  /** Once of each kind, until all is well again: texts name offsets and ids, and never end. */
  private void complain(String what, Throwable why) {
    if (complaints.add(what + why.getClass().getName())) {
      log.warn("{}: {}", what, why.toString());
    }
    log.debug("It is looked after again in {}", LOOK_INTERVAL, why);
  }

  private Next begin(TopicLog seen, TopicLogs logs) {
    return transactions.execute(
        _ ->
            generations
                .lock(seen.topic())
                .map(standing -> beginLocked(standing, logs))
                .orElse(Next.NOTHING_TO_DO));
  }

  /** Asks again which log it is: that may have been answered before others began one. */
  private Next beginLocked(Standing standing, TopicLogs logs) {
    try {
      TopicLog topic = logs.of(List.of(standing.topic())).get(standing.topic());
      String why = topic == null ? null : standing.over(topic.id());
      if (topic == null || why == null) {
        return Next.NOTHING_TO_DO;
      }
      logs.requireCompacted(topic);
      endOtherSending(logs);
      generations.begin(topic.topic(), topic.id(), logs.mark(topic));
      if (standing.number() == 0) {
        log.info("Topic {} is filled for the first time", topic.topic());
      } else {
        log.warn(
            "Everything goes on topic {} again, because {}. Until that is done nobody who follows it"
                + " vouches for a price; nothing has to be done by hand",
            topic.topic(),
            why);
      }
      return Next.MORE_TO_DO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while a generation was to begin", e);
    }
  }

  /**
   * Whoever is no relay of this database that lives may have had another history: what it still has
   * on its way must stand before the generation, not in it. The broker is asked first: a relay
   * makes itself known there only after its row is written.
   */
  private void endOtherSending(TopicLogs logs) throws InterruptedException {
    Set<String> others = new HashSet<>(logs.transactionalIds(settings.fencePrefix()));
    others.removeAll(generations.fencesOfLiveRelays());
    logs.fence(others);
  }

  /** Piece by piece, until it is time to look again whether the generation still holds. */
  private Next fillOn(TopicLog topic) {
    Refill refill = refills.get(topic.topic());
    if (refill == null) {
      throw new IllegalStateException(
          "Topic %s gets no watermark: nothing can fill it".formatted(topic.topic()));
    }
    long lookAgainAt = System.nanoTime() + LOOK_INTERVAL.toNanos();
    Next next = Next.MORE_TO_DO;
    while (next == Next.MORE_TO_DO && running != null && System.nanoTime() - lookAgainAt < 0) {
      next = isHeld(topic.topic()) ? Next.OUTBOX_IS_FULL : fillOn(topic, refill);
    }
    return next;
  }

  /** Of its own rows only: those of a topic that cannot be sent must not stop the others. */
  private boolean isHeld(String topic) {
    if (!generations.isOutboxAtLeast(topic, OUTBOX_MAX)) {
      brake.release(topic);
      return false;
    }
    if (brake.holdsTooLong(topic)) {
      log.warn(
          "Topic {} is not filled on: {} or more of its messages have been in the outbox for {}. It"
              + " goes on by itself when the broker takes them; the relay's log says why it does not",
          topic,
          OUTBOX_MAX,
          Brake.LONG);
    }
    return true;
  }

  private Next fillOn(TopicLog topic, Refill refill) {
    return transactions.execute(
        _ ->
            generations
                .lock(topic.topic())
                .filter(standing -> standing.over(topic.id()) == null)
                .filter(standing -> !standing.filling().done())
                .map(standing -> fillOn(standing, refill))
                .orElse(Next.NOTHING_TO_DO));
  }

  private Next fillOn(Standing standing, Refill refill) {
    Optional<Refill.Piece> piece = refill.appendNext(standing.filling().upTo());
    piece.ifPresentOrElse(
        next -> generations.filledUpTo(standing.topic(), next.upTo(), next.messages()),
        () -> {
          generations.filled(standing.topic());
          log.info(
              "Topic {} tells everything; {} messages went on the bus for that",
              standing.topic(),
              standing.filling().messages());
        });
    return piece.isPresent() ? Next.MORE_TO_DO : Next.NOTHING_TO_DO;
  }

  private double filled(String topic) {
    Standing standing = standings.get(topic);
    return standing != null && standing.isFilled() ? 1 : 0;
  }

  private double refilled(String topic) {
    Standing standing = standings.get(topic);
    return standing == null ? 0 : standing.filling().messages();
  }
}
