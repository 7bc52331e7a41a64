package io.tierline.onboarding.identity.oauth;

import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.identity.ClientScopes;
import io.tierline.onboarding.identity.FindClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** API keys and our own services as OAuth2 clients. Nothing is cached. */
final class KeyedClients implements RegisteredClientRepository {

  /** Under which a client carries its seller. */
  static final String SELLER = "tierline.seller";

  private final FindClient findClient;
  private final List<ServiceClient> services;
  private final Duration tokenValidity;

  KeyedClients(FindClient findClient, List<ServiceClient> services, Duration tokenValidity) {
    this.findClient = findClient;
    this.services = List.copyOf(services);
    this.tokenValidity = tokenValidity;
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("Keys are issued through /v1/api-keys");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    for (ServiceClient service : services) {
      if (service.clientId().equals(clientId)) {
        SellerId seller = service.sellerId();
        return client(
            clientId,
            service.secret().sha256(),
            service.scopes(),
            seller == null ? null : seller.toString());
      }
    }
    Optional<FindClient.Client> found = SellerScope.inBackground(() -> findClient.find(clientId));
    return found
        .map(
            client ->
                client(
                    clientId,
                    client.key().secretSha256(),
                    ClientScopes.of(client.seller()),
                    client.seller().id().toString()))
        .orElse(null);
  }

  private RegisteredClient client(
      String id, String secretHash, Set<String> scopes, @Nullable String seller) {
    ClientSettings.Builder settings = ClientSettings.builder().requireAuthorizationConsent(false);
    if (seller != null) {
      settings.setting(SELLER, seller);
    }
    return RegisteredClient.withId(id)
        .clientId(id)
        .clientSecret(secretHash)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(all -> all.addAll(scopes))
        .clientSettings(settings.build())
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(tokenValidity).build())
        .build();
  }
}
