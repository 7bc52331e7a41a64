package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys of sellers, at most {@value #LIVE_MAX} of them alive at a time. */
public interface ApiKeys {

  /** One in use and one to rotate to. */
  int LIVE_MAX = 2;

  /**
   * @return false when the seller has {@value #LIVE_MAX} live keys already
   */
  boolean add(ApiKey key);

  Optional<ApiKey> find(String id);

  /** All of a seller, the newest first, at most 100. */
  List<ApiKey> of(SellerId seller);

  /**
   * @return false when there is no such live key of that seller
   */
  boolean revoke(SellerId seller, String id, Instant now);
}
