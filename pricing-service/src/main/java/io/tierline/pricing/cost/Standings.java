package io.tierline.pricing.cost;

import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.specific.BuyerKey;
import org.joda.money.CurrencyUnit;

/** The present standing of a partner with the seller it buys from (domain.md PR-8). */
@FunctionalInterface
public interface Standings {

  /**
   * @param currency the seller's
   * @return its specific prices included; without receipts where none of it is known
   */
  Standing.OfSubReseller of(BuyerKey buyer, CurrencyUnit currency);
}
