package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.webhook.Patience.Failed;
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

  private Instant next(int attempts, Random random) {
    return patience.next(NOW, new Failed(attempts, Duration.ZERO), random);
  }

  @Test
  @DisplayName("each wait is twice the one before, up to the longest, and never less than half")
  void waitsDouble() {
    Random random = new Random(7);
    for (int attempts = 1; attempts <= 200; attempts++) {
      Duration whole =
          attempts <= 7 ? Duration.ofSeconds(5L << (attempts - 1)) : Duration.ofMinutes(10);
      Duration wait = Duration.between(NOW, next(attempts, random));
      assertThat(wait).isBetween(whole.dividedBy(2), whole);
    }
  }

  @Test
  @DisplayName("those who failed together do not come again together")
  void waitsDiffer() {
    Random random = new Random(7);
    assertThat(random.longs(100).mapToObj(_ -> next(5, random)).distinct().count())
        .isGreaterThan(90);
  }

  @Test
  @DisplayName("who asks to be left alone is, for the longest wait at most")
  void receiversAreLeftAlone() {
    Random random = new Random(7);
    assertThat(patience.next(NOW, new Failed(1, Duration.ofMinutes(2)), random))
        .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    assertThat(patience.next(NOW, new Failed(1, Duration.ofDays(9_000)), random))
        .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    assertThat(patience.next(NOW, new Failed(7, Duration.ofSeconds(1)), random))
        .isAfter(NOW.plusSeconds(100));
    assertThat(patience.next(NOW, new Failed(1, Duration.ofDays(-1)), random)).isAfter(NOW);
  }
}
