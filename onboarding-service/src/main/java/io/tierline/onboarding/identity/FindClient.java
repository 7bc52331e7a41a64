package io.tierline.onboarding.identity;

import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Who asks for a token. Read anew each time, so that a revocation acts at once. */
public class FindClient {

  private final ApiKeys keys;
  private final Sellers sellers;

  public FindClient(ApiKeys keys, Sellers sellers) {
    this.keys = keys;
    this.sellers = sellers;
  }

  public record Client(ApiKey key, Seller seller) {}

  /** Empty unless the key is alive and its seller was not rejected. */
  @Transactional(readOnly = true)
  public Optional<Client> find(String keyId) {
    return keys.find(keyId)
        .filter(ApiKey::isLive)
        .flatMap(key -> sellers.find(key.sellerId()).map(seller -> new Client(key, seller)))
        .filter(client -> !ClientScopes.of(client.seller()).isEmpty());
  }
}
