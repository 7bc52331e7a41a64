package io.tierline.onboarding.signup.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.IdempotencyKeys;
import io.tierline.onboarding.signup.SignupClaims;
import java.util.Optional;

/** {@link SignupClaims} over the idempotency keys that all services share. */
public class KeptSignupClaims implements SignupClaims {

  private final IdempotencyKeys keys;

  public KeptSignupClaims(IdempotencyKeys keys) {
    this.keys = keys;
  }

  @Override
  public Optional<SellerId> claim(String key, String fingerprint, SellerId created) {
    return keys.claim(key, fingerprint, created.toString()).map(SellerId::of);
  }
}
