package io.tierline.pricing.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.pricing.margin.CostChanges.Backlog;
import io.tierline.pricing.margin.CostChanges.Due;
import io.tierline.pricing.margin.CostChanges.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every queue of changes of cost does. */
public interface CostChangesBehaviour {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  int ATTEMPTS_MAX = 3;

  CostChanges queue();

  /** In a transaction of the background. */
  <T> T inTransaction(Supplier<T> work);

  SellerId knownOperator();

  /** Its registry asks another price. */
  void costsChange(SellerId operator, Instant at);

  @Test
  @DisplayName("PR-12 changes that come together are due together, when costs are quiet or at last")
  default void changesComeTogether() {
    SellerId seller = knownOperator();
    costsChange(seller, NOON);
    costsChange(seller, NOON.plusSeconds(8));

    assertThat(waiting(NOON.plusSeconds(10))).doesNotContain(seller);
    assertThat(waiting(NOON.plusSeconds(18))).contains(seller);
    costsChange(seller, NOON.plusSeconds(59));
    assertThat(waiting(NOON.plusSeconds(59))).doesNotContain(seller);
    assertThat(waiting(NOON.plusSeconds(60))).contains(seller);

    List<CostChanged> changes = lock(seller, NOON.plusSeconds(58));
    assertThat(changes).extracting(CostChanged::at).containsExactly(NOON, NOON.plusSeconds(8));
    assertThat(changes).extracting(CostChanged::cause).containsOnly(Cause.REGISTRY_COST);
    inTransaction(
        () -> {
          queue().done(queue().lock(Step.ALERT, seller, NOON.plusSeconds(58)));
          return seller;
        });
    assertThat(lock(seller, NOON.plusSeconds(69)))
        .extracting(CostChanged::at)
        .containsExactly(NOON.plusSeconds(59));
  }

  @Test
  @DisplayName("PR-12 a look that failed is repeated later, and no more after so many")
  default void aFailedLookIsRepeated() {
    SellerId poisoned = knownOperator();
    SellerId other = knownOperator();
    costsChange(poisoned, NOON);
    costsChange(other, NOON);
    Instant later = NOON.plusSeconds(60);
    postpone(poisoned, 1, later.plusSeconds(60));

    assertThat(waiting(later)).contains(other).doesNotContain(poisoned);
    assertThat(lock(poisoned, later)).isEmpty();
    assertThat(waiting(later.plusSeconds(60))).contains(poisoned);
    assertThat(lock(poisoned, later.plusSeconds(60)))
        .extracting(CostChanged::attempts)
        .containsExactly(1);

    later = later.plusSeconds(60);
    postpone(poisoned, ATTEMPTS_MAX, later);
    Instant muchLater = later.plus(Duration.ofDays(1));
    assertThat(waiting(muchLater)).doesNotContain(poisoned);
    Backlog backlog = inTransaction(() -> queue().backlog(NOON.plusSeconds(600)));
    assertThat(backlog.failing()).isPositive();
    assertThat(backlog.waiting()).isGreaterThanOrEqualTo(2);
    assertThat(backlog.oldest()).isNotNull().isBeforeOrEqualTo(NOON);

    costsChange(poisoned, muchLater);
    assertThat(waiting(muchLater.plusSeconds(60))).contains(poisoned);
  }

  @Test
  @DisplayName("PR-12 what was given up is looked at again when it is asked for")
  default void whatWasGivenUpIsLookedAtAgain() {
    SellerId poisoned = knownOperator();
    costsChange(poisoned, NOON);
    postpone(poisoned, ATTEMPTS_MAX, NOON.plusSeconds(60));
    assertThat(waiting(NOON.plusSeconds(120))).doesNotContain(poisoned);

    inTransaction(() -> queue().retryAll(ATTEMPTS_MAX, NOON.plusSeconds(59)));
    assertThat(waiting(NOON.plusSeconds(120))).doesNotContain(poisoned);

    assertThat(inTransaction(() -> queue().retryAll(ATTEMPTS_MAX, NOON.plusSeconds(60))))
        .isPositive();

    assertThat(waiting(NOON.plusSeconds(60))).contains(poisoned);
  }

  @Test
  @DisplayName("PR-12 a look that has begun is repeated by nobody before its time")
  default void aLookThatHasBegunIsNotRepeatedBeforeItsTime() {
    SellerId seller = knownOperator();
    costsChange(seller, NOON);
    postpone(seller, 1, NOON.plusSeconds(60));

    inTransaction(() -> queue().retryAll(ATTEMPTS_MAX, NOON.plusSeconds(600)));
    assertThat(lock(seller, NOON.plusSeconds(59))).isEmpty();
    assertThat(inTransaction(() -> queue().lockBegun(Step.ALERT, seller, NOON.plusSeconds(59))))
        .extracting(CostChanged::attempts)
        .containsExactly(1);
  }

  @Test
  @DisplayName("PR-12 after its alert a change waits for the rules, anew and for itself")
  default void afterItsAlertAChangeWaitsForTheRules() {
    SellerId seller = knownOperator();
    costsChange(seller, NOON);
    postpone(seller, 1, NOON.plusSeconds(60));
    inTransaction(
        () -> {
          queue().alerted(queue().lockBegun(Step.ALERT, seller, NOON));
          return seller;
        });

    assertThat(waiting(NOON.plusSeconds(60))).doesNotContain(seller);
    assertThat(waiting(Step.RULES, NOON.plusSeconds(60))).contains(seller);
    inTransaction(
        () -> {
          List<CostChanged> changes = queue().lock(Step.RULES, seller, NOON);
          assertThat(changes).extracting(CostChanged::attempts).containsExactly(0);
          queue().postpone(changes, 1, NOON.plusSeconds(3_600));
          return seller;
        });

    costsChange(seller, NOON.plusSeconds(1));
    assertThat(waiting(NOON.plusSeconds(60))).contains(seller);
    assertThat(lock(seller, NOON.plusSeconds(60))).hasSize(1);
    assertThat(inTransaction(() -> queue().lock(Step.RULES, seller, NOON.plusSeconds(60))))
        .isEmpty();
  }

  private List<SellerId> waiting(Instant now) {
    return waiting(Step.ALERT, now);
  }

  private List<SellerId> waiting(Step step, Instant now) {
    return inTransaction(
        () ->
            queue()
                .waiting(
                    step,
                    new Due(now, now.minusSeconds(10), now.minusSeconds(60), ATTEMPTS_MAX),
                    10_000));
  }

  private List<CostChanged> lock(SellerId seller, Instant now) {
    return inTransaction(() -> queue().lock(Step.ALERT, seller, now));
  }

  private void postpone(SellerId seller, int attempts, Instant until) {
    inTransaction(
        () -> {
          queue().postpone(queue().lock(Step.ALERT, seller, until), attempts, until);
          return seller;
        });
  }
}
