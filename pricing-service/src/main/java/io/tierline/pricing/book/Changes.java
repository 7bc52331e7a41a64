package io.tierline.pricing.book;

import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedSlab;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a seller wants changed in a book, as it wrote it. A product has three parts: its usual
 * prices, its promos and its application fee. A part that is given replaces what there was of it, a
 * part that is not named stays.
 *
 * @param currency the one the seller named
 * @param slabs the whole list as it shall be; null to leave it alone
 * @param prices products are named in ASCII form
 */
public record Changes(
    String currency,
    @Nullable List<ProposedSlab> slabs,
    ProposedPrices prices,
    List<Removal> removals) {

  public Changes {
    slabs = slabs == null ? null : List.copyOf(slabs);
    removals = List.copyOf(removals);
  }

  /**
   * What shall go.
   *
   * @param path where it stands in what the seller sent, e.g. {@code withdraw[0]}
   */
  public record Removal(String path, String product, Part part) {}

  public enum Part {
    /** The product is no longer sold. */
    PRODUCT,
    PROMOS,
    APPLICATION_FEE
  }

  /** Every product of which a part is given or removed. */
  public Set<String> products() {
    Set<String> products = pricedProducts();
    removals.forEach(removal -> products.add(removal.product()));
    return products;
  }

  Set<String> pricedProducts() {
    Set<String> products = new TreeSet<>();
    prices.cells().forEach(cell -> products.add(cell.product()));
    prices.promos().forEach(promo -> products.add(promo.product()));
    prices.applicationFees().forEach(fee -> products.add(fee.product()));
    return products;
  }

  boolean isEmpty() {
    return slabs == null && products().isEmpty();
  }
}
