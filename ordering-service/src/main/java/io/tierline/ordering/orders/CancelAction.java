package io.tierline.ordering.orders;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.orders.Refusal.Reason;
import java.time.Clock;
import org.springframework.stereotype.Service;

/** Gives up an action that waits for money. Background scope. */
@Service
public class CancelAction {

  private final Orders orders;
  private final Actions actions;
  private final EndAction end;
  private final CarryOutAction carryOut;
  private final Clock clock;

  CancelAction(
      Orders orders, Actions actions, EndAction end, CarryOutAction carryOut, Clock clock) {
    this.orders = orders;
    this.actions = actions;
    this.end = end;
    this.carryOut = carryOut;
    this.clock = clock;
  }

  public OrderOutcome run(SellerId seller, OrderId id) {
    if (orders.find(id).filter(order -> order.terms().seller().equals(seller)).isEmpty()) {
      return OrderOutcome.Refused.because(Reason.ORDER_UNKNOWN, "There is no order " + id + ".");
    }
    return actions
        .open(id)
        .flatMap(action -> end.cancelled(action.terms().id(), "Cancelled", clock.instant()))
        .map(action -> carryOut.asItIsNow(action.terms().id()))
        .orElseGet(
            () ->
                OrderOutcome.Refused.because(
                    Reason.NOTHING_PENDING,
                    "Nothing waits for money. What waits for its registry ends by itself."));
  }
}
