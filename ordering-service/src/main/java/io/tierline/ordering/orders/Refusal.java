package io.tierline.ordering.orders;

/**
 * Why something was not begun; nothing was charged.
 *
 * @param message what was wrong, what was expected and what to do
 */
public record Refusal(Reason reason, String message) {

  /** Kinds of refusals, each with its own problem type at the edge. */
  public enum Reason {
    CUSTOMER_UNKNOWN,
    ORDER_UNKNOWN,
    NOT_REGISTERED,
    NAME_MALFORMED,
    TLD_UNKNOWN,
    NAME_TAKEN,
    TENURE_NOT_SOLD,
    TENURE_TOO_LONG,
    ALREADY_RENEWED,
    ACTION_PENDING,
    NOTHING_PENDING,
    PRIVACY_NOT_OFFERED,
    DISCOUNT_NOT_POSSIBLE,
    NOT_SOLD,
    PREMIUM_NOT_ACKNOWLEDGED,
    SELLER_NOT_READY,
    PRICING_UNAVAILABLE,
    REGISTRY_REFUSED,
    FUNDS_SHORT
  }
}
