package io.tierline.pricing.cost;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRates;
import java.time.Instant;

/** The exchange rates an operator keeps for its tree (domain.md PR-18). */
@FunctionalInterface
public interface Rates {

  /** Those that counted at a moment. */
  ExchangeRates at(SellerId operator, Instant at);
}
