package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.UUID;

/** Which of a seller's prices is spoken of. */
public sealed interface SellingPrice {

  String product();

  /**
   * A usual price.
   *
   * @param slab number of the slab; 0 for base and for customers
   * @param years the tenure it was entered for
   */
  record OfCell(String product, ProductAction action, int slab, int years)
      implements SellingPrice {}

  record OfPromo(String product, ProductAction action, UUID id, String name)
      implements SellingPrice {}

  /** Charged once. */
  record OfApplicationFee(String product) implements SellingPrice {}

  /**
   * @param buyer as whoever asked names it
   */
  record OfBuyer(String product, ProductAction action, String buyer) implements SellingPrice {}
}
