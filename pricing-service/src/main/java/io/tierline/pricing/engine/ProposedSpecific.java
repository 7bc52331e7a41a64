package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * A price for one buyer as a seller wrote it (domain.md PR-5).
 *
 * @param path where it stands in what the seller sent
 * @param product in ASCII form
 */
public record ProposedSpecific(
    String path, String product, ProductAction action, ProposedAmount perYear) {

  String field(String member) {
    return path + "." + member;
  }
}
