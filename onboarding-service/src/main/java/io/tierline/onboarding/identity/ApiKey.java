package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a seller: OAuth2 client id, and the hash of the client secret.
 *
 * @param secretSha256 lower-case hex
 */
public record ApiKey(
    String id,
    SellerId sellerId,
    String secretSha256,
    Instant issuedAt,
    @Nullable Instant revokedAt) {

  public boolean isLive() {
    return revokedAt == null;
  }
}
