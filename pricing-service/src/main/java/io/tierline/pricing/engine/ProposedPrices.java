package io.tierline.pricing.engine;

import java.util.List;

/** All prices of the products they name, as a seller wrote them. */
public record ProposedPrices(
    List<ProposedCell> cells, List<ProposedPromo> promos, List<ProposedFee> applicationFees) {

  public ProposedPrices {
    cells = List.copyOf(cells);
    promos = List.copyOf(promos);
    applicationFees = List.copyOf(applicationFees);
  }

  /** Usual prices, no promo, no fee. */
  public static ProposedPrices of(List<ProposedCell> cells) {
    return new ProposedPrices(cells, List.of(), List.of());
  }
}
