package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told when buyers see other prices than before. Called on the cache's thread: be quick. */
@FunctionalInterface
public interface PriceListener {

  /**
   * @param changes everything that became visible at once
   */
  void pricesChanged(List<Change> changes);

  /** Something that buyers see differently from now on. */
  sealed interface Change {

    SellerId seller();

    Audience audience();

    /** System time at which it was served for the first time. */
    Instant visibleAt();

    /**
     * The pricing database's time just before the commit; null for what was there when the cache
     * connected, and for what came about by the time alone (a scheduled price, a promo's end).
     */
    @Nullable Instant writtenAt();

    /**
     * Of one product: its price list, whether it is sold, or its tenures and sunrise.
     *
     * @param version of the price list now in force
     */
    record OfProduct(
        SellerId seller,
        Audience audience,
        String product,
        long version,
        Instant visibleAt,
        @Nullable Instant writtenAt)
        implements Change {}

    /**
     * Of what is fixed for one buyer (domain.md PR-5).
     *
     * @param buyer id of the customer or of the sub-reseller
     * @param version of what is fixed for it
     */
    record OfBuyer(
        SellerId seller,
        Audience audience,
        String buyer,
        long version,
        Instant visibleAt,
        @Nullable Instant writtenAt)
        implements Change {}
  }
}
