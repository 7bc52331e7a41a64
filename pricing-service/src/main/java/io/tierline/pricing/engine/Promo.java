package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A lower price for a while (domain.md PR-6); part of a product's price list. It covers the
 * shortest tenure only.
 *
 * @param id the same in every product the promo is for
 * @param perYear in minor units
 * @param start included
 * @param end excluded
 */
public record Promo(
    UUID id, String name, long perYear, Set<ProductAction> actions, Instant start, Instant end) {

  public Promo {
    actions = Set.copyOf(actions);
  }

  public boolean runs(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
