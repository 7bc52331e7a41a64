package io.tierline.pricing.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a seller keeps about one buyer, as far as the price depends on it.
 *
 * @param specificPrices every version that has started or will, in any order (domain.md PR-5)
 * @param taxPlace where its tax is due; null when not known (PR-17)
 */
public record BuyerTerms(List<SpecificPrice> specificPrices, @Nullable Place taxPlace) {

  private static final BuyerTerms NONE = new BuyerTerms(List.of(), null);

  public BuyerTerms {
    specificPrices = List.copyOf(specificPrices);
  }

  public static BuyerTerms none() {
    return NONE;
  }
}
