package io.tierline.pricing.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a seller asks for one product, the same for every buyer of an audience.
 *
 * @param cells the usual prices (domain.md PR-2, PR-7)
 * @param promos in any order (PR-6)
 * @param applicationFee once, on a registration in the TLD's sunrise, in minor units; null when the
 *     seller has set none, zero when it asks nothing (PR-13)
 */
public record PriceList(List<PriceCell> cells, List<Promo> promos, @Nullable Long applicationFee) {

  public PriceList {
    cells = List.copyOf(cells);
    promos = List.copyOf(promos);
  }

  /** Usual prices, no promo, no fee. */
  public static PriceList of(List<PriceCell> cells) {
    return new PriceList(cells, List.of(), null);
  }

  /** No promo, no fee. */
  boolean hasOnlyCells() {
    return promos.isEmpty() && applicationFee == null;
  }

  public PriceList withCells(List<PriceCell> other) {
    return new PriceList(other, promos, applicationFee);
  }
}
