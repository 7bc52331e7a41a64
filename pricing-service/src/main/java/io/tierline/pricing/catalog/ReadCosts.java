package io.tierline.pricing.catalog;

import io.tierline.contracts.SellerId;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** What an operator pays for a product now. */
public class ReadCosts {

  private final Catalog catalog;
  private final RegistryCosts costs;

  public ReadCosts(Catalog catalog, RegistryCosts costs) {
    this.catalog = catalog;
    this.costs = costs;
  }

  /** Nothing for a product the catalog does not know. */
  @Transactional(readOnly = true)
  public Optional<CostSheet> of(SellerId operator, String product) {
    return ProductNames.ascii(product)
        .flatMap(catalog::find)
        .map(known -> costs.latest(operator, known.code()));
  }
}
