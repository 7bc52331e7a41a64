package io.tierline.kit.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;

/**
 * The keys an issuer signs with. For a key that is not among them the issuer is asked again, but
 * not as often as somebody may send forged tokens: in between there is no such key, and the token
 * is refused like any other that is not the issuer's.
 */
final class IssuersKeys implements JWKSource<SecurityContext> {

  private final JWKSource<SecurityContext> limited;
  private volatile boolean known;

  /**
   * @param limited keeps what it was told and limits how often it asks
   */
  IssuersKeys(JWKSource<SecurityContext> limited) {
    this.limited = limited;
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    try {
      List<JWK> selected = limited.get(selector, context);
      known = true;
      return selected;
    } catch (RateLimitReachedException e) {
      if (known) {
        return List.of();
      }
      // Nobody has answered yet: a good token must not be called a bad one.
      throw e;
    }
  }
}
