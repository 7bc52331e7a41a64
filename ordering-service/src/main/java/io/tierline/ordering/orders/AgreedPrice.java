package io.tierline.ordering.orders;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the buyer was told that the purchase costs (architecture.md "Prices that cannot be stale").
 *
 * @param shownTotal what the customer was shown for all of it, taxes and privacy protection
 *     included; the purchase is refused with the price of now when it costs anything else. Null:
 *     any price will do
 * @param signedQuote of pricing, honoured for the domain's price until it expires; null for none
 */
public record AgreedPrice(@Nullable Money shownTotal, @Nullable String signedQuote) {

  public static AgreedPrice none() {
    return new AgreedPrice(null, null);
  }
}
