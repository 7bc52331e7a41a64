package io.tierline.notification.reminder;

import static io.tierline.notification.reminder.Stage.AFTER_EXPIRY;
import static io.tierline.notification.reminder.Stage.ONE_MONTH_BEFORE;
import static io.tierline.notification.reminder.Stage.ONE_WEEK_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.notification.notice.SendingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagePlanTest {

  private static final Instant EXPIRY = Instant.parse("2027-06-30T12:00:00Z");
  private static final Instant A_YEAR_BEFORE = EXPIRY.minus(Duration.ofDays(365));
  private static final RenewalTerm COM = new RenewalTerm(EXPIRY, EXPIRY, A_YEAR_BEFORE);

  /** A .jp name must be renewed days before it expires. */
  private static final RenewalTerm JP =
      new RenewalTerm(EXPIRY, EXPIRY.minus(Duration.ofDays(5)), A_YEAR_BEFORE);

  @Test
  @DisplayName(
      "NO-2 The month's window is 35 to 26 days before the last day to renew, ends included")
  void theMonthsWindowIs35To26DaysBefore() {
    SendingWindow window = ONE_MONTH_BEFORE.window(COM);
    assertThat(window.opensAt()).isEqualTo(daysBefore(35));
    assertThat(window.closesAt()).isEqualTo(daysBefore(26));
    assertThat(window.isLateAt(daysBefore(26))).isFalse();
    assertThat(window.isLateAt(daysBefore(26).plusMillis(1))).isTrue();
  }

  @Test
  @DisplayName("NO-2 The week's window is 10 to 4 days before the last day to renew")
  void theWeeksWindowIs10To4DaysBefore() {
    assertThat(ONE_WEEK_BEFORE.window(COM).opensAt()).isEqualTo(daysBefore(10));
    assertThat(ONE_WEEK_BEFORE.window(COM).closesAt()).isEqualTo(daysBefore(4));
  }

  @Test
  @DisplayName("NO-2 The last window is the 5 days after expiry")
  void theLastWindowIsTheFiveDaysAfterExpiry() {
    assertThat(AFTER_EXPIRY.window(COM).opensAt()).isEqualTo(EXPIRY);
    assertThat(AFTER_EXPIRY.window(COM).closesAt()).isEqualTo(EXPIRY.plus(Duration.ofDays(5)));
  }

  @Test
  @DisplayName("NO-2 Where the last day to renew lies before expiry, stages before count to it")
  void stagesBeforeCountToTheLastDayToRenew() {
    assertThat(ONE_MONTH_BEFORE.window(JP).opensAt()).isEqualTo(daysBefore(40));
    assertThat(ONE_WEEK_BEFORE.window(JP).closesAt()).isEqualTo(daysBefore(9));
  }

  @Test
  @DisplayName("NO-2 Expired is said only of what has expired, however early the last day to renew")
  void theStageAfterExpiryCountsToExpiry() {
    assertThat(AFTER_EXPIRY.window(JP).opensAt()).isEqualTo(EXPIRY);
    assertThat(StagePlan.of(JP, daysBefore(1)).owed())
        .allSatisfy(owed -> assertThat(owed).isInstanceOf(StagePlan.Missed.class));
  }

  @ParameterizedTest(name = "{0} days before expiry: {1}")
  @CsvSource({
    "36, ''",
    "35, ONE_MONTH_BEFORE",
    "30, ONE_MONTH_BEFORE",
    "26, ONE_MONTH_BEFORE",
    "20, ONE_MONTH_BEFORE",
    "10, ONE_WEEK_BEFORE",
    "4, ONE_WEEK_BEFORE",
    "1, ONE_WEEK_BEFORE",
    "0, AFTER_EXPIRY",
    "-5, AFTER_EXPIRY",
    "-29, AFTER_EXPIRY",
    "-30, ''"
  })
  @DisplayName("NO-3 At each moment one stage at most is due, whatever ran before")
  void atEachMomentOneStageAtMostIsDue(int days, String stage) {
    List<String> due =
        StagePlan.of(COM, daysBefore(days)).owed().stream()
            .filter(StagePlan.Due.class::isInstance)
            .map(owed -> owed.stage().name())
            .toList();
    assertThat(due).isEqualTo(stage.isEmpty() ? List.of() : List.of(stage));
  }

  @Test
  @DisplayName("NO-3 A window missed as a whole is made up for until the next stage takes over")
  void aMissedWindowIsMadeUpFor() {
    Instant afterTheWindow = daysBefore(20);
    StagePlan.Owed owed = StagePlan.of(COM, afterTheWindow).owed().getFirst();
    assertThat(owed).isInstanceOf(StagePlan.Due.class);
    assertThat(owed.window().isLateAt(afterTheWindow)).isTrue();
  }

  @Test
  @DisplayName("NO-3 What is of no use any more is kept as missed")
  void whatIsOfNoUseAnyMoreIsKeptAsMissed() {
    assertThat(StagePlan.of(COM, daysBefore(5)).owed())
        .extracting(StagePlan.Owed::stage, Object::getClass)
        .containsExactly(
            tuple(ONE_MONTH_BEFORE, StagePlan.Missed.class),
            tuple(ONE_WEEK_BEFORE, StagePlan.Due.class));
  }

  @Test
  @DisplayName("NO-3 A term that began after a window is not owed its reminder")
  void aTermThatBeganAfterAWindowIsNotOwedIt() {
    RenewalTerm takenOver = new RenewalTerm(EXPIRY, EXPIRY, daysBefore(20));
    assertThat(StagePlan.of(takenOver, daysBefore(19)).owed()).isEmpty();
    assertThat(StagePlan.of(takenOver, daysBefore(8)).owed())
        .extracting(StagePlan.Owed::stage)
        .containsExactly(ONE_WEEK_BEFORE);
  }

  @Test
  @DisplayName("NO-3 The next look is where the next stage opens, and none after the last")
  void theNextLookIsWhereTheNextStageOpens() {
    assertThat(StagePlan.of(COM, A_YEAR_BEFORE).nextCheckAt()).isEqualTo(daysBefore(35));
    assertThat(StagePlan.of(COM, daysBefore(30)).nextCheckAt()).isEqualTo(daysBefore(10));
    assertThat(StagePlan.of(COM, daysBefore(10)).nextCheckAt()).isEqualTo(EXPIRY);
    assertThat(StagePlan.of(COM, EXPIRY).nextCheckAt()).isNull();
  }

  @Test
  @DisplayName("NO-2 A last day to renew after expiry does not move the stages past expiry")
  void aLastDayAfterExpiryDoesNotMoveTheStages() {
    RenewalTerm grace = new RenewalTerm(EXPIRY, EXPIRY.plus(Duration.ofDays(20)), A_YEAR_BEFORE);
    assertThat(ONE_WEEK_BEFORE.window(grace)).isEqualTo(ONE_WEEK_BEFORE.window(COM));
  }

  private static Instant daysBefore(int days) {
    return EXPIRY.minus(Duration.ofDays(days));
  }
}
