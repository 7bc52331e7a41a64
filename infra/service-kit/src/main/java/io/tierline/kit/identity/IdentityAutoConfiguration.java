package io.tierline.kit.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.tierline.kit.http.HttpSettings;
import io.tierline.kit.http.RateLimitFilter;
import io.tierline.kit.problem.ProblemWriter;
import io.tierline.kit.tenancy.SellerScopeFilter;
import jakarta.servlet.DispatcherType;
import java.net.MalformedURLException;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Every endpoint needs a token of the identity service, except those that are named here. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
    })
@EnableConfigurationProperties(IdentitySettings.class)
@EnableMethodSecurity
class IdentityAutoConfiguration {

  /** After every chain of a service's own, such as the authorization server's. */
  private static final int LAST_CHAIN = 1000;

  private static final long KEYS_ASKED_FOR_EVERY_MS = 10_000;
  private static final int KEYS_SIZE_MAX_BYTES = 100_000;

  private static final String[] ALWAYS_OPEN = {
    "/actuator/health",
    "/actuator/health/**",
    "/actuator/prometheus",
    "/v3/api-docs",
    "/v3/api-docs.yaml",
    "/v3/api-docs/**",
    "/swagger-ui.html",
    "/swagger-ui/**"
  };

  @Bean
  JwtDecoder jwtDecoder(
      IdentitySettings identity, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
    return VerifiedTokens.of(signatures(identity, ownKeys), TokenRules.of(identity));
  }

  private static NimbusJwtDecoder signatures(
      IdentitySettings identity, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
    if (identity.jwksUri() != null) {
      return NimbusJwtDecoder.withJwkSource(issuersKeys(identity, identity.jwksUri())).build();
    }
    JWKSource<SecurityContext> keys = ownKeys.getIfUnique();
    if (keys == null) {
      throw new IllegalStateException(
          "Set tierline.identity.jwks-uri to the address where the issuer publishes its keys");
    }
    return NimbusJwtDecoder.withJwkSource(keys).build();
  }

  /**
   * Kept until a token names a key that is not among them, and asked for at most twice in {@value
   * #KEYS_ASKED_FOR_EVERY_MS} ms: anybody can make up names of keys.
   */
  private static JWKSource<SecurityContext> issuersKeys(IdentitySettings identity, URI jwksUri) {
    int timeout = Math.toIntExact(identity.timeout().toMillis());
    try {
      return new IssuersKeys(
          JWKSourceBuilder.create(
                  jwksUri.toURL(),
                  new DefaultResourceRetriever(timeout, timeout, KEYS_SIZE_MAX_BYTES))
              .cacheForever()
              .refreshAheadCache(false)
              .rateLimited(KEYS_ASKED_FOR_EVERY_MS)
              .build());
    } catch (MalformedURLException e) {
      throw new IllegalStateException("tierline.identity.jwks-uri is no address: " + jwksUri, e);
    }
  }

  /**
   * A trace says what a request did. How it passed each of security's filters would be most of its
   * spans, and cost each request more than the filters do. Refusals are counted by their answers.
   */
  @Bean
  SecurityObservationSettings nothingOfSecurityIsObserved() {
    return SecurityObservationSettings.noObservations();
  }

  /** Not a bean each, because the container would register the filter a second time. */
  record RefusalsAndLimits(SecurityProblems refusals, RateLimitFilter rateLimit) {}

  @Bean
  RefusalsAndLimits refusalsAndLimits(ProblemWriter problems, HttpSettings http) {
    return new RefusalsAndLimits(
        new SecurityProblems(problems), RateLimitFilter.ofClients(problems, http));
  }

  @Bean
  @Order(LAST_CHAIN)
  SecurityFilterChain tokenSecurity(
      HttpSecurity http,
      JwtDecoder jwtDecoder,
      RefusalsAndLimits edge,
      ObjectProvider<OpenPaths> openPaths) {
    SecurityProblems refusals = edge.refusals();
    String[] open =
        openPaths.stream().flatMap(paths -> paths.patterns().stream()).toArray(String[]::new);
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(ALWAYS_OPEN)
                    .permitAll()
                    .requestMatchers(open)
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasAuthority("SCOPE_installation")
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .jwt(jwt -> jwt.decoder(jwtDecoder))
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(edge.rateLimit(), AuthorizationFilter.class)
        .addFilterAfter(new SellerScopeFilter(), AuthorizationFilter.class)
        .build();
  }
}
