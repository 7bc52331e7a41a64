package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import org.joda.money.Money;

/** Who buys, as far as the price depends on it. */
public sealed interface Standing {

  Audience audience();

  /** What the seller keeps about this buyer. */
  BuyerTerms terms();

  record OfCustomer(BuyerTerms terms) implements Standing {
    @Override
    public Audience audience() {
      return Audience.CUSTOMER;
    }
  }

  /**
   * The standing of a sub-reseller at the moment of purchase (domain.md PR-8).
   *
   * @param totalReceipts in the selling currency of the seller it buys from
   */
  record OfSubReseller(Money totalReceipts, int webServicesOrders, BuyerTerms terms)
      implements Standing {
    @Override
    public Audience audience() {
      return Audience.SUB_RESELLER;
    }
  }
}
