package io.tierline.messaging.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.Inbox;
import io.tierline.messaging.inbox.InboxTables.Order;
import io.tierline.messaging.inbox.InboxTables.Parking;
import io.tierline.messaging.inbox.InboxTables.Verdict;
import io.tierline.messaging.parking.ParkedHeaders;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecord;
import io.tierline.messaging.parking.ParkedRecord.Reason;
import io.tierline.messaging.parking.ParkedRecord.State;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.Replay.Outcome;
import io.tierline.messaging.parking.ReplayParkedKey;
import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Messages.UnreadableException;
import io.tierline.messaging.wire.Wire;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The inbox in the service's own database: memory of messages, place in each aggregate's order and
 * effects are one transaction.
 */
public final class JdbcInbox implements Inbox {

  private static final Logger log = LoggerFactory.getLogger(JdbcInbox.class);
  private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(50);
  private static final int ERROR_LENGTH_MAX = 2_000;

  private final InboxTables tables;
  private final ParkedRecords parked;
  private final ReplayParkedKey replays;
  private final BackgroundWork background;
  private final TransactionOperations transactions;
  private final Messages messages;
  private final LogStart logStart;
  private final ObservationRegistry observations;
  private final MeterRegistry meters;
  private final int attemptsMax;

  /** Who reads, and how. */
  private record Reader<E>(String consumer, Class<E> family, Consumer<E> effects, Order order) {}

  /** What the inbox stands on. */
  public record Ground(
      JdbcOperations jdbc,
      TransactionOperations transactions,
      BackgroundWork background,
      LogStart logStart) {}

  /** Where it can be watched. */
  public record Watching(ObservationRegistry observations, MeterRegistry meters) {}

  public JdbcInbox(
      Ground ground,
      Messages messages,
      ParkedRecords parked,
      ReplayParkedKey replays,
      Watching watching,
      int attemptsMax) {
    this.tables = new InboxTables(ground.jdbc());
    this.transactions = ground.transactions();
    this.background = ground.background();
    this.logStart = ground.logStart();
    this.messages = messages;
    this.parked = parked;
    this.replays = replays;
    this.observations = watching.observations();
    this.meters = watching.meters();
    this.attemptsMax = attemptsMax;
  }

  @Override
  public <E> void once(
      String consumer,
      ConsumerRecord<String, byte[]> record,
      Class<E> family,
      Consumer<E> effects) {
    receive(new Reader<>(consumer, family, effects, Order.EVERY_ONE), record);
  }

  @Override
  public <E> void newest(
      String consumer,
      ConsumerRecord<String, byte[]> record,
      Class<E> family,
      Consumer<E> effects) {
    receive(new Reader<>(consumer, family, effects, Order.NEWEST_WINS), record);
  }

  private <E> void receive(Reader<E> reader, ConsumerRecord<String, byte[]> record) {
    if (Envelope.isWatermark(record)) {
      return;
    }
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "The inbox opens its own transaction; its caller must have none");
    }
    Replay replay = Replay.current();
    if (replay != null) {
      if (replay.record().key().consumer().equals(reader.consumer())) {
        background.run(() -> replay.ended(replay(reader, record, replay)));
      }
      return;
    }
    ReceiverContext<ConsumerRecord<String, byte[]>> context =
        new ReceiverContext<>(
            (carrier, name) -> carrier == null ? null : Wire.text(carrier.headers(), name),
            Kind.CONSUMER);
    context.setCarrier(record);
    Observation.createNotStarted("tierline.inbox.receive", () -> context, observations)
        .contextualName("receive " + record.topic())
        .lowCardinalityKeyValue("consumer", reader.consumer())
        .observe(() -> background.run(() -> receiveInBackground(reader, record)));
  }

  private <E> void receiveInBackground(Reader<E> reader, ConsumerRecord<String, byte[]> record) {
    Envelope envelope = Envelope.of(record);
    String flaw = envelope.flaw();
    if (flaw != null) {
      park(reader.consumer(), envelope, record, Reason.UNREADABLE, flaw);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        Verdict verdict = transactions.execute(_ -> receiveInTransaction(reader, envelope, record));
        count(reader.consumer(), verdict.name());
        log.debug(
            "{} took {} of {} {}: {}",
            reader.consumer(),
            envelope.type(),
            envelope.topic(),
            envelope.aggregateId(),
            verdict);
        if (verdict == Verdict.CLOSES_GAP || verdict == Verdict.BEHIND) {
          goOn(nameOf(reader.consumer(), envelope));
        }
        return;
      } catch (UnreadableException e) {
        park(reader.consumer(), envelope, record, Reason.UNREADABLE, text(e));
        return;
      } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
        if (Faults.isTransient(e) || Thread.currentThread().isInterrupted()) {
          count(reader.consumer(), "RETRY");
          throw e;
        }
        if (attempt >= attemptsMax) {
          log.error(
              "{} cannot take {} of {} {}",
              reader.consumer(),
              envelope.eventId(),
              envelope.topic(),
              envelope.aggregateId(),
              e);
          park(reader.consumer(), envelope, record, Reason.FAILED, text(e));
          return;
        }
        pause(PAUSE_BETWEEN_ATTEMPTS.multipliedBy(attempt));
      }
    }
  }

  private <E> Verdict receiveInTransaction(
      Reader<E> reader, Envelope envelope, ConsumerRecord<String, byte[]> record) {
    Verdict verdict = tables.receive(reader.consumer(), envelope, reader.order());
    switch (verdict) {
      case APPLY, CLOSES_GAP -> apply(reader, envelope.type(), record.value());
      case DUPLICATE, OLDER -> {
        // It has acted, or what it says has been overtaken.
      }
      case FIRST_IS_LATE -> {
        if (logStart.hasExpired(record.topic(), record.partition())) {
          tables.beginAt(reader.consumer(), envelope);
          apply(reader, envelope.type(), record.value());
          return Verdict.APPLY;
        }
        keep(reader.consumer(), envelope, record, Reason.GAP, "The first ones are missing");
        return Verdict.GAP;
      }
      case GAP ->
          keep(
              reader.consumer(),
              envelope,
              record,
              Reason.GAP,
              "The one before number %d is missing".formatted(envelope.sequence()));
      case BEFORE_FIRST ->
          keep(
              reader.consumer(),
              envelope,
              record,
              Reason.LATE,
              "It comes after later ones, of which the first was taken for the beginning");
      case BEHIND -> keep(reader.consumer(), envelope, record, Reason.BEHIND, null);
      case NO_PLACE -> throw new IllegalStateException("A record without a place is parked before");
    }
    return verdict;
  }

  private <E> void apply(Reader<E> reader, @Nullable String type, byte @Nullable [] body) {
    E event = type == null ? null : messages.decode(reader.family(), type, body);
    if (event != null) {
      reader.effects().accept(event);
    }
  }

  private void park(
      String consumer,
      Envelope envelope,
      ConsumerRecord<String, byte[]> record,
      Reason reason,
      String error) {
    transactions.executeWithoutResult(
        _ -> {
          if (tables.remember(consumer, envelope)) {
            keep(consumer, envelope, record, reason, error);
          }
        });
    count(consumer, reason.name());
    log.error(
        "Parked {} {} for {} ({}): {}",
        envelope.topic(),
        envelope.aggregateId(),
        consumer,
        reason,
        error);
  }

  private void keep(
      String consumer,
      Envelope envelope,
      ConsumerRecord<String, byte[]> record,
      Reason reason,
      @Nullable String error) {
    String key = record.key();
    tables.park(
        consumer,
        envelope,
        record,
        new Parking(
            reason,
            error,
            key == null ? null : key.replace('\0', '\uFFFD'),
            ParkedHeaders.toJson(record.headers())));
  }

  /** What waits may have become the next in order. */
  private void goOn(ParkedKey.Name key) {
    if (parked.isReady(key)) {
      ReplayParkedKey.Result result = replays.replay(key, Replay.Gaps.STOP, "inbox");
      log.info("{} goes on: {} replayed", key, result.replayed());
    }
  }

  private <E> Outcome replay(
      Reader<E> reader, ConsumerRecord<String, byte[]> record, Replay replay) {
    long id = replay.record().id();
    try {
      Outcome outcome = transactions.execute(_ -> replayInTransaction(reader, record, replay));
      count(reader.consumer(), "REPLAYED");
      return outcome;
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      if (Faults.isTransient(e) || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      Reason reason = e instanceof UnreadableException ? Reason.UNREADABLE : Reason.FAILED;
      log.error("Parked record {} still cannot act", id, e);
      transactions.executeWithoutResult(_ -> parked.failed(id, reason, text(e)));
      return new Outcome.Failed(text(e));
    }
  }

  private <E> Outcome replayInTransaction(
      Reader<E> reader, ConsumerRecord<String, byte[]> record, Replay replay) {
    Optional<Long> position = parked.lockPosition(replay.record().key());
    Optional<ParkedRecord> locked = parked.lock(replay.record().id());
    if (locked.isEmpty()) {
      return new Outcome.ResolvedAlready();
    }
    Envelope envelope = Envelope.of(record);
    Long sequence = envelope.sequence();
    String flaw = envelope.flaw();
    if (flaw != null || sequence == null) {
      return new Outcome.Failed(flaw == null ? "It has no place in its order" : flaw);
    }
    long expected = position.orElse(0L) + 1;
    // Without a position only a record that was parked for a gap is known to have one before it.
    boolean gap =
        sequence > expected
            && reader.order() == Order.EVERY_ONE
            && (position.isPresent() || locked.get().reason() == Reason.GAP);
    if (gap && !replay.acceptsGaps()) {
      return new Outcome.WaitsFor(expected);
    }
    if (position.isPresent() && sequence < expected && locked.get().reason() != Reason.LATE) {
      parked.resolve(replay.record().id(), State.REPLAYED, replay.by(), "Overtaken: did not act");
    } else {
      apply(reader, envelope.type(), record.value());
      parked.advance(replay.record().key(), sequence);
      parked.resolve(
          replay.record().id(), State.REPLAYED, replay.by(), gap ? "Gap given up" : "Applied");
    }
    return new Outcome.Applied();
  }

  private static ParkedKey.Name nameOf(String consumer, Envelope envelope) {
    return new ParkedKey.Name(consumer, envelope.topic(), envelope.aggregateId());
  }

  private void count(String consumer, String outcome) {
    meters
        .counter(
            "tierline.inbox.records",
            "consumer",
            consumer,
            "outcome",
            outcome.toLowerCase(Locale.ROOT))
        .increment();
  }

  private static String text(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : " / ").append(cause);
    }
    String safe = text.toString().replace('\0', '\uFFFD');
    return safe.length() > ERROR_LENGTH_MAX ? safe.substring(0, ERROR_LENGTH_MAX) : safe;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
