package io.tierline.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecentHoursTest {

  private static final DecentHours NINE_TO_SIX =
      new DecentHours(LocalTime.of(9, 0), LocalTime.of(18, 0), Duration.ofHours(1));
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant FAR_AWAY = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  @DisplayName("NO-4 Within decent local hours a notice goes out at once")
  void withinDecentHoursItGoesOutAtOnce() {
    Instant nineInTokyo = Instant.parse("2027-03-01T00:00:00Z");
    assertThat(NINE_TO_SIX.next(nineInTokyo, TOKYO, FAR_AWAY)).isEqualTo(nineInTokyo);
  }

  @Test
  @DisplayName("NO-4 In the evening it waits for the next morning")
  void inTheEveningItWaitsForTheNextMorning() {
    Instant sixInTokyo = Instant.parse("2027-03-01T09:00:00Z");
    assertThat(NINE_TO_SIX.next(sixInTokyo, TOKYO, FAR_AWAY))
        .isEqualTo(Instant.parse("2027-03-02T00:00:00Z"));
  }

  @Test
  @DisplayName("NO-4 Before dawn it waits for the same morning")
  void beforeDawnItWaitsForTheSameMorning() {
    Instant fourInTokyo = Instant.parse("2027-02-28T19:00:00Z");
    assertThat(NINE_TO_SIX.next(fourInTokyo, TOKYO, FAR_AWAY))
        .isEqualTo(Instant.parse("2027-03-01T00:00:00Z"));
  }

  @Test
  @DisplayName("NO-4 Nine is nine also after the clocks have changed")
  void nineIsNineAlsoAfterTheClocksHaveChanged() {
    Instant eveningBefore = Instant.parse("2027-03-27T20:00:00Z");
    assertThat(NINE_TO_SIX.next(eveningBefore, ZoneId.of("Europe/Berlin"), FAR_AWAY))
        .isEqualTo(Instant.parse("2027-03-28T07:00:00Z"));
  }

  @Test
  @DisplayName("NO-4 It never waits so long that the window closes")
  void itNeverWaitsSoLongThatTheWindowCloses() {
    Instant night = Instant.parse("2027-03-01T15:00:00Z");
    Instant halfPastNine = Instant.parse("2027-03-02T00:30:00Z");
    assertThat(NINE_TO_SIX.next(night, TOKYO, halfPastNine)).isEqualTo(night);
    Instant noon = Instant.parse("2027-03-02T03:00:00Z");
    assertThat(NINE_TO_SIX.next(night, TOKYO, noon)).isEqualTo("2027-03-02T00:00:00Z");
  }
}
