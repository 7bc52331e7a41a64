package io.tierline.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.messaging.inbox.InboxTables;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.ReplayParkedKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Forgets old messages, counts parked keys, and lets those go on that wait for nothing any more.
 */
final class Maintenance {

  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
  private static final int READY_KEYS_MAX = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final InboxTables inbox;
  private final ParkedRecords parked;
  private final ReplayParkedKey replays;
  private final BackgroundWork background;
  private final TransactionOperations transactions;
  private final Duration retention;
  private volatile long parkedKeys;
  private volatile @Nullable Thread thread;

  Maintenance(
      InboxTables inbox,
      ParkedRecords parked,
      ReplayParkedKey replays,
      BackgroundWork background,
      TransactionOperations transactions,
      Duration retention,
      MeterRegistry meters) {
    this.inbox = inbox;
    this.parked = parked;
    this.replays = replays;
    this.background = background;
    this.transactions = transactions;
    this.retention = retention;
    Gauge.builder("tierline.parked.keys", () -> parkedKeys)
        .description("Aggregates whose records wait for a person or for one that is missing")
        .register(meters);
  }

  void start() {
    thread = Thread.ofVirtual().name("messaging-maintenance").start(this::runUntilInterrupted);
  }

  void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      thread = null;
    }
  }

  private void runUntilInterrupted() {
    while (true) {
      try {
        Thread.sleep(INTERVAL);
        background.run(this::tidy);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.debug("Maintenance comes again in {}", INTERVAL, e);
      }
    }
  }

  private void tidy() {
    Long keys = transactions.execute(_ -> parked.countKeys());
    parkedKeys = keys;
    if (parkedKeys > 0) {
      List<ParkedKey.Name> ready = transactions.execute(_ -> parked.ready(READY_KEYS_MAX));
      for (ParkedKey.Name key : ready) {
        replays.replay(key, Replay.Gaps.STOP, "inbox");
      }
    }
    while (!Thread.currentThread().isInterrupted()
        && transactions.execute(_ -> inbox.clean(retention)) > 0) {
      log.debug("Forgot messages older than {}", retention);
    }
  }
}
