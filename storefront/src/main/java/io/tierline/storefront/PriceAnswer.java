package io.tierline.storefront;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link Purchase}. */
public sealed interface PriceAnswer {

  /**
   * The price in force.
   *
   * @param freshAsOf every change committed before this moment is in it
   */
  record Priced(Price price, Instant freshAsOf) implements PriceAnswer {

    /** Of one year, see {@link Price#perYear}. */
    public Money perYear() {
      return price.perYear();
    }

    /** What is charged before tax, application fee included. */
    public Money total() {
      return price.total();
    }

    /** Version of the price list it stands in. */
    public long priceVersion() {
      return price.version();
    }
  }

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

  /** Why something is not sold. */
  enum Lacking {
    /** The seller does not sell the product, or no longer does (domain.md PR-15). */
    PRODUCT,
    ACTION,
    TENURE,
    /** What there is can be renewed and restored, nothing new is sold (PR-15). */
    NEW_ORDERS,
    /** The TLD is in sunrise and the seller has not set its fee, not even to zero (PR-13). */
    APPLICATION_FEE,
    /** The buyer's standing is in another currency than the prices (PR-7, PR-18). */
    STANDING_IN_CURRENCY
  }
}
