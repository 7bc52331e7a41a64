package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import java.time.Instant;
import java.util.function.Supplier;

class InMemoryCostChangesTest implements CostChangesBehaviour {

  private final InMemoryCostChanges queue = new InMemoryCostChanges();
  private long lastSeller = 1_000;

  @Override
  public CostChanges queue() {
    return queue;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId knownOperator() {
    lastSeller++;
    return new SellerId(lastSeller);
  }

  @Override
  public void costsChange(SellerId operator, Instant at) {
    queue.leave(operator, Cause.REGISTRY_COST, at);
  }
}
