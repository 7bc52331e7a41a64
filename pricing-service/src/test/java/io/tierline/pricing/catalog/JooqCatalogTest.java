package io.tierline.pricing.catalog;

import io.tierline.pricing.OnRealServers;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;

class JooqCatalogTest extends OnRealServers implements CatalogBehaviour {

  @Autowired private Catalog catalog;

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }
}
