package io.tierline.pricing.rule;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemorySellerRulesTest implements RulesBehaviour {

  private final InMemorySellerRules rules = new InMemorySellerRules();
  private long lastSeller = 1_000;

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    lastSeller++;
    return new SellerId(lastSeller);
  }
}
