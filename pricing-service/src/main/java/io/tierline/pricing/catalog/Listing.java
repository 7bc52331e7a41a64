package io.tierline.pricing.catalog;

import io.tierline.contracts.ProductAction;
import java.util.Map;
import org.joda.money.Money;

/**
 * A line of the catalog.
 *
 * @param costs per year, what registries ask where an operator has not recorded its own
 */
public record Listing(Product product, Map<ProductAction, Money> costs) {

  public Listing {
    costs = Map.copyOf(costs);
  }
}
