package io.tierline.onboarding.identity.oauth;

import io.tierline.onboarding.identity.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Random secrets of 256 bits against their SHA-256, in constant time. */
final class HashedSecrets implements PasswordEncoder {

  @Override
  public @Nullable String encode(@Nullable CharSequence secret) {
    return secret == null ? null : Secret.of(secret.toString()).sha256();
  }

  @Override
  public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
    return secret != null && hash != null && Secret.of(secret.toString()).hashesTo(hash);
  }
}
