package io.tierline.kit.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.tierline.kit.http.HttpSettings;
import io.tierline.kit.http.RateLimitFilter;
import io.tierline.kit.problem.ProblemWriter;
import io.tierline.kit.tenancy.SellerScopeFilter;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.client.RestTemplate;

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
    NimbusJwtDecoder decoder = undecided(identity, ownKeys);
    decoder.setJwtValidator(TokenRules.of(identity));
    return decoder;
  }

  private static NimbusJwtDecoder undecided(
      IdentitySettings identity, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
    if (identity.jwksUri() != null) {
      return NimbusJwtDecoder.withJwkSetUri(identity.jwksUri().toString())
          .restOperations(issuerClient(identity))
          .build();
    }
    JWKSource<SecurityContext> keys = ownKeys.getIfUnique();
    if (keys == null) {
      throw new IllegalStateException(
          "Set tierline.identity.jwks-uri to the address where the issuer publishes its keys");
    }
    return NimbusJwtDecoder.withJwkSource(keys).build();
  }

  private static RestTemplate issuerClient(IdentitySettings identity) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(identity.timeout()).build());
    requests.setReadTimeout(identity.timeout());
    return new RestTemplate(requests);
  }

  /** Not a bean each, because the container would register the filter a second time. */
  record RefusalsAndLimits(SecurityProblems refusals, RateLimitFilter rateLimit) {}

  @Bean
  RefusalsAndLimits refusalsAndLimits(ProblemWriter problems, HttpSettings http) {
    return new RefusalsAndLimits(
        new SecurityProblems(problems), new RateLimitFilter(problems, http));
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
                    .hasAuthority("SCOPE_operator")
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
