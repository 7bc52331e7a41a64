package io.tierline.pricing.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-5: a per-year price fixed for one buyer. While it is set it counts for every tenure,
 * over slab, telescopic and promo, also where it is dearer.
 */
final class Pr5Specific {

  static final String RULE = "PR-5 specific";

  private Pr5Specific() {}

  /** The highest version that has started; null when there is none or it is a removal. */
  static SpecificPrice.@Nullable Fixed inForce(BuyerTerms buyer, QuoteRequest request, Instant at) {
    @Nullable SpecificPrice highest = null;
    List<SpecificPrice> prices = buyer.specificPrices();
    for (int i = 0; i < prices.size(); i++) {
      SpecificPrice price = prices.get(i);
      if (price.product().equals(request.product())
          && price.action() == request.action()
          && !price.effectiveFrom().isAfter(at)
          && (highest == null || price.version() > highest.version())) {
        highest = price;
      }
    }
    return highest instanceof SpecificPrice.Fixed fixed ? fixed : null;
  }
}
