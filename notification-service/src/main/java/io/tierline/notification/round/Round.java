package io.tierline.notification.round;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.notification.notice.DeliverNotices;
import io.tierline.notification.notice.Notices;
import io.tierline.notification.reminder.Knowledge;
import io.tierline.notification.reminder.PlanReminders;
import io.tierline.notification.reminder.WatchedDomains;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One look at everything: queue the reminders that are due, send the notices that are ready. Any
 * number of instances may do so at once; what one holds the others skip.
 */
@Component
public class Round {

  private final Knowledge knowledge;
  private final PlanReminders planReminders;
  private final DeliverNotices deliverNotices;
  private final Notices notices;
  private final WatchedDomains domains;
  private final RoundLimits limits;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final Counter due;
  private final Counter missed;
  private final AtomicLong oldestSeconds = new AtomicLong();
  private final AtomicLong incomplete = new AtomicLong();
  private volatile long lastCurrent = System.nanoTime();

  Round(
      Knowledge knowledge,
      PlanReminders planReminders,
      DeliverNotices deliverNotices,
      Notices notices,
      WatchedDomains domains,
      RoundLimits limits,
      Clock clock,
      PlatformTransactionManager transactions,
      MeterRegistry meters) {
    this.knowledge = knowledge;
    this.planReminders = planReminders;
    this.deliverNotices = deliverNotices;
    this.notices = notices;
    this.domains = domains;
    this.limits = limits;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.due = meters.counter("tierline.notification.reminders.due");
    this.missed = meters.counter("tierline.notification.reminders.missed");
    Gauge.builder("tierline.notification.oldest.queued.age", oldestSeconds, AtomicLong::doubleValue)
        .baseUnit("seconds")
        .description("how long the oldest notice that could be sent has been waiting")
        .register(meters);
    Gauge.builder("tierline.notification.reminders.incomplete", incomplete, AtomicLong::doubleValue)
        .description("domains that are due but wait for their customer or seller to be known")
        .register(meters);
    Gauge.builder("tierline.notification.knowledge.age", this, Round::secondsSinceCurrent)
        .baseUnit("seconds")
        .description("how long no round could run since facts about domains were still unread")
        .register(meters);
  }

  /** Nothing is planned or sent while facts about domains are still unread on the bus. */
  public void run() {
    try {
      if (knowledge.isCurrent()) {
        lastCurrent = System.nanoTime();
        SellerScope.inBackground(this::plan);
        deliver();
      }
    } finally {
      SellerScope.inBackground(this::watch);
    }
  }

  private double secondsSinceCurrent() {
    return (System.nanoTime() - lastCurrent) / 1e9;
  }

  private void plan() {
    PlanReminders.Outcome outcome;
    do {
      outcome = planReminders.planBatch(clock.instant(), limits.batchMax());
      due.increment(outcome.queued());
      missed.increment(outcome.missed());
    } while (outcome.looked() == limits.batchMax());
  }

  private void deliver() {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int worker = 0; worker < limits.workers(); worker++) {
        running.add(
            workers.submit(
                () -> SellerScope.inBackground(() -> deliverNotices.deliver(limits.batchMax()))));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Notices could not be delivered", e.getCause());
    }
  }

  private void watch() {
    transaction.executeWithoutResult(
        _ -> {
          Instant now = clock.instant();
          oldestSeconds.set(notices.oldestReady(now).toSeconds());
          incomplete.set(domains.countIncomplete(now));
        });
  }
}
