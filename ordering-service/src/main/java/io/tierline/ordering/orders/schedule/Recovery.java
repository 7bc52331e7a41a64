package io.tierline.ordering.orders.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.orders.Actions;
import io.tierline.ordering.orders.RecoverActions;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for actions to go on with, in real time. */
@Component
class Recovery {

  private final RecoverActions recoverActions;
  private final Actions actions;
  private final AtomicInteger awaitingRegistry = new AtomicInteger();

  Recovery(RecoverActions recoverActions, Actions actions, MeterRegistry meters) {
    this.recoverActions = recoverActions;
    this.actions = actions;
    meters.gauge("tierline.actions.awaiting.registry", awaitingRegistry);
  }

  @Scheduled(fixedDelayString = "${tierline.orders.recover-poll:1s}")
  void look() {
    SellerScope.inBackground(
        () -> {
          recoverActions.run();
          awaitingRegistry.set(actions.countAwaitingRegistry());
        });
  }
}
