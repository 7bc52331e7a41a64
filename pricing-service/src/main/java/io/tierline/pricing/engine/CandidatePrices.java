package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.List;
import java.util.Map;

/**
 * One product's prices as they would be after a change, each cell readable; what the rules that
 * compare cells look at.
 *
 * @param paths where each cell stands in what the seller sent
 */
record CandidatePrices(
    ProductTerms terms, List<Slab> slabs, PriceTable table, Map<PriceCell, String> paths) {

  boolean hasAnyPrice(ProductAction action) {
    return paths.keySet().stream().anyMatch(cell -> cell.action() == action);
  }

  String pathOf(ProductAction action) {
    return paths.entrySet().stream()
        .filter(entry -> entry.getKey().action() == action)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("prices");
  }

  String pathOf(ProductAction action, int place, int years) {
    int slab = numberAt(place);
    return paths.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().action() == action
                    && entry.getKey().slab() == slab
                    && entry.getKey().years() == years)
        .map(entry -> entry.getValue() + ".perYear")
        .findFirst()
        .orElse("prices");
  }

  int numberAt(int place) {
    return place == Pr7Slabs.BASE ? Pr7Slabs.BASE : slabs.get(place - 1).number();
  }
}
