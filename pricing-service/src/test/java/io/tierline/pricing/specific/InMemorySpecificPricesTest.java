package io.tierline.pricing.specific;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemorySpecificPricesTest implements SpecificPricesBehaviour {

  private final InMemorySpecificPrices prices = new InMemorySpecificPrices();
  private final AtomicLong ids = new AtomicLong(1_000);

  @Override
  public SpecificPrices specificPrices() {
    return prices;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    return new SellerId(ids.incrementAndGet());
  }
}
