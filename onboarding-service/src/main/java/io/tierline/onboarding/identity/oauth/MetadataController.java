package io.tierline.onboarding.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the authorization server offers (RFC 8414). Written here, because the framework's own cannot
 * be told that there is no authorization endpoint, no revocation and no introspection.
 */
@Hidden
@RestController
class MetadataController {

  static final String PATH = "/.well-known/oauth-authorization-server";

  private final AuthorizationServer.Terms terms;

  MetadataController(AuthorizationServer.Terms terms) {
    this.terms = terms;
  }

  /**
   * @param responseTypes none: there is no authorization endpoint
   */
  record Metadata(
      String issuer,
      @JsonProperty("token_endpoint") String tokenEndpoint,
      @JsonProperty("jwks_uri") String jwksUri,
      @JsonProperty("grant_types_supported") List<String> grantTypes,
      @JsonProperty("response_types_supported") List<String> responseTypes,
      @JsonProperty("token_endpoint_auth_methods_supported") List<String> authMethods) {}

  @GetMapping(PATH)
  Metadata metadata() {
    return new Metadata(
        terms.issuer(),
        terms.issuer() + "/oauth2/token",
        terms.issuer() + "/oauth2/jwks",
        List.of("client_credentials"),
        List.of(),
        List.of("client_secret_basic", "client_secret_post"));
  }
}
