package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.util.Objects;

/**
 * What a buyer asks the price of.
 *
 * @param seller who sells
 * @param product the TLD in its ASCII form without the dot, {@code privacy}, or a web service
 * @param years the tenure (domain.md "Words")
 */
public record Purchase(
    SellerId seller, Buyer buyer, String product, ProductAction action, int years) {

  private static final Buyer VISITOR = Buyer.visitor();

  public Purchase {
    Objects.requireNonNull(seller, "seller");
    Objects.requireNonNull(buyer, "buyer");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(action, "action");
    if (years < 1) {
      throw new IllegalArgumentException("A tenure is 1 year or more, not " + years);
    }
  }

  /** A purchase by a customer who has not signed in. */
  public static Purchase of(SellerId seller, String product, ProductAction action, int years) {
    return new Purchase(seller, VISITOR, product, action, years);
  }

  public Purchase by(Buyer other) {
    return new Purchase(seller, other, product, action, years);
  }
}
