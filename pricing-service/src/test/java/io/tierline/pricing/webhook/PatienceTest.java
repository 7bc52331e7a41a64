package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Patience patience =
      new Patience(
          Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(3));

  @Test
  @DisplayName("each wait is twice the one before, up to the longest, and never less than half")
  void waitsDouble() {
    Random random = new Random(7);
    for (int attempts = 1; attempts <= 200; attempts++) {
      Duration whole =
          attempts <= 7 ? Duration.ofSeconds(5L << (attempts - 1)) : Duration.ofMinutes(10);
      Duration wait = Duration.between(NOW, patience.next(NOW, attempts, random));
      assertThat(wait).isBetween(whole.dividedBy(2), whole);
    }
  }

  @Test
  @DisplayName("those who failed together do not come again together")
  void waitsDiffer() {
    Random random = new Random(7);
    assertThat(random.longs(100).mapToObj(_ -> patience.next(NOW, 5, random)).distinct().count())
        .isGreaterThan(90);
  }
}
