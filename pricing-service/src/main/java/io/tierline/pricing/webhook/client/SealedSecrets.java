package io.tierline.pricing.webhook.client;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.webhook.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets encrypted with AES-256-GCM under the installation's key, bound to their seller: a row
 * that is copied to another seller cannot be opened.
 */
public final class SealedSecrets implements Secrets {

  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final List<SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keys in base64, 32 bytes each: the first one seals, all of them open; none: no secret
   *     can be kept
   */
  public SealedSecrets(List<String> keys) {
    this.keys = keys.stream().map(SealedSecrets::key).toList();
  }

  private static SecretKeySpec key(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tierline.pricing.webhooks.keys are base64, e.g. of 'openssl rand -base64 32'", e);
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "tierline.pricing.webhooks.keys have %d bytes each, not %d"
              .formatted(KEY_BYTES, bytes.length));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  @Override
  public boolean canBeKept() {
    return !keys.isEmpty();
  }

  @Override
  public String create() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /** What signs: the bytes behind the prefix. */
  static byte[] bytes(String secret) {
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  @Override
  public String seal(SellerId seller, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, seller)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  @Override
  public String open(SellerId seller, String sealed) {
    byte[] bytes = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    for (SecretKeySpec key : keys) {
      try {
        return new String(
            cipher(Cipher.DECRYPT_MODE, key, nonce, seller)
                .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES),
            StandardCharsets.UTF_8);
      } catch (GeneralSecurityException e) {
        // Sealed with another of the keys, or with none of them.
        continue;
      }
    }
    throw new IllegalStateException(
        "A webhook secret of seller %s was sealed with a key that tierline.pricing.webhooks.keys does not have"
            .formatted(seller));
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, SellerId seller)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(seller.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
