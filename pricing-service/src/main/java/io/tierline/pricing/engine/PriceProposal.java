package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.joda.money.CurrencyUnit;

/**
 * What a seller wants its prices to be, before any rule looked at it.
 *
 * @param sellingCurrency the seller's, as the tree of sellers knows it
 * @param currency the one the seller named
 * @param slabs all slabs as they shall be
 * @param cells all prices of the products named
 * @param terms what the catalog says of the products named; an unknown product is absent
 */
public record PriceProposal(
    Audience audience,
    CurrencyUnit sellingCurrency,
    String currency,
    List<ProposedSlab> slabs,
    List<ProposedCell> cells,
    Map<String, ProductTerms> terms) {

  public PriceProposal {
    slabs = List.copyOf(slabs);
    cells = List.copyOf(cells);
    terms = Map.copyOf(terms);
  }

  void eachCellOfKnownProduct(BiConsumer<ProposedCell, ProductTerms> check) {
    for (ProposedCell cell : cells) {
      ProductTerms known = terms.get(cell.product());
      if (known != null) {
        check.accept(cell, known);
      }
    }
  }
}
