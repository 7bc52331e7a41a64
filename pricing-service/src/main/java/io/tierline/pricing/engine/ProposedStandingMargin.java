package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.Map;
import java.util.Set;

/**
 * A margin to keep as a seller wrote it (domain.md PR-10, PR-12).
 *
 * @param path where it stands in what the seller sent, e.g. {@code rules[0]}
 * @param margins by number of the slab; 0 for base and for customers
 */
public record ProposedStandingMargin(
    String path,
    StandingMargin.State state,
    ProductSearch search,
    Set<ProductAction> actions,
    Map<Integer, ProposedMargin> margins,
    Rounding rounding) {

  public ProposedStandingMargin {
    actions = Set.copyOf(actions);
    margins = Map.copyOf(margins);
  }

  String field(String member) {
    return path + "." + member;
  }
}
