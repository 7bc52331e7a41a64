package io.tierline.pricing.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all sales of a seller, as it is at the moments its book is asked about.
 *
 * @param taxes in the order they apply (domain.md PR-17)
 * @param premium how premium names are priced; null: they cannot be sold (PR-19)
 */
public record SellerRules(List<TaxRule> taxes, @Nullable MarginRule premium) {

  private static final SellerRules NONE = new SellerRules(List.of(), null);

  public SellerRules {
    taxes = List.copyOf(taxes);
  }

  public static SellerRules none() {
    return NONE;
  }
}
