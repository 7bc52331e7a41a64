package io.tierline.pricing.premium;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemoryPremiumNamesTest implements PremiumNamesBehaviour {

  private final InMemoryPremiumNames names = new InMemoryPremiumNames();
  private long lastSeller = 1_000;

  @Override
  public PremiumNames names() {
    return names;
  }

  @Override
  public <T> T as(SellerId operator, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    lastSeller++;
    return new SellerId(lastSeller);
  }
}
