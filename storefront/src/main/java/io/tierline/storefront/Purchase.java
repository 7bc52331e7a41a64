package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.net.IDN;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a buyer asks the price of. */
public final class Purchase {

  private static final Buyer VISITOR = Buyer.visitor();

  private final SellerId seller;
  private final Buyer buyer;
  private final String product;
  private final ProductAction action;
  private final int years;

  /** See {@link Letters}. */
  private final long letters;

  /**
   * @param seller who sells
   * @param product a TLD, {@code privacy}, or a web service; capitals, a dot in front and a TLD's
   *     own letters are read as its ASCII form
   * @param years the tenure (domain.md "Words")
   */
  public Purchase(SellerId seller, Buyer buyer, String product, ProductAction action, int years) {
    this.seller = Objects.requireNonNull(seller, "seller");
    this.buyer = Objects.requireNonNull(buyer, "buyer");
    this.product = canonical(Objects.requireNonNull(product, "product"));
    this.action = Objects.requireNonNull(action, "action");
    if (years < 1) {
      throw new IllegalArgumentException("A tenure is 1 year or more, not " + years);
    }
    this.years = years;
    this.letters = Letters.of(this.product);
  }

  private Purchase(Purchase other, Buyer buyer) {
    this.seller = other.seller;
    this.buyer = Objects.requireNonNull(buyer, "buyer");
    this.product = other.product;
    this.action = other.action;
    this.years = other.years;
    this.letters = other.letters;
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
    return new Purchase(this, other);
  }

  public SellerId seller() {
    return seller;
  }

  public Buyer buyer() {
    return buyer;
  }

  /** In the form in which it stands in a price list. */
  public String product() {
    return product;
  }

  public ProductAction action() {
    return action;
  }

  public int years() {
    return years;
  }

  /** The product's. */
  long letters() {
    return letters;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Purchase that
        && seller.equals(that.seller)
        && buyer.equals(that.buyer)
        && product.equals(that.product)
        && action == that.action
        && years == that.years;
  }

  @Override
  public int hashCode() {
    return Objects.hash(seller, buyer, product, action, years);
  }

  @Override
  public String toString() {
    return "Purchase[seller=%s, buyer=%s, product=%s, action=%s, years=%d]"
        .formatted(seller, buyer, product, action, years);
  }
}
