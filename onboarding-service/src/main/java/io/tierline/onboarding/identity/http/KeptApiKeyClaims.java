package io.tierline.onboarding.identity.http;

import io.tierline.kit.idempotency.IdempotencyKeys;
import io.tierline.onboarding.identity.ApiKeyClaims;
import java.util.Optional;

/** {@link ApiKeyClaims} over the idempotency keys that all services share. */
public class KeptApiKeyClaims implements ApiKeyClaims {

  private static final String FINGERPRINT = "POST /v1/api-keys";

  private final IdempotencyKeys keys;

  public KeptApiKeyClaims(IdempotencyKeys keys) {
    this.keys = keys;
  }

  @Override
  public Optional<String> claim(String idempotencyKey, String keyId) {
    return keys.claim(idempotencyKey, FINGERPRINT, keyId);
  }
}
