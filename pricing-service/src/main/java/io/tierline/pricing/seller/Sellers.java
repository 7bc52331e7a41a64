package io.tierline.pricing.seller;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;

/** The tree of sellers. */
public interface Sellers {

  /** Sellers above one another; far more than any real tree has. */
  int DEPTH_MAX = 64;

  Optional<Seller> find(SellerId id);

  /**
   * From this seller up to its operator, as far as it is known; empty when the seller itself is
   * not.
   */
  List<Seller> pathUp(SellerId id);

  /** Adds or replaces. */
  void put(Seller seller);
}
