package io.tierline.onboarding.seller;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Optional;

/** All sellers that the current scope may see. */
public interface Sellers {

  SellerId nextId();

  /** Makes sure that {@link #nextId()} never gives this one. */
  void reserve(SellerId id);

  /**
   * @return false when its parent already has an open signup with the same contact e-mail
   */
  boolean add(Seller seller, Instant now);

  Optional<Seller> find(SellerId id);

  void settle(SellerId id, Standing standing);

  /**
   * @return false when the brand is no longer at the expected version
   */
  boolean saveBrand(SellerId id, Brand brand, long expectedVersion);
}
