package io.tierline.onboarding.identity.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.IdempotencyKeys;
import io.tierline.onboarding.identity.ApiKeyClaims;
import java.util.Optional;

/** {@link ApiKeyClaims} over the idempotency keys that all services share. */
public class KeptApiKeyClaims implements ApiKeyClaims {

  private final IdempotencyKeys keys;

  public KeptApiKeyClaims(IdempotencyKeys keys) {
    this.keys = keys;
  }

  @Override
  public Optional<String> claim(String idempotencyKey, SellerId owner, String keyId) {
    return keys.claim(idempotencyKey, "POST api-key of " + owner, keyId);
  }
}
