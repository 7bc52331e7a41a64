package io.tierline.storefront;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link Purchase}. */
public sealed interface PriceAnswer {

  /**
   * The price in force.
   *
   * @param perYear price of one year at this tenure
   * @param total {@code years × perYear} (domain.md PR-2)
   * @param priceVersion version of the price list it stands in
   * @param freshAsOf every change committed before this moment is in it
   */
  record Priced(Money perYear, Money total, long priceVersion, Instant freshAsOf)
      implements PriceAnswer {}

  /**
   * The seller does not sell this, and that is as certain as a price.
   *
   * @param freshAsOf every change committed before this moment is in it
   */
  record NotSold(Lacking lacking, Instant freshAsOf) implements PriceAnswer {}

  /**
   * The cache cannot vouch for a price: ask the pricing service, or tell the buyer so.
   *
   * @param freshAsOf how far everything has been seen; null when nothing is known yet
   */
  record Unvouched(UnvouchedReason reason, @Nullable Instant freshAsOf) implements PriceAnswer {}

  /** What the seller does not have on its price list. */
  enum Lacking {
    PRODUCT,
    ACTION,
    TENURE
  }
}
