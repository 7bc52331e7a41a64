package io.tierline.pricing.catalog;

import io.tierline.contracts.SellerId;
import java.time.Instant;

/** What operators pay their registries; every version is kept. */
public interface RegistryCosts {

  /** The latest costs of a product; the catalog's where the operator recorded none. */
  CostSheet latest(SellerId operator, String product);

  /** The same as known at a moment; the catalog's, which has no history, where none was then. */
  CostSheet asKnownAt(SellerId operator, String product, Instant at);

  /**
   * Keeps a new version.
   *
   * @return whether it was the first to have that version
   */
  boolean record(SellerId operator, CostSheet sheet, Author author);

  /**
   * @param name the client that asked for it
   */
  record Author(String name, String reason, Instant at) {}
}
