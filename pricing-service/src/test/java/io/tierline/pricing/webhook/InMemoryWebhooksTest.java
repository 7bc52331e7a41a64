package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class InMemoryWebhooksTest implements WebhooksBehaviour {

  private final AtomicLong sellers = new AtomicLong(1_000);
  private final InMemoryWebhooks webhooks = new InMemoryWebhooks();

  @Override
  public Endpoints endpoints() {
    return webhooks;
  }

  @Override
  public Deliveries deliveries() {
    return webhooks;
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
    return new SellerId(sellers.incrementAndGet());
  }
}
