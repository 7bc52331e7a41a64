package io.tierline.pricing.premium;

import io.tierline.contracts.ProductAction;
import java.util.Map;
import org.joda.money.Money;

/**
 * What an operator knows of a name.
 *
 * @param version how often it was recorded; 0 when never
 * @param costs per year, what the registry asks for it; empty: it is a standard name. An action
 *     without a cost cannot be bought: it is never taken to cost the standard price
 */
public record PremiumName(DomainName name, long version, Map<ProductAction, Money> costs) {

  public PremiumName {
    costs = Map.copyOf(costs);
  }

  static PremiumName standard(DomainName name) {
    return new PremiumName(name, 0, Map.of());
  }

  boolean isStandard() {
    return costs.isEmpty();
  }
}
