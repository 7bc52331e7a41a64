package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partner's standing moved, perhaps to another slab of its parent: from then on it pays other
 * prices (domain.md PR-7).
 *
 * @param before its standing until then; null when nothing had been counted
 * @param slabBefore number of the slab; 0 for base
 * @param slabAfter higher, lower or the same
 * @param at when this service heard of it
 */
public record StandingChange(
    SellerId partner,
    SellerId parent,
    @Nullable PartnerStanding before,
    int slabBefore,
    int slabAfter,
    Instant at) {

  boolean reachesAnotherSlab() {
    return slabBefore != slabAfter;
  }
}
