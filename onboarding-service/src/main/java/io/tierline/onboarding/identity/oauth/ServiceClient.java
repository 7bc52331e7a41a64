package io.tierline.onboarding.identity.oauth;

import io.tierline.onboarding.identity.Secret;
import java.util.List;
import java.util.Set;

/** One of our own services as a client; it acts for no seller. */
public record ServiceClient(String clientId, Secret secret, Set<String> scopes) {

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
