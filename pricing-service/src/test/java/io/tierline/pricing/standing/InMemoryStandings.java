package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Standings for tests without a database. */
public final class InMemoryStandings implements Standings {

  private final TreeMap<Long, PartnerStanding> byPartner = new TreeMap<>();

  @Override
  public Optional<PartnerStanding> find(SellerId partner) {
    return Optional.ofNullable(byPartner.get(partner.value()));
  }

  @Override
  public List<PartnerStanding> ofPartnersOf(SellerId parent, long after, int limit) {
    return byPartner.tailMap(after, false).values().stream()
        .filter(standing -> standing.parent().equals(parent))
        .limit(limit)
        .toList();
  }

  @Override
  public void put(PartnerStanding standing) {
    byPartner.put(standing.partner().value(), standing);
  }
}
