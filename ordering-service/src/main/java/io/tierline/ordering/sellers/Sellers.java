package io.tierline.ordering.sellers;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;

/** The tree of sellers. */
public interface Sellers {

  /** Remembers what onboarding said last. */
  void save(Seller seller, Instant changedAt);

  /**
   * From the seller up to its operator. Ends early where a parent is not known yet: then the last
   * element has a parent.
   */
  List<Seller> chain(SellerId seller);

  /** The seller itself and everybody below it. */
  List<SellerId> tree(SellerId seller);
}
