package io.tierline.pricing.cost;

import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificPrices;
import java.time.Instant;
import org.joda.money.CurrencyUnit;

/** The standing of a partner with the seller it buys from (domain.md PR-8). */
@FunctionalInterface
public interface Standings {

  /**
   * @param currency the seller's
   * @param knownAt the slab it had reached and the specific prices known at a moment, or {@link
   *     SpecificPrices#LATEST}
   * @return its specific prices included; without receipts and orders where none of it is known
   */
  Standing.OfSubReseller of(BuyerKey buyer, CurrencyUnit currency, Instant knownAt);
}
