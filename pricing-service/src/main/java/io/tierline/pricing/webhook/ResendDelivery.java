package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.webhook.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;

/** A seller has a dead delivery sent again. */
public class ResendDelivery {

  private final Deliveries deliveries;
  private final DatabaseTime time;
  private final Duration giveUpAfter;

  public ResendDelivery(Deliveries deliveries, DatabaseTime time, Duration giveUpAfter) {
    this.deliveries = deliveries;
    this.time = time;
    this.giveUpAfter = giveUpAfter;
  }

  public sealed interface Result {
    record Pending(Delivery delivery) implements Result {}

    record Unknown() implements Result {}

    record NotDead(State state) implements Result {}

    /** A newer one is being sent, with everything that this one would bring. */
    record NewerUnderWay() implements Result {}
  }

  @Transactional
  public Result resend(SellerId seller, long endpoint, long id) {
    Delivery delivery = deliveries.find(seller, endpoint, id).orElse(null);
    if (delivery == null) {
      return new Result.Unknown();
    }
    State state = delivery.progress().state();
    if (state != State.DEAD) {
      return new Result.NotDead(state);
    }
    Instant now = time.ofTransaction();
    if (!deliveries.revive(delivery, now, now.plus(giveUpAfter))) {
      return new Result.NewerUnderWay();
    }
    return new Result.Pending(deliveries.find(seller, endpoint, id).orElseThrow());
  }
}
