package io.tierline.pricing.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A catalog whose products are kept in this process: they change when a file is loaded, and are
 * looked up with every change of prices. Whether they are current is asked each time. Who changes
 * the catalog works with the one behind it, because what is not committed must not be kept.
 */
public final class KeptCatalog implements Catalog {

  private final Catalog catalog;
  private volatile Stock kept = Stock.NONE;

  public KeptCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<Product> find(String code) {
    return Optional.ofNullable(stock().products().get(code));
  }

  @Override
  public Map<String, Product> find(Collection<String> codes) {
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

  /** Of the revision there is, or of a newer one that came to be meanwhile. */
  @Override
  public Stock stock() {
    Stock stock = kept;
    if (stock.revision() != catalog.revision()) {
      stock = catalog.stock();
      kept = stock;
    }
    return stock;
  }

  @Override
  public List<Product> tlds(String after, int limit) {
    return catalog.tlds(after, limit);
  }

  @Override
  public long revision() {
    return catalog.revision();
  }

  @Override
  public List<Listing> lockAll() {
    return catalog.lockAll();
  }

  @Override
  public void put(Listing listing) {
    catalog.put(listing);
  }

  @Override
  public void raiseRevision() {
    catalog.raiseRevision();
  }
}
