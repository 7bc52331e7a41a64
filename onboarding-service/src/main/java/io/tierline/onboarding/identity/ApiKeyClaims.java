package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import java.util.Optional;

/** Remembers which request created which key, so that a replay creates nothing. */
public interface ApiKeyClaims {

  /**
   * Claims the caller's key in the running transaction.
   *
   * @return the API key of the first claim, when this is a replay
   */
  Optional<String> claim(String idempotencyKey, SellerId owner, String keyId);
}
