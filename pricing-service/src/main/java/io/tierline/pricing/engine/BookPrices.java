package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.util.List;
import org.joda.money.CurrencyUnit;

/**
 * What a seller's prices for one audience consist of, as they are kept.
 *
 * @param slabs by number; empty for customers
 * @param products each product once
 * @param rules what holds for all of the seller's sales
 */
public record BookPrices(
    Audience audience,
    CurrencyUnit currency,
    List<Slab> slabs,
    List<ProductPrices> products,
    SellerRules rules) {

  public BookPrices {
    slabs = List.copyOf(slabs);
    products = List.copyOf(products);
  }

  /**
   * @param status whether the seller sells it (domain.md PR-15)
   * @param versions those that are in force or will be, in any order
   */
  public record ProductPrices(ProductTerms terms, TldStatus status, List<DatedPrices> versions) {
    public ProductPrices {
      versions = List.copyOf(versions);
    }
  }
}
