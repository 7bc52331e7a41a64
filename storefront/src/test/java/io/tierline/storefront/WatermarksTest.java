package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Watermark;
import io.tierline.storefront.Watermarks.Accepted;
import io.tierline.storefront.Watermarks.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two parts, one on each of two partitions, where nothing else is said. */
class WatermarksTest {

  private static final Instant AHEAD = NOON.plus(Duration.ofHours(1));

  private final Watermarks watermarks = new Watermarks();
  private long offset;

  @Test
  @DisplayName(
      "PR-16: what a clock said before it was set back proves nothing of a commit after it")
  void aPartThatIsSilentSinceTheClockWasSetBackCoversNoCommit() {
    says(0, AHEAD);
    says(1, AHEAD);
    Place read = watermarks.placeOf(0);

    for (int millis = 0; millis < 10; millis++) {
      says(0, NOON.plusMillis(millis));
    }
    assertThat(watermarks.everythingSeenBefore()).isNull();
    assertThat(watermarks.committedBefore(read)).isNull();

    says(1, NOON);
    assertThat(watermarks.everythingSeenBefore()).isEqualTo(NOON);
  }

  @Test
  void theSameWordTwiceIsNoNewRound() {
    says(0, NOON);
    says(1, NOON);
    Place read = watermarks.placeOf(0);

    for (int times = 0; times < 10; times++) {
      says(0, NOON);
    }

    assertThat(watermarks.committedBefore(read)).isNull();
  }

  @Test
  @DisplayName("PR-16: a part that spoke before all were numbered anew has not spoken since")
  void aRoundIsOfOneNumberOfParts() {
    onOnePartition(NOON, 2, 0, 1);
    onOnePartition(NOON.plusMillis(1), 2, 0);
    onOnePartition(NOON, 3, 0, 1, 2);
    Place read = watermarks.placeOf(0);

    for (int millis = 1; millis <= 3; millis++) {
      onOnePartition(NOON.plusMillis(millis), 3, 1, 2);
      assertThat(watermarks.committedBefore(read)).isNull();
      onOnePartition(NOON.plusMillis(millis), 3, 0);
    }
    assertThat(watermarks.committedBefore(read)).isEqualTo(NOON.plusMillis(3));
  }

  private void says(int part, Instant watermark) {
    assertThat(
            watermarks.accept(
                new Watermark(watermark, List.of(part), 2, PriceCacheScene.GENERATION),
                part,
                ++offset))
        .isEqualTo(Accepted.INTO_PLACE);
  }

  private void onOnePartition(Instant watermark, int partsTotal, Integer... parts) {
    Accepted unused =
        watermarks.accept(
            new Watermark(watermark, List.of(parts), partsTotal, PriceCacheScene.GENERATION),
            0,
            ++offset);
  }
}
