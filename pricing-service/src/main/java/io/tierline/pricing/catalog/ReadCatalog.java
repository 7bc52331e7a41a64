package io.tierline.pricing.catalog;

import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Lists what can be sold. */
public class ReadCatalog {

  private final Catalog catalog;

  public ReadCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  @Transactional(readOnly = true)
  public List<Product> tlds(String after, int limit) {
    return catalog.tlds(after, limit);
  }
}
