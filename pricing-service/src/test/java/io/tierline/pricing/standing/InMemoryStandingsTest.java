package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemoryStandingsTest implements StandingsBehaviour {

  private final InMemoryStandings standings = new InMemoryStandings();
  private long lastSeller = 1_000;

  @Override
  public Standings standings() {
    return standings;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    lastSeller++;
    return new SellerId(lastSeller);
  }
}
