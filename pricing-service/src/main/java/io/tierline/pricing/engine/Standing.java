package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Who buys, as far as the price depends on it. */
public sealed interface Standing {

  Audience audience();

  /** What the seller keeps about this buyer. */
  BuyerTerms terms();

  /** The same buyer with these terms. */
  Standing with(BuyerTerms terms);

  record OfCustomer(BuyerTerms terms) implements Standing {
    @Override
    public Audience audience() {
      return Audience.CUSTOMER;
    }

    @Override
    public OfCustomer with(BuyerTerms others) {
      return new OfCustomer(others);
    }
  }

  /**
   * The standing of a sub-reseller at the moment of purchase (domain.md PR-8).
   *
   * @param currency the selling currency of the seller it buys from
   * @param totalReceipts in minor units of it
   */
  record OfSubReseller(
      CurrencyUnit currency, long totalReceipts, int webServicesOrders, BuyerTerms terms)
      implements Standing {

    /**
     * @param totalReceipts more of them than a {@code long} holds reach every threshold, as they
     *     should
     */
    public OfSubReseller(Money totalReceipts, int webServicesOrders, BuyerTerms terms) {
      this(
          totalReceipts.getCurrencyUnit(),
          totalReceipts
              .getAmount()
              .movePointRight(totalReceipts.getScale())
              .min(BigDecimal.valueOf(Long.MAX_VALUE))
              .longValueExact(),
          webServicesOrders,
          terms);
    }

    /**
     * The number of the highest slab reached (domain.md PR-7).
     *
     * @param slabs of the seller it buys from, lowest first
     * @return 0 for base
     */
    public int slabReached(List<Slab> slabs) {
      int place =
          Pr7Slabs.highestReached(
              PackedPrices.compile(slabs, List.of()), totalReceipts, webServicesOrders);
      return place == Pr7Slabs.BASE ? Pr7Slabs.BASE : slabs.get(place - 1).number();
    }

    @Override
    public Audience audience() {
      return Audience.SUB_RESELLER;
    }

    @Override
    public OfSubReseller with(BuyerTerms others) {
      return new OfSubReseller(currency, totalReceipts, webServicesOrders, others);
    }
  }
}
