package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvanceableClockTest {

  private static final Instant FRIDAY = Instant.parse("2026-12-18T15:00:00Z");

  @TempDir private Path folder;

  @Test
  void itNeverGoesBack() {
    AdvanceableClock clock = AdvanceableClock.open(folder.resolve("clock"), FRIDAY);
    clock.advanceTo(FRIDAY.plus(Duration.ofDays(10)));

    assertThatThrownBy(() -> clock.advanceTo(FRIDAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never goes back");
    assertThat(clock.instant()).isAfterOrEqualTo(FRIDAY.plus(Duration.ofDays(10)));
  }

  @Test
  void itShowsTheTimeItWasPutToAfterARestart() {
    Path file = folder.resolve("clock");
    AdvanceableClock.open(file, FRIDAY).advanceTo(FRIDAY.plus(Duration.ofDays(400)));

    assertThat(AdvanceableClock.open(file, FRIDAY).instant())
        .isAfterOrEqualTo(FRIDAY.plus(Duration.ofDays(400)));
  }
}
