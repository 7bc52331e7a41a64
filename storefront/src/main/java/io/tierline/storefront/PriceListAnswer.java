package io.tierline.storefront;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A seller's price list as buyers see it. */
public sealed interface PriceListAnswer {

  /**
   * @param products sorted by name
   * @param unvouched products whose price the cache does not know at the moment; a shop asks the
   *     pricing service for them or leaves them out, saying so
   * @param freshAsOf every change committed before this moment is in it
   */
  record Listed(List<ProductPrices> products, SortedSet<String> unvouched, Instant freshAsOf)
      implements PriceListAnswer {}

  /**
   * The cache cannot vouch for any price.
   *
   * @param freshAsOf how far everything has been seen; null when nothing is known yet
   */
  record Unvouched(UnvouchedReason reason, @Nullable Instant freshAsOf)
      implements PriceListAnswer {}
}
