package io.tierline.ordering.orders;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not begun; nothing was charged.
 *
 * @param message what was wrong, what was expected and what to do
 * @param totalNow what the customer would pay now, where it agreed to another price; else null
 */
public record Refusal(Reason reason, String message, @Nullable Money totalNow) {

  public Refusal(Reason reason, String message) {
    this(reason, message, null);
  }

  /** Kinds of refusals, each with its own problem type at the edge. */
  public enum Reason {
    CUSTOMER_UNKNOWN,
    ORDER_UNKNOWN,
    NOT_REGISTERED,
    NAME_MALFORMED,
    TLD_UNKNOWN,
    WEB_SERVICE_UNKNOWN,
    NAME_TAKEN,
    TENURE_NOT_SOLD,
    TENURE_TOO_LONG,
    NOT_RENEWABLE,
    ALREADY_RENEWED,
    ACTION_PENDING,
    NOTHING_PENDING,
    PRIVACY_NOT_OFFERED,
    DISCOUNT_NOT_POSSIBLE,
    NOT_SOLD,
    PREMIUM_NOT_ACKNOWLEDGED,
    PRICE_CHANGED,
    QUOTE_NOT_HONOURED,
    SELLER_NOT_READY,
    PRICING_UNAVAILABLE,
    REGISTRY_REFUSED,
    FUNDS_SHORT
  }
}
