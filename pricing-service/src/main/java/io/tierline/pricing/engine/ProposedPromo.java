package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A promo of one product as a seller wrote it.
 *
 * @param path where it stands in what the seller sent, e.g. {@code promos[0]}
 * @param product in ASCII form
 * @param id the same in every product the promo is for
 * @param start included
 * @param end excluded
 */
public record ProposedPromo(
    String path,
    String product,
    UUID id,
    String name,
    ProposedAmount perYear,
    Set<ProductAction> actions,
    Instant start,
    Instant end) {

  public ProposedPromo {
    actions = Set.copyOf(actions);
  }

  String field(String member) {
    return path + "." + member;
  }
}
