package io.tierline.ordering.orders;

import io.tierline.contracts.ProductAction;
import io.tierline.ordering.orders.Refusal.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the order and its first action and holds the money: one transaction. */
@Component
class PlaceRegistration {

  private final Orders orders;
  private final Actions actions;
  private final Placement placement;
  private final Clock clock;

  PlaceRegistration(Orders orders, Actions actions, Placement placement, Clock clock) {
    this.orders = orders;
    this.actions = actions;
    this.placement = placement;
    this.clock = clock;
  }

  @Transactional
  public OrderOutcome run(RegisterDomain.Request request, PriceChain.Result.Priced priced) {
    Instant now = clock.instant();
    Order.Requested order =
        new Order.Requested(
            new Order.Terms(
                orders.nextId(),
                request.seller(),
                request.customer(),
                request.domain(),
                request.agreementVersion(),
                now));
    if (!orders.insert(order)) {
      return OrderOutcome.Refused.because(
          Reason.NAME_TAKEN,
          "%s is ordered or registered already. Choose another name.".formatted(request.domain()));
    }
    Action.Terms terms =
        new Action.Terms(
            actions.nextId(),
            order.terms().id(),
            request.seller(),
            request.customer(),
            request.domain(),
            ProductAction.REGISTER,
            request.years(),
            null,
            request.invoiceOption(),
            null,
            null,
            null,
            Map.of(),
            now);
    Action.Open action = placement.place(terms, priced, List.of(), now);
    actions.insert(action, Optional.of(request.key()));
    return new OrderOutcome.Begun(order, action);
  }
}
