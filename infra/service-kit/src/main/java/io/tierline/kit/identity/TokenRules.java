package io.tierline.kit.identity;

import io.tierline.kit.tenancy.SellerScope;
import io.tierline.kit.tenancy.SellerScopeFilter;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What a token must say to be accepted. Times are the system's, never the business clock's. */
final class TokenRules {

  private TokenRules() {}

  static OAuth2TokenValidator<Jwt> of(IdentitySettings identity) {
    return new DelegatingOAuth2TokenValidator<>(
        List.of(
            new JwtTimestampValidator(identity.clockSkew()),
            TokenRules::expires,
            new JwtIssuerValidator(identity.issuer()),
            token -> audienceIncludes(token, identity.audience()),
            TokenRules::namesASellerOrNone));
  }

  private static OAuth2TokenValidatorResult expires(Jwt token) {
    return token.getExpiresAt() == null
        ? refused("The token has no expiry")
        : OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult audienceIncludes(Jwt token, String audience) {
    return token.getAudience() != null && token.getAudience().contains(audience)
        ? OAuth2TokenValidatorResult.success()
        : refused("The token is for another audience than '%s'".formatted(audience));
  }

  /** A service's own client acts for no seller; its token opens no scope. */
  private static OAuth2TokenValidatorResult namesASellerOrNone(Jwt token) {
    Object seller = token.getClaim(SellerScopeFilter.SELLER);
    return seller == null || seller instanceof String id && SellerScope.isSellerId(id)
        ? OAuth2TokenValidatorResult.success()
        : refused("The token's seller is not an id");
  }

  private static OAuth2TokenValidatorResult refused(String reason) {
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
  }
}
