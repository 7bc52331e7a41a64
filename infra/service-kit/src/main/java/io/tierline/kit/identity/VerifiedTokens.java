package io.tierline.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies the signature of a token once and remembers that it was good: a client sends the same
 * token with all its requests, and to verify it took longer than all other filters. What the token
 * says is held against the rules at every request, so that it ends when it ends.
 *
 * <p>Only for a short while, because a key that is taken from the issuer's is not to count for much
 * longer; and only good ones, so that nobody fills the memory who has no token.
 */
final class VerifiedTokens implements JwtDecoder {

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
  private static final int REMEMBERED_MAX = 10_000;

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> rules;
  private final Cache<String, Jwt> good =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED_FOR).maximumSize(REMEMBERED_MAX).build();

  private VerifiedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> rules) {
    this.decoder = decoder;
    this.rules = rules;
  }

  /**
   * @param signatures knows the issuer's keys
   * @param rules what a token must say
   */
  static VerifiedTokens of(NimbusJwtDecoder signatures, OAuth2TokenValidator<Jwt> rules) {
    signatures.setJwtValidator(rules);
    return new VerifiedTokens(signatures, rules);
  }

  /** Whatever is wrong with a token is said by the decoder, also of one that was good. */
  @Override
  public Jwt decode(String token) {
    Jwt remembered = good.getIfPresent(token);
    if (remembered != null && !rules.validate(remembered).hasErrors()) {
      return remembered;
    }
    Jwt verified = decoder.decode(token);
    good.put(token, verified);
    return verified;
  }
}
