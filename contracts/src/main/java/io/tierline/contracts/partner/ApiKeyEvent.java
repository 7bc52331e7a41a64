package io.tierline.contracts.partner;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;

/**
 * Keys of the legacy HTTP API ({@code auth-userid}, {@code api-key}). Only the hash travels: the
 * key is 256 random bits, so a plain SHA-256 cannot be guessed back. Key: the API key's id.
 */
public sealed interface ApiKeyEvent {

  String TOPIC = "onboarding.api-key";

  String keyId();

  SellerId sellerId();

  Instant occurredAt();

  /**
   * @param secretSha256 lower-case hex of SHA-256 over the UTF-8 bytes of the secret
   */
  @JsonTypeName("api-key.issued.v1")
  record ApiKeyIssued(String keyId, SellerId sellerId, String secretSha256, Instant occurredAt)
      implements ApiKeyEvent {

    public ApiKeyIssued {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(secretSha256, "secretSha256");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  @JsonTypeName("api-key.revoked.v1")
  record ApiKeyRevoked(String keyId, SellerId sellerId, Instant occurredAt) implements ApiKeyEvent {

    public ApiKeyRevoked {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
