package io.tierline.pricing.book;

import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.ProductTerms;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The catalog's terms of several products. */
final class TermsOf {

  private TermsOf() {}

  static Map<String, ProductTerms> products(Catalog catalog, Collection<String> codes) {
    return catalog.find(codes).values().stream()
        .collect(Collectors.toMap(Product::code, Product::terms));
  }

  /** Of all that a book has or shall have. */
  static Map<String, ProductTerms> changed(Catalog catalog, Changes changes, BookContent before) {
    Set<String> products = new TreeSet<>(before.products().keySet());
    products.addAll(changes.products());
    return products(catalog, products);
  }

  /** A product that has prices is never taken out of the catalog. */
  static ProductTerms known(Map<String, ProductTerms> terms, String product) {
    ProductTerms known = terms.get(product);
    if (known == null) {
      throw new IllegalStateException("The catalog lost the product " + product);
    }
    return known;
  }
}
