package io.tierline.pricing.draft;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemoryDraftsTest implements DraftsBehaviour {

  private final AtomicLong sellers = new AtomicLong(1_000);
  private final InMemoryDrafts drafts = new InMemoryDrafts();

  @Override
  public Drafts drafts() {
    return drafts;
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
