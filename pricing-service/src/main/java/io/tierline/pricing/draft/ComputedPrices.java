package io.tierline.pricing.draft;

import io.tierline.pricing.book.AsProposed;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProposedCell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prices that were computed from costs, as a change of a book. */
final class ComputedPrices {

  private ComputedPrices() {}

  /**
   * @param priced by product
   * @return by product the usual prices it would have; without those that have them already
   */
  static Map<String, List<ProposedCell>> cells(
      Present present, Map<String, List<PriceCell>> priced) {
    AsProposed asProposed = new AsProposed(present.content().currency());
    Map<String, List<ProposedCell>> cells = new LinkedHashMap<>();
    priced.forEach(
        (product, computed) -> {
          PriceList kept =
              present
                  .content()
                  .soldAt(product, present.now())
                  .orElseGet(() -> PriceList.of(List.of()));
          PriceList after = BulkMargin.applyTo(kept, computed);
          if (!Set.copyOf(kept.cells()).equals(Set.copyOf(after.cells()))) {
            cells.put(product, asProposed.cells(product, after));
          }
        });
    return cells;
  }
}
