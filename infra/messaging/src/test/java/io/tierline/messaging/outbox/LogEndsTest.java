package io.tierline.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By what a log that lost acknowledged records is known. */
class LogEndsTest {

  private final LogEnds seen = new LogEnds(7, List.of(10L, 20L));

  @Test
  @DisplayName("PR-16: a log that ends earlier than it did has lost what it was told")
  void aLogThatEndsEarlierHasShrunk() {
    assertThat(seen.haveShrunk(new LogEnds(7, List.of(11L, 19L)))).isTrue();
    assertThat(seen.haveShrunk(new LogEnds(7, List.of(0L, 0L)))).isTrue();
  }

  @Test
  void aLogThatGrewHasNot() {
    assertThat(seen.haveShrunk(seen)).isFalse();
    assertThat(seen.haveShrunk(new LogEnds(7, List.of(11L, 20L, 0L)))).isFalse();
  }

  @Test
  @DisplayName("Who looks after another instance has begun a generation does not begin one more")
  void anotherGenerationIsNotCompared() {
    assertThat(seen.haveShrunk(new LogEnds(8, List.of(1L, 1L)))).isFalse();
  }
}
