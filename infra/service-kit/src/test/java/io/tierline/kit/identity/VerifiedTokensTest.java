package io.tierline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.tierline.testsupport.TokenIssuer;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@DisplayName("A token's signature is verified once, what it says every time")
class VerifiedTokensTest {

  private static final int PATIENCE_MS = 60_000;

  private final TokenIssuer issuer = TokenIssuer.shared();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final VerifiedTokens tokens =
      VerifiedTokens.of(NimbusJwtDecoder.withJwkSource(countedKeys()).build(), this::isNotOver);

  @Test
  void aSecondRequestWithItIsAnsweredFromMemory() {
    String token = issuer.token("5001", "things.read");

    Jwt first = tokens.decode(token);
    Jwt second = tokens.decode(token);

    assertThat(verified).hasValue(1);
    assertThat(second).isEqualTo(first);
    assertThat(second.getClaimAsString("seller")).isEqualTo("5001");
  }

  @Test
  void whatWasGoodEndsWhenItsRulesSaySo() {
    String token = issuer.token("5001", "things.read");
    tokens.decode(token);

    over.set(true);

    assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtValidationException.class);
  }

  @Test
  void aBadOneIsNeverRemembered() {
    String token = issuer.token("5001", "things.read");
    over.set(true);
    assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtValidationException.class);

    over.set(false);
    tokens.decode(token);

    assertThat(verified).hasValue(2);
  }

  @Test
  void anotherSignatureUnderTheSameWordsIsRefused() {
    String token = issuer.token("5001", "things.read");
    tokens.decode(token);

    String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

    assertThatThrownBy(() -> tokens.decode(forged)).isInstanceOf(BadJwtException.class);
  }

  private OAuth2TokenValidatorResult isNotOver(Jwt token) {
    assertThat(token.getExpiresAt()).isNotNull();
    return over.get()
        ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "It is over", null))
        : OAuth2TokenValidatorResult.success();
  }

  private JWKSource<SecurityContext> countedKeys() {
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  URI.create(issuer.jwksUri()).toURL(),
                  new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS))
              .build();
      return (selector, context) -> {
        verified.incrementAndGet();
        return keys.get(selector, context);
      };
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
