package io.tierline.pricing.quote;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees to it that there is a key to sign quotes with, that it is replaced in time, and that the one
 * before it stays as long as quotes it has signed count. Any instance, at any time.
 */
public class KeepQuoteKeys {

  /** For instances whose clocks differ, and that have not seen the new key yet. */
  private static final Duration GRACE = Duration.ofHours(1);

  private static final int SECRET_BYTES = 32;

  private final QuoteKeys keys;
  private final Clock clock;
  private final Duration ageMax;
  private final Duration validFor;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param ageMax how long a key signs
   * @param validFor how long what it signed counts
   */
  public KeepQuoteKeys(QuoteKeys keys, Clock clock, Duration ageMax, Duration validFor) {
    this.keys = keys;
    this.clock = clock;
    this.ageMax = ageMax;
    this.validFor = validFor;
  }

  @Transactional
  public void keep() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<QuoteKey> current = keys.current();
    if (current.isEmpty()) {
      keys.add(fresh(1, now));
    } else if (!current.get().createdAt().plus(ageMax).isAfter(now)) {
      keys.add(fresh(current.get().number() + 1, now));
    } else if (current.get().createdAt().plus(validFor).plus(GRACE).isBefore(now)) {
      keys.forgetBelow(current.get().number());
    }
  }

  private QuoteKey fresh(long number, Instant now) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new QuoteKey(number, Base64.getEncoder().encodeToString(secret), now);
  }
}
