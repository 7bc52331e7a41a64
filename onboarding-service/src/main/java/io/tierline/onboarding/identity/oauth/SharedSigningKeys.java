package io.tierline.onboarding.identity.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.identity.SigningKeys;
import io.tierline.onboarding.identity.SigningKeys.SigningKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signing keys of the database, the newest first; read again after a while, for rotation. */
final class SharedSigningKeys implements JWKSource<SecurityContext> {

  private static final int KEY_BITS = 2048;
  private static final int ID_LENGTH = 16;

  /** A new key is known to all instances after so long; verifiers fetch an unknown key at once. */
  private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(10);

  private final SigningKeys keys;
  private final Duration rotationAge;
  private final InstantSource systemTime;
  private volatile @Nullable Snapshot snapshot;

  SharedSigningKeys(SigningKeys keys, Duration rotationAge, InstantSource systemTime) {
    this.keys = keys;
    this.rotationAge = rotationAge;
    this.systemTime = systemTime;
  }

  private record Snapshot(JWKSet set, Instant readAt) {}

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    return selector.select(current());
  }

  private JWKSet current() {
    Snapshot known = snapshot;
    if (known == null || known.readAt.plus(READ_AGAIN_AFTER).isBefore(systemTime.instant())) {
      known = new Snapshot(read(), systemTime.instant());
      snapshot = known;
    }
    return known.set;
  }

  private JWKSet read() {
    List<JWK> all = new ArrayList<>();
    SellerScope.inBackground(
        () -> {
          keys.renew(rotationAge, SharedSigningKeys::newKey);
          keys.all().forEach(key -> all.add(parse(key)));
        });
    return new JWKSet(all);
  }

  private static JWK parse(SigningKey key) {
    try {
      return JWK.parse(key.privateJwk());
    } catch (ParseException e) {
      throw new IllegalStateException("The signing key " + key.id() + " cannot be read", e);
    }
  }

  private static SigningKey newKey() {
    try {
      String id = Secret.random().sha256().substring(0, ID_LENGTH);
      RSAKey key =
          new RSAKeyGenerator(KEY_BITS)
              .keyID(id)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .generate();
      return new SigningKey(id, key.toJSONString(), Instant.EPOCH);
    } catch (JOSEException e) {
      throw new IllegalStateException("No signing key could be made", e);
    }
  }
}
