package io.tierline.pricing.catalog;

import java.util.function.Supplier;

class InMemoryCatalogTest implements CatalogBehaviour {

  private final InMemoryCatalog catalog = new InMemoryCatalog();

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Listings listings() {
    return catalog;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }
}
