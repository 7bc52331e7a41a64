package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** The standings a seller may see: those of its partners, and its own. */
public class ReadStandings {

  private final Standings standings;

  public ReadStandings(Standings standings) {
    this.standings = standings;
  }

  @Transactional(readOnly = true)
  public List<PartnerStanding> ofPartnersOf(SellerId parent, long after, int limit) {
    return standings.ofPartnersOf(parent, after, limit);
  }

  /** A seller's own with its parent; nothing for an operator, and before anything counted. */
  @Transactional(readOnly = true)
  public Optional<PartnerStanding> own(SellerId partner) {
    return standings.find(partner);
  }
}
