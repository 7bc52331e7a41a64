package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partner reached another slab of its parent: from then on it pays other prices (domain.md PR-7).
 *
 * @param before its standing until then; null when nothing had been counted
 * @param slabBefore 0 for base
 * @param slabAfter higher or lower
 * @param at when this service heard of it
 */
public record SlabChanged(
    SellerId partner,
    SellerId parent,
    @Nullable PartnerStanding before,
    int slabBefore,
    int slabAfter,
    Instant at) {

  public SlabChanged {
    if (slabBefore == slabAfter) {
      throw new IllegalArgumentException("No other slab than %d is reached".formatted(slabBefore));
    }
  }
}
