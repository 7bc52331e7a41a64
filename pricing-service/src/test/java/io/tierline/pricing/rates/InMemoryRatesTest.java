package io.tierline.pricing.rates;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemoryRatesTest implements RatesBehaviour {

  private final InMemoryRates rates = new InMemoryRates();

  @Override
  public Rates rates() {
    return rates;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId knownOperator() {
    return new SellerId(1_001);
  }
}
