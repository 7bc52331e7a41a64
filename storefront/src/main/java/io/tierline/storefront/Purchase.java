package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.net.IDN;
import java.util.Locale;
import java.util.Objects;

/**
 * What a buyer asks the price of.
 *
 * @param seller who sells
 * @param product a TLD, {@code privacy}, or a web service; capitals, a dot in front and a TLD's own
 *     letters are read as its ASCII form
 * @param years the tenure (domain.md "Words")
 */
public record Purchase(
    SellerId seller, Buyer buyer, String product, ProductAction action, int years) {

  private static final Buyer VISITOR = Buyer.visitor();

  public Purchase {
    Objects.requireNonNull(seller, "seller");
    Objects.requireNonNull(buyer, "buyer");
    product = canonical(Objects.requireNonNull(product, "product"));
    Objects.requireNonNull(action, "action");
    if (years < 1) {
      throw new IllegalArgumentException("A tenure is 1 year or more, not " + years);
    }
  }

  /**
   * The form in which a product stands in a price list: {@code com} for {@code .COM}, {@code
   * xn--q9jyb4c} for {@code みんな}.
   *
   * @throws IllegalArgumentException for letters that no name can have
   */
  public static String canonical(String product) {
    for (int i = 0; i < product.length(); i++) {
      char letter = product.charAt(i);
      if (letter > '~' || (letter >= 'A' && letter <= 'Z') || (letter == '.' && i == 0)) {
        String bare = product.startsWith(".") ? product.substring(1) : product;
        return IDN.toASCII(bare.toLowerCase(Locale.ROOT));
      }
    }
    return product;
  }

  /** A purchase by a customer who has not signed in. */
  public static Purchase of(SellerId seller, String product, ProductAction action, int years) {
    return new Purchase(seller, VISITOR, product, action, years);
  }

  public Purchase by(Buyer other) {
    return new Purchase(seller, other, product, action, years);
  }
}
