package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.util.Optional;

/** Remembers which request created which signup, so that a replay creates nothing. */
public interface SignupClaims {

  /**
   * Claims the caller's key in the running transaction.
   *
   * @param fingerprint hash of what was asked for
   * @return the seller of the first claim, when this is a replay
   */
  Optional<SellerId> claim(String key, String fingerprint, SellerId created);
}
