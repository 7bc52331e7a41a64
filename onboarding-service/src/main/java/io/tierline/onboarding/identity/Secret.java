package io.tierline.onboarding.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret that is shown once: 256 random bits, so that a plain SHA-256 cannot be guessed back.
 * Never printed by accident.
 */
public final class Secret {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** For the one answer that shows it. */
  public String reveal() {
    return text;
  }

  /** Lower-case hex of SHA-256 over the UTF-8 bytes. */
  public String sha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** In constant time. */
  public boolean hashesTo(String sha256) {
    return MessageDigest.isEqual(
        sha256().getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
