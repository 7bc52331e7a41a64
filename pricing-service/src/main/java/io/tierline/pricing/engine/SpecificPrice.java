package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;

/**
 * One version of the price fixed for one buyer (domain.md PR-5). In force is the highest version
 * that has started, as with price lists.
 */
public sealed interface SpecificPrice {

  /** In ASCII form. */
  String product();

  ProductAction action();

  /** Counted for one buyer, product and action. */
  long version();

  Instant effectiveFrom();

  /**
   * @param perYear in minor units of the seller's selling currency
   */
  record Fixed(
      String product, ProductAction action, long version, Instant effectiveFrom, long perYear)
      implements SpecificPrice {}

  /** The buyer pays what others pay. */
  record Removed(String product, ProductAction action, long version, Instant effectiveFrom)
      implements SpecificPrice {}
}
