package io.tierline.pricing.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tax as a seller wrote it (domain.md PR-17).
 *
 * @param path where it stands in what the seller sent, e.g. {@code taxes[0]}
 * @param ratePercent decimal digits, e.g. {@code 9.975}
 */
public record ProposedTax(
    String path,
    String name,
    String country,
    @Nullable String region,
    Set<ProductKind> kinds,
    String ratePercent,
    TaxRule.Basis basis) {

  public ProposedTax {
    kinds = Set.copyOf(kinds);
  }

  String field(String member) {
    return path + "." + member;
  }
}
