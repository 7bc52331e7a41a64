package io.tierline.ordering.orders;

/** What became of a request to register or renew. */
public sealed interface OrderOutcome {

  /** It was begun; the action's state says how far it is. */
  record Begun(Order order, Action action) implements OrderOutcome {}

  record Refused(Refusal refusal) implements OrderOutcome {

    static Refused because(Refusal.Reason reason, String message) {
      return new Refused(new Refusal(reason, message));
    }
  }
}
