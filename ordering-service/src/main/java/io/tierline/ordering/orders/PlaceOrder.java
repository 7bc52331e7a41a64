package io.tierline.ordering.orders;

import io.tierline.contracts.ProductAction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the order and its first action, once per key, and holds the money: one transaction. */
@Component
class PlaceOrder {

  private final Orders orders;
  private final Actions actions;
  private final RequestKeys keys;
  private final Placement placement;
  private final Clock clock;

  PlaceOrder(Orders orders, Actions actions, RequestKeys keys, Placement placement, Clock clock) {
    this.orders = orders;
    this.actions = actions;
    this.keys = keys;
    this.placement = placement;
    this.clock = clock;
  }

  /** Thrown, because the key must not stay claimed for an order that there is not. */
  static final class NameTaken extends RuntimeException {

    NameTaken() {
      super(null, null, false, false);
    }
  }

  /**
   * Returns the action that was begun, now or by the first request with this key.
   *
   * @throws NameTaken when somebody else has an order of that domain name
   */
  @Transactional
  public ActionId run(OrderProduct.Request request, PriceChain.Result.Priced priced) {
    ActionId id = actions.nextId();
    Optional<ActionId> first = keys.claim(request.key(), id);
    if (first.isPresent()) {
      return first.get();
    }
    Instant now = clock.instant();
    Order.Requested order =
        new Order.Requested(
            new Order.Terms(
                orders.nextId(),
                request.seller(),
                request.customer(),
                request.article(),
                request.agreementVersion(),
                now));
    if (!orders.insert(order)) {
      throw new NameTaken();
    }
    Action.Terms terms =
        new Action.Terms(
            id,
            order.terms().id(),
            request.seller(),
            request.customer(),
            request.article(),
            ProductAction.REGISTER,
            request.years(),
            null,
            request.invoiceOption(),
            null,
            null,
            null,
            request.attributes(),
            now);
    actions.insert(placement.place(terms, priced, List.of(), now));
    return id;
  }
}
