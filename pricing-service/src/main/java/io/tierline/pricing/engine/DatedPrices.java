package io.tierline.pricing.engine;

import java.time.Instant;

/**
 * One version of a product's prices. In force at a moment is the highest version that has started
 * by then; so a newer version with an earlier start replaces one that was only scheduled (domain.md
 * PR-20).
 */
public sealed interface DatedPrices {

  long version();

  Instant effectiveFrom();

  record Published(long version, Instant effectiveFrom, PriceList prices) implements DatedPrices {}

  /** The seller no longer sells the product. */
  record Withdrawn(long version, Instant effectiveFrom) implements DatedPrices {}
}
