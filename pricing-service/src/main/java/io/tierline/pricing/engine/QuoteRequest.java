package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * @param product the TLD in its ASCII form without the dot, or {@code privacy}
 * @param years the tenure; 1 for a transfer or a restore
 * @param name what the registry asks for this name
 */
public record QuoteRequest(String product, ProductAction action, int years, NameTier name) {

  /** Of a name that is not premium. */
  public static QuoteRequest standard(String product, ProductAction action, int years) {
    return new QuoteRequest(product, action, years, new NameTier.Standard());
  }
}
