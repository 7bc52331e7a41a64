package io.tierline.pricing.cost;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRates;

/** The exchange rates an operator keeps for its tree (domain.md PR-18). */
@FunctionalInterface
public interface Rates {

  ExchangeRates of(SellerId operator);
}
