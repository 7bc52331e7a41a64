package io.tierline.ordering.orders;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tries a waiting action again at the prices of now; an invoice the customer has keeps its amount.
 */
@Component
class PlaceAgain {

  private final Orders orders;
  private final Actions actions;
  private final Placement placement;
  private final Clock clock;

  PlaceAgain(Orders orders, Actions actions, Placement placement, Clock clock) {
    this.orders = orders;
    this.actions = actions;
    this.placement = placement;
    this.clock = clock;
  }

  /** Returns the action as it is then; empty when it no longer waits. */
  @Transactional
  public Optional<Action.Open> run(ActionId id, PriceChain.Result.Priced priced) {
    Action found =
        actions
            .find(id)
            .flatMap(action -> orders.findAndLock(action.terms().order()))
            .flatMap(_ -> actions.find(id))
            .orElse(null);
    if (!(found instanceof Action.Waiting waiting)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Action.Terms terms =
        switch (waiting) {
          case Action.AwaitingFunds funds -> funds.terms();
          case Action.AwaitingPayment payment -> payment.terms().payingTheInvoice();
        };
    Action.Open placed = placement.place(terms, priced, waiting.charges(), now);
    if (waiting instanceof Action.AwaitingPayment && placed instanceof Action.AwaitingFunds) {
      // Nothing was asked of the customer but to pay when it can: it keeps its invoice.
      return Optional.of(placed);
    }
    actions.save(placed);
    return Optional.of(placed);
  }
}
