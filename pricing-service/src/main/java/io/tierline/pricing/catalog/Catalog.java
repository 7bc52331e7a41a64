package io.tierline.pricing.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be sold, the same for all sellers. */
public interface Catalog {

  /**
   * @param code in ASCII form
   */
  default Optional<Product> find(String code) {
    return Optional.ofNullable(stock().products().get(code));
  }

  /** Those that exist, by code. */
  default Map<String, Product> find(Collection<String> codes) {
    if (codes.isEmpty()) {
      return Map.of();
    }
    Map<String, Product> products = stock().products();
    Map<String, Product> found = new HashMap<>();
    for (String code : codes) {
      Product product = products.get(code);
      if (product != null) {
        found.put(code, product);
      }
    }
    return found;
  }

  /**
   * TLDs by code.
   *
   * @param after the code after which to start; empty for the first
   */
  List<Product> tlds(String after, int limit);

  /** Grows whenever a product changes. */
  Revision revision();

  /**
   * @param history in another one the same number may tell of other products: a database that was
   *     set back gives numbers out again
   */
  record Revision(String history, long number) {}

  /** Everything, as one statement sees it. */
  Stock stock();

  /**
   * @param revision of which the products are
   * @param products by code
   */
  record Stock(Revision revision, Map<String, Product> products) {

    /** Before the first product: of no revision that a catalog ever has. */
    public static final Stock NONE = new Stock(new Revision("", -1), Map.of());

    public Stock {
      products = Map.copyOf(products);
    }
  }
}
