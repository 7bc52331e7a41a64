package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OneMomentTest {

  private static final Instant LAST_OF_IT = NOON.plusNanos(999_999);

  private final SettableClock clock = new SettableClock(NOON.plusNanos(400));
  private final OneMoment moment = new OneMoment(NOON.toEpochMilli(), clock);

  @Test
  @DisplayName("PR-16: it is as exact as the clock, and stays what it was")
  void itStays() {
    assertThat(moment.exact()).isEqualTo(NOON.plusNanos(400));

    clock.advance(Duration.ofSeconds(1));
    assertThat(moment.exact()).isEqualTo(NOON.plusNanos(400));
  }

  @Test
  @DisplayName("PR-16: it is within its milliseconds, though the clock went on or was set back")
  void itIsWithinItsMilliseconds() {
    clock.advance(Duration.ofMillis(1));
    assertThat(moment.exact()).isEqualTo(LAST_OF_IT);

    clock.advance(Duration.ofSeconds(-1));
    assertThat(new OneMoment(NOON.toEpochMilli(), clock).exact()).isEqualTo(NOON);
  }
}
