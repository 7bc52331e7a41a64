package io.tierline.pricing.catalog;

import java.util.List;

/**
 * A catalog whose products are kept in this process: they change when a file is loaded, and are
 * looked up with every change of prices. Whether they are current is asked each time.
 */
public final class KeptCatalog implements Catalog {

  private final Catalog catalog;
  private volatile Stock kept = Stock.NONE;

  public KeptCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Of the revision there is, or of a newer one that came to be meanwhile. */
  @Override
  public Stock stock() {
    Stock stock = kept;
    if (!stock.revision().equals(catalog.revision())) {
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
  public Revision revision() {
    return catalog.revision();
  }
}
