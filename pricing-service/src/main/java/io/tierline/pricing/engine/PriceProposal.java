package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.joda.money.CurrencyUnit;

/**
 * What a seller wants its prices to be, before any rule looked at it.
 *
 * @param sellingCurrency the seller's, as the tree of sellers knows it
 * @param currency the one the seller named
 * @param slabs all slabs as they shall be
 * @param prices all prices of the products named
 * @param terms what the catalog says of the products named; an unknown product is absent
 */
public record PriceProposal(
    Audience audience,
    CurrencyUnit sellingCurrency,
    String currency,
    List<ProposedSlab> slabs,
    ProposedPrices prices,
    Map<String, ProductTerms> terms) {

  public PriceProposal {
    slabs = List.copyOf(slabs);
    terms = Map.copyOf(terms);
  }

  List<ProposedCell> cells() {
    return prices.cells();
  }

  /** The actions that have a price, of each product that has one. */
  Map<String, Set<ProductAction>> priced() {
    Map<String, Set<ProductAction>> priced = new HashMap<>();
    for (ProposedCell cell : cells()) {
      priced
          .computeIfAbsent(cell.product(), _ -> EnumSet.noneOf(ProductAction.class))
          .add(cell.action());
    }
    return priced;
  }

  void eachCellOfKnownProduct(BiConsumer<ProposedCell, ProductTerms> check) {
    for (ProposedCell cell : cells()) {
      ProductTerms known = terms.get(cell.product());
      if (known != null) {
        check.accept(cell, known);
      }
    }
  }
}
