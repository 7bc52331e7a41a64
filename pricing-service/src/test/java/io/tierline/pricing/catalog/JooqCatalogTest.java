package io.tierline.pricing.catalog;

import io.tierline.pricing.OnRealServers;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class JooqCatalogTest extends OnRealServers implements CatalogBehaviour {

  @Autowired
  @Qualifier("jooqCatalog")
  private Catalog catalog;

  @Autowired private Listings listings;

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Listings listings() {
    return listings;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }
}
