package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Standings for tests without a database. */
public final class InMemoryStandings implements Standings {

  private final TreeMap<Long, PartnerStanding> byPartner = new TreeMap<>();
  private final List<StandingChange> changes = new ArrayList<>();

  @Override
  public Optional<PartnerStanding> find(SellerId partner) {
    return Optional.ofNullable(byPartner.get(partner.value()));
  }

  @Override
  public Optional<PartnerStanding> asKnownAt(SellerId partner, Instant at) {
    return changes.stream()
        .filter(change -> change.partner().equals(partner) && change.at().isAfter(at))
        .findFirst()
        .map(change -> Optional.ofNullable(change.before()))
        .orElseGet(() -> find(partner));
  }

  @Override
  public void record(StandingChange change) {
    Instant at =
        changes.stream()
            .filter(other -> other.partner().equals(change.partner()))
            .map(StandingChange::at)
            .filter(other -> !other.isBefore(change.at()))
            .max(Comparator.naturalOrder())
            .map(newest -> newest.plus(1, ChronoUnit.MICROS))
            .orElse(change.at());
    changes.add(
        new StandingChange(
            change.partner(),
            change.parent(),
            change.before(),
            change.slabBefore(),
            change.slabAfter(),
            at));
  }

  /** All changes of slabs, oldest first. */
  public List<StandingChange> changes() {
    return List.copyOf(changes);
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
