package io.tierline.pricing.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * domain.md PR-5: a per-year price fixed for one buyer. While it is set it counts for every tenure,
 * over slab, telescopic and promo, also where it is dearer.
 */
final class Pr5Specific {

  static final String RULE = "PR-5 specific";

  private Pr5Specific() {}

  /** The highest version that has started; nothing when there is none or it is a removal. */
  static Optional<SpecificPrice.Fixed> inForce(BuyerTerms buyer, QuoteRequest request, Instant at) {
    return buyer.specificPrices().stream()
        .filter(
            price ->
                price.product().equals(request.product()) && price.action() == request.action())
        .filter(price -> !price.effectiveFrom().isAfter(at))
        .max(Comparator.comparingLong(SpecificPrice::version))
        .flatMap(
            price ->
                switch (price) {
                  case SpecificPrice.Fixed fixed -> Optional.of(fixed);
                  case SpecificPrice.Removed _ -> Optional.empty();
                });
  }
}
