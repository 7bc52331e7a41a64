package io.tierline.pricing.quote;

import java.time.Instant;

/**
 * A key that quotes are signed with.
 *
 * @param number from 1; the highest signs
 * @param secret 32 random bytes in base64
 */
public record QuoteKey(long number, String secret, Instant createdAt) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "quote key " + number;
  }
}
