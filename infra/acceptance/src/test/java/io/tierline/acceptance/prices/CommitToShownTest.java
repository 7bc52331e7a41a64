package io.tierline.acceptance.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.staleness.Publication;
import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.Read.Shown;
import io.tierline.testsupport.staleness.Read.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommitToShownTest {

  private static final int COM = 1;
  private static final int NET = 2;
  private static final long MILLI = 1_000;

  /** Version n of com is committed at n times 10 ms. */
  private final CommitToShown delays =
      new CommitToShown(
          List.of(
              publication(Map.of(COM, 1L), 10),
              publication(Map.of(COM, 2L), 20),
              publication(Map.of(COM, 3L), 30),
              publication(Map.of(COM, 4L, NET, 1L), 40)));

  @Test
  @DisplayName("PR-16: what was overtaken before it was shown counts from its own commit")
  void whatWasOvertakenCounts() {
    try (CommitToShown.Life life = delays.new Life()) {
      life.answered(com(5, Read.UNVOUCHED));
      life.answered(com(35, 3));
    }

    assertThat(delays.count()).isEqualTo(3);
    assertThat(delays.millis(1)).isEqualTo(25);
    assertThat(delays.millis(0.5)).isEqualTo(15);
    assertThat(delays.millis(0)).isEqualTo(5);
  }

  @Test
  @DisplayName("PR-16: what was committed before a shop gave answers does not count there")
  void whatIsOlderThanTheLifeDoesNotCount() {
    try (CommitToShown.Life life = delays.new Life()) {
      life.answered(com(25, 2));
      life.answered(com(31, 3));
    }

    assertThat(delays.count()).isOne();
    assertThat(delays.millis(1)).isEqualTo(1);
  }

  @Test
  @DisplayName("PR-16: each life of a shop counts what was committed in it")
  void eachLifeCounts() {
    try (CommitToShown.Life first = delays.new Life()) {
      first.answered(com(15, 1));
      first.answered(com(21, 2));
    }
    try (CommitToShown.Life second = delays.new Life()) {
      second.answered(com(15, 1));
      second.answered(com(29, 2));
    }

    assertThat(delays.count()).isEqualTo(2);
    assertThat(delays.millis(1)).isEqualTo(9);
  }

  @Test
  @DisplayName("PR-16: a version that was never committed was shown by nobody in time")
  void whatWasNeverCommittedDoesNotCount() {
    try (CommitToShown.Life life = delays.new Life()) {
      life.answered(com(35, 3));
      life.answered(com(45, 900));
    }

    assertThat(delays.count()).isOne();
  }

  @Test
  @DisplayName("PR-16: what a shop had not shown when it ended is told")
  void whatWasNeverShownIsTold() {
    try (CommitToShown.Life life = delays.new Life()) {
      life.answered(com(5, Read.UNVOUCHED));
      life.answered(com(21, 1));
      life.answered(com(45, Read.UNVOUCHED));
    }

    assertThat(delays.count()).isOne();
    assertThat(delays.neverShown()).as("com 2, 3, 4 and net 1").isEqualTo(4);
  }

  private static Publication publication(Map<Integer, Long> versions, long millis) {
    return Publication.atOnce(versions, millis * MILLI, millis * MILLI);
  }

  private static Read com(long millis, long version) {
    return new Read(
        new Span(millis * MILLI, millis * MILLI, 0),
        0,
        new Shown(COM, version),
        new Shown(NET, Read.UNVOUCHED));
  }
}
