package io.tierline.onboarding.identity.oauth;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.identity.Secret;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of our own services as a client.
 *
 * @param sellerId for which it acts; null for none
 */
public record ServiceClient(
    String clientId, Secret secret, Set<String> scopes, @Nullable SellerId sellerId) {

  public ServiceClient {
    scopes = Set.copyOf(scopes);
  }

  /** All that are configured. */
  public record All(List<ServiceClient> clients) {

    public All {
      clients = List.copyOf(clients);
    }
  }
}
