package io.tierline.pricing.cost;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.CostOf;
import java.time.Instant;

/** What sellers paid. */
@FunctionalInterface
public interface PastCosts {

  CostOf of(SellerId seller, Instant at);
}
