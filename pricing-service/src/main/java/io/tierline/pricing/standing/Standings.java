package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where partners' standings are kept. */
public interface Standings {

  Optional<PartnerStanding> find(SellerId partner);

  /** As it was at a past moment; the present one where the parent has had no slabs since. */
  Optional<PartnerStanding> asKnownAt(SellerId partner, Instant at);

  /**
   * Of a seller's partners, by partner.
   *
   * @param after the partner after whom to start; 0 for the first
   */
  List<PartnerStanding> ofPartnersOf(SellerId parent, long after, int limit);

  /** Adds or replaces. */
  void put(PartnerStanding standing);

  /**
   * Keeps what the standing was until now; where another slab is reached, the partner's costs are
   * looked at after this transaction (domain.md PR-12). One that comes no later than the partner's
   * newest, because another instance's clock is ahead, counts a microsecond after that one.
   */
  void record(StandingChange change);
}
