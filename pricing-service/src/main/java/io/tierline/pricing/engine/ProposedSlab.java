package io.tierline.pricing.engine;

import org.jspecify.annotations.Nullable;

/**
 * A slab as a seller wrote it.
 *
 * @param path where it stands in what the seller sent, e.g. {@code slabs[0]}
 */
public record ProposedSlab(
    String path,
    int number,
    @Nullable ProposedAmount receiptsAtLeast,
    @Nullable Integer webServicesOrdersAtLeast) {

  String field(String member) {
    return path + "." + member;
  }
}
