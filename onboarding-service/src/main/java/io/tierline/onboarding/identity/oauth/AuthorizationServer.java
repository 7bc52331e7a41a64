package io.tierline.onboarding.identity.oauth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.tierline.kit.identity.OpenPaths;
import io.tierline.onboarding.identity.FindClient;
import io.tierline.onboarding.identity.SigningKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.web.SecurityFilterChain;

/** {@code /oauth2/token} and {@code /oauth2/jwks}: client credentials, nothing else. */
@Configuration(proxyBeanMethods = false)
@Import(MetadataController.class)
public class AuthorizationServer {

  /**
   * @param tokenValidity how long a token is good for, in system time
   * @param signingKeyAge after which a new signing key is made
   */
  public record Terms(
      String issuer, String audience, Duration tokenValidity, Duration signingKeyAge) {}

  @Bean
  JWKSource<SecurityContext> signingKeySource(SigningKeys keys, Terms terms) {
    return new SharedSigningKeys(keys, terms.signingKeyAge(), InstantSource.system());
  }

  @Bean
  RegisteredClientRepository clients(
      FindClient findClient, ServiceClient.All services, Terms terms) {
    return new KeyedClients(findClient, services.clients(), terms.tokenValidity());
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings(Terms terms) {
    return AuthorizationServerSettings.builder().issuer(terms.issuer()).build();
  }

  @Bean
  OpenPaths metadataIsOpen() {
    return new OpenPaths(List.of(MetadataController.PATH));
  }

  @Bean
  HashedSecrets hashedSecrets() {
    return new HashedSecrets();
  }

  @Bean
  @Order(1)
  SecurityFilterChain tokenEndpoint(
      HttpSecurity http,
      RegisteredClientRepository clients,
      AuthorizationServerSettings settings,
      JWKSource<SecurityContext> keys,
      Terms terms) {
    NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
    // The source gives the newest key first.
    encoder.setJwkSelector(List::getFirst);
    JwtGenerator tokens = new JwtGenerator(encoder);
    tokens.setJwtCustomizer(context -> addClaims(context, terms.audience()));
    return http.securityMatcher("/oauth2/token", "/oauth2/jwks")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2AuthorizationServer(
            server ->
                server
                    .registeredClientRepository(clients)
                    .authorizationService(new StatelessAuthorizations())
                    .authorizationServerSettings(settings)
                    .tokenGenerator(tokens)
                    .tokenEndpoint(
                        endpoint ->
                            endpoint.accessTokenRequestConverters(
                                converters -> converters.addFirst(new AllScopesUnlessAsked()))))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }

  private static void addClaims(JwtEncodingContext context, String audience) {
    if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())
        || !AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
      return;
    }
    context
        .getClaims()
        .audience(List.of(audience))
        .claim("scope", String.join(" ", context.getAuthorizedScopes()));
    String seller =
        context.getRegisteredClient().getClientSettings().getSetting(KeyedClients.SELLER);
    if (seller != null) {
      context.getClaims().claim("seller", seller);
    }
  }
}
