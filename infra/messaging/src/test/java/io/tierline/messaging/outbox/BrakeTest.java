package io.tierline.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a filling that stands still is worth a word. */
class BrakeTest {

  private static final String TOPIC = "bus.followed";

  private long now = Long.MAX_VALUE - 1;
  private final Brake brake = new Brake(() -> now);

  @Test
  @DisplayName("A long hold is told of once, and so is the next one")
  void aLongHoldIsToldOfOnce() {
    assertThat(brake.holdsTooLong(TOPIC)).isFalse();
    pass(Brake.LONG);
    assertThat(brake.holdsTooLong(TOPIC)).isTrue();
    pass(Brake.LONG);
    assertThat(brake.holdsTooLong(TOPIC)).isFalse();

    brake.release(TOPIC);
    assertThat(brake.holdsTooLong(TOPIC)).isFalse();
    pass(Brake.LONG);
    assertThat(brake.holdsTooLong(TOPIC)).isTrue();
  }

  @Test
  @DisplayName("Short holds are not added up, nor those of several topics")
  void shortHoldsAreNotAddedUp() {
    brake.holdsTooLong(TOPIC);
    pass(Brake.LONG.minusNanos(1));
    assertThat(brake.holdsTooLong(TOPIC)).isFalse();
    assertThat(brake.holdsTooLong("bus.other")).isFalse();
    brake.release(TOPIC);
    brake.holdsTooLong(TOPIC);
    pass(Duration.ofNanos(1));

    assertThat(brake.holdsTooLong(TOPIC)).isFalse();
    assertThat(brake.holdsTooLong("bus.other")).isFalse();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
