package io.tierline.pricing.catalog;

import io.tierline.contracts.ProductAction;
import java.util.Map;
import org.joda.money.Money;

/**
 * What an operator pays for a product per year.
 *
 * @param version how often the operator recorded its costs; 0 while the catalog's count
 */
public record CostSheet(String product, long version, Map<ProductAction, Money> costs) {

  public CostSheet {
    costs = Map.copyOf(costs);
  }
}
