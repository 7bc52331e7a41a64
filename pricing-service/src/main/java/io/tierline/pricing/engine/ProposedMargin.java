package io.tierline.pricing.engine;

import org.jspecify.annotations.Nullable;

/**
 * A margin as a seller wrote it (domain.md PR-10): one of the two.
 *
 * @param path where it stands in what the seller sent, e.g. {@code margins[0]}
 * @param percentOfCost decimal digits, e.g. {@code 12.5}
 */
public record ProposedMargin(
    String path, @Nullable String percentOfCost, @Nullable ProposedAmount perYear) {

  String field(String member) {
    return path + "." + member;
  }
}
