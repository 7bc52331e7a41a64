package io.tierline.testsupport.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.staleness.Read.Shown;
import io.tierline.testsupport.staleness.Read.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StalenessCheckerTest {

  private static final int COM = 1;
  private static final int NET = 2;
  private static final long SECOND = 1_000_000;

  private final StalenessChecker checker =
      new StalenessChecker(
          List.of(
              Publication.atOnce(Map.of(COM, 1L, NET, 1L), SECOND, SECOND),
              Publication.atOnce(Map.of(COM, 2L), 2 * SECOND, 2 * SECOND)),
          Duration.ofSeconds(2));

  @Test
  @DisplayName("PR-16: a read whose money is of the version it names is no violation")
  void moneyOfTheVersionItNamesIsAccepted() {
    check(new Shown(COM, 2, 2));

    assertThat(checker.examples()).isEmpty();
  }

  @Test
  @DisplayName("PR-16: a read that names the new version beside the old money is refused")
  void oldMoneyUnderANewVersionIsRefused() {
    check(new Shown(COM, 1, 2));

    assertThat(checker.violations()).isOne();
    assertThat(checker.examples())
        .singleElement()
        .asString()
        .startsWith(Violation.OF_ANOTHER_VERSION.toString());
  }

  @Test
  @DisplayName("PR-16: a read of old money is refused for its age, whatever version it names")
  void oldMoneyIsOldWhateverItNames() {
    checkAt(9 * SECOND, new Shown(COM, 1, 2));

    assertThat(checker.examples())
        .anyMatch(each -> each.startsWith(Violation.OLDER_THAN_BOUND.toString()));
  }

  private void check(Shown com) {
    checkAt(3 * SECOND, com);
  }

  private void checkAt(long micros, Shown com) {
    checker.new Life().check(new Read(new Span(micros, micros, 0), SECOND, com, new Shown(NET, 1)));
  }
}
