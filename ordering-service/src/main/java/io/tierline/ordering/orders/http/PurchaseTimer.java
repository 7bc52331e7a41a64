package io.tierline.ordering.orders.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tierline.ordering.orders.Action;
import io.tierline.ordering.orders.OrderOutcome;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long purchases take, from quote to settlement, by outcome. */
@Component
public class PurchaseTimer {

  private final MeterRegistry meters;

  PurchaseTimer(MeterRegistry meters) {
    this.meters = meters;
  }

  public OrderOutcome timed(String action, Supplier<OrderOutcome> purchase) {
    Timer.Sample sample = Timer.start(meters);
    OrderOutcome outcome = purchase.get();
    sample.stop(
        meters.timer("tierline.purchases", "action", action, "outcome", outcomeName(outcome)));
    return outcome;
  }

  private static String outcomeName(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Begun(_, Action action) -> action.getClass().getSimpleName();
      case OrderOutcome.Refused(var refusal) -> refusal.reason().name();
    };
  }
}
