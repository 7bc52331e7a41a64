package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemoryMarginAlertsTest implements MarginAlertsBehaviour {

  private final InMemoryMarginAlerts alerts = new InMemoryMarginAlerts();
  private long lastSeller = 1_000;

  @Override
  public MarginAlerts alerts() {
    return alerts;
  }

  @Override
  public <T> T inBackgroundTransaction(Supplier<T> work) {
    return work.get();
  }

  @Override
  public <T> T asReader(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId freshSeller() {
    lastSeller++;
    return new SellerId(lastSeller);
  }
}
