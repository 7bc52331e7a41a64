package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All usual prices of one version of one product, by place of the slab, action and tenure, in minor
 * units.
 */
record PriceTable(PackedPrices prices, int row) {

  /** A cell of a slab that was deleted since is left out. */
  static PriceTable compile(ProductTerms terms, List<Slab> slabs, Collection<PriceCell> cells) {
    PriceList list = PriceList.of(List.copyOf(cells));
    DatedPrices only = new DatedPrices.Published(1, Instant.EPOCH, list);
    return new PriceTable(
        PackedPrices.compile(slabs, List.of(new PackedPrices.Row(terms, TldStatus.SELL, only))), 0);
  }

  /** The price entered at exactly this place; negative when the cell is empty. */
  long own(ProductAction action, int place, int years) {
    return prices.own(row, action, place, years);
  }

  /** The price that counts for a buyer who reached this place. */
  @Nullable Found find(ProductAction action, int reached, int years) {
    return prices.find(row, action, reached, years);
  }

  /**
   * @param place of the slab that gave the price
   * @param years tenure that gave the price
   */
  record Found(int place, int years, long perYear) {}
}
