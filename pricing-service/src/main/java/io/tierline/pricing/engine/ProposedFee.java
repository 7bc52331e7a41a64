package io.tierline.pricing.engine;

/**
 * An application fee as a seller wrote it (domain.md PR-13).
 *
 * @param path where it stands in what the seller sent, e.g. {@code applicationFees[0]}
 * @param product in ASCII form
 * @param amount once, not per year
 */
public record ProposedFee(String path, String product, ProposedAmount amount) {

  String field(String member) {
    return path + "." + member;
  }
}
