package io.tierline.pricing.seller;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemorySellersTest implements SellersBehaviour {

  private final InMemorySellers sellers = new InMemorySellers();
  private final AtomicLong ids = new AtomicLong(1_000);

  @Override
  public Sellers sellers() {
    return sellers;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    return new SellerId(ids.incrementAndGet());
  }
}
