package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * A price as a seller wrote it.
 *
 * @param path where it stands in what the seller sent, e.g. {@code prices[3]}
 * @param product in ASCII form
 */
public record ProposedCell(
    String path,
    String product,
    ProductAction action,
    int slab,
    int years,
    ProposedAmount perYear) {

  String field(String member) {
    return path + "." + member;
  }
}
