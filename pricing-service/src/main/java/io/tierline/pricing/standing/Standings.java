package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;

/** Where partners' standings are kept. */
public interface Standings {

  Optional<PartnerStanding> find(SellerId partner);

  /**
   * Of a seller's partners, by partner.
   *
   * @param after the partner after whom to start; 0 for the first
   */
  List<PartnerStanding> ofPartnersOf(SellerId parent, long after, int limit);

  /** Adds or replaces. */
  void put(PartnerStanding standing);
}
