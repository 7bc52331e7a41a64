package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.util.List;
import org.joda.money.CurrencyUnit;

/**
 * What a seller's prices for one audience consist of, as they are kept.
 *
 * @param slabs by number; empty for customers
 * @param products each product once
 */
public record BookPrices(
    Audience audience, CurrencyUnit currency, List<Slab> slabs, List<ProductPrices> products) {

  public BookPrices {
    slabs = List.copyOf(slabs);
    products = List.copyOf(products);
  }

  /**
   * @param versions those that are in force or will be, in any order
   */
  public record ProductPrices(ProductTerms terms, List<DatedPrices> versions) {
    public ProductPrices {
      versions = List.copyOf(versions);
    }
  }
}
