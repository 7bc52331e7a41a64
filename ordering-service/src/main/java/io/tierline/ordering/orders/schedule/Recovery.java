package io.tierline.ordering.orders.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.orders.Actions;
import io.tierline.ordering.orders.RecoverActions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for actions to go on with, in real time, and goes on with each on a thread of its own: a
 * registry that does not answer keeps nobody else waiting.
 */
@Component
class Recovery implements AutoCloseable {

  private final RecoverActions recoverActions;
  private final Actions actions;
  private final Semaphore places;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("recovery-", 0).factory());
  private final AtomicInteger awaitingRegistry = new AtomicInteger();

  Recovery(
      RecoverActions recoverActions,
      Actions actions,
      RecoverySettings settings,
      MeterRegistry meters) {
    this.recoverActions = recoverActions;
    this.actions = actions;
    this.places = new Semaphore(settings.recoverMax());
    meters.gauge("tierline.actions.awaiting.registry", awaitingRegistry);
  }

  @Scheduled(fixedDelayString = "${tierline.orders.recover-poll:1s}")
  void look() {
    SellerScope.inBackground(
        () -> {
          recoverActions.take(places.availablePermits()).forEach(this::start);
          awaitingRegistry.set(actions.countAwaitingRegistry());
        });
  }

  private void start(Runnable work) {
    places.acquireUninterruptibly(); // Only this takes places, so there is one.
    threads.execute(
        () -> {
          try {
            SellerScope.inBackground(work);
          } finally {
            places.release();
          }
        });
  }

  /** Waits for what is under way: every call of it has a timeout. */
  @Override
  public void close() {
    threads.close();
  }
}
