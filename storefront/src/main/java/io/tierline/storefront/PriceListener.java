package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told when buyers see other prices than before, or none. Called on the cache's thread: be
 * quick, for until it returns nothing is read from the bus. What it throws is logged, and it is
 * told of the next change as if nothing had been.
 *
 * <p>Whoever keeps prices by what is told here, as a search index does, must not sell at them while
 * they are in doubt: drop (or hide) a product, or what is fixed for a buyer, when it is told with a
 * doubt, and all of a seller when the {@linkplain Change.OfSeller seller} is. Until the first word
 * on a seller nothing of it is vouched for. A cache that was closed tells nothing any more.
 */
@FunctionalInterface
public interface PriceListener {

  /**
   * @param changes everything that became visible at once
   */
  void pricesChanged(List<Change> changes);

  /** Something that buyers see differently from now on. */
  sealed interface Change {

    SellerId seller();

    /** System time at which it was served for the first time. */
    Instant visibleAt();

    /**
     * The pricing database's time just before the commit; null for what was there when the cache
     * connected, for doubts, and for what came about by the time alone (a scheduled price, a
     * promo's end).
     */
    @Nullable Instant writtenAt();

    /**
     * Of one product: its price list, whether it is sold, or its tenures and sunrise. Told while
     * the seller is in doubt, too.
     *
     * @param version of the price list in force; 0 while none is, or it is in doubt which
     * @param doubt why its prices are not vouched for from now on; null when they are
     */
    record OfProduct(
        SellerId seller,
        Audience audience,
        String product,
        long version,
        @Nullable UnvouchedReason doubt,
        Instant visibleAt,
        @Nullable Instant writtenAt)
        implements Change {}

    /**
     * Of what is fixed for one buyer (domain.md PR-5).
     *
     * @param buyer id of the customer or of the sub-reseller
     * @param version of what is fixed for it
     * @param doubt why nothing is vouched for to this buyer from now on; null when it is
     */
    record OfBuyer(
        SellerId seller,
        Audience audience,
        String buyer,
        long version,
        @Nullable UnvouchedReason doubt,
        Instant visibleAt,
        @Nullable Instant writtenAt)
        implements Change {}

    /**
     * Of all that a seller sells: whether the cache is fresh enough to vouch for it. Told within a
     * tenth of a second of the moment, by the cache's own clock.
     *
     * @param doubt why nothing of it is vouched for from now on; null when its prices are again,
     *     but for those told with a doubt of their own
     */
    record OfSeller(SellerId seller, @Nullable UnvouchedReason doubt, Instant visibleAt)
        implements Change {

      @Override
      public @Nullable Instant writtenAt() {
        return null;
      }
    }
  }
}
