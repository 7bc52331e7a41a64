package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemoryTldStatusesTest implements TldStatusesBehaviour {

  private final AtomicLong sellers = new AtomicLong(1_000);
  private final InMemoryTldStatuses statuses = new InMemoryTldStatuses();

  @Override
  public TldStatuses statuses() {
    return statuses;
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    return new SellerId(sellers.incrementAndGet());
  }
}
