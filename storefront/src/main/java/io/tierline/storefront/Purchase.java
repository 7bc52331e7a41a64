package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;

/**
 * What a buyer asks the price of.
 *
 * @param seller who sells
 * @param product the TLD in its ASCII form without the dot
 * @param years the tenure (domain.md "Words")
 * @param slab the buyer's slab (domain.md PR-7): 0 for the base slab and for customers
 */
public record Purchase(
    SellerId seller, Audience audience, String product, ProductAction action, int years, int slab) {

  public Purchase {
    if (years < 1) {
      throw new IllegalArgumentException("A tenure is 1 year or more, not " + years);
    }
    if (slab < 0) {
      throw new IllegalArgumentException("A slab is 0 or above, not " + slab);
    }
  }

  /** A purchase by a customer of the seller. */
  public static Purchase byCustomer(
      SellerId seller, String product, ProductAction action, int years) {
    return new Purchase(seller, Audience.CUSTOMER, product, action, years, 0);
  }

  /** A purchase by a sub-reseller of the seller, in the base slab. */
  public static Purchase bySubReseller(
      SellerId seller, String product, ProductAction action, int years) {
    return new Purchase(seller, Audience.SUB_RESELLER, product, action, years, 0);
  }

  public Purchase inSlab(int number) {
    return new Purchase(seller, audience, product, action, years, number);
  }
}
