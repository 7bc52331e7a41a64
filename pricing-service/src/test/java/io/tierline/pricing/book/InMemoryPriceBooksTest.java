package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemoryPriceBooksTest implements PriceBooksBehaviour {

  private final InMemoryPriceBooks books = new InMemoryPriceBooks();
  private final AtomicLong ids = new AtomicLong(1_000);

  @Override
  public PriceBooks books() {
    return books;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    return new SellerId(ids.incrementAndGet());
  }
}
