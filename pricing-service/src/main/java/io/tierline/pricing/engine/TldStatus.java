package io.tierline.pricing.engine;

/** Whether a seller sells a product, to customers and sub-resellers alike (domain.md PR-15). */
public enum TldStatus {
  SELL,
  /** What there is can be managed, renewed and restored. */
  NO_NEW_ORDERS,
  /** Only without orders of it. */
  DO_NOT_SELL
}
