package io.tierline.pricing.tldstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of statuses does. */
public interface TldStatusesBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  TldStatuses statuses();

  <T> T inTransactionOf(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-15 a seller that set nothing sells everything")
  default void nothingIsKeptAtFirst() {
    SellerId seller = freshSeller();

    assertThat(inTransactionOf(seller, () -> statuses().versions(List.of(seller)))).isEmpty();
    assertThat(inTransactionOf(seller, () -> statuses().present(seller))).isEmpty();
    assertThat(inTransactionOf(seller, () -> statuses().lock(seller))).isZero();
    assertThat(inTransactionOf(seller, () -> statuses().versions(List.of(seller)))).isEmpty();
  }

  @Test
  @DisplayName("PR-15 PR-20 the newest status counts, the older ones are kept")
  default void theNewestCounts() {
    SellerId seller = freshSeller();
    Recorded com = recorded("com", TldStatus.NO_NEW_ORDERS, 1, NOW);
    Recorded net = recorded("net", TldStatus.DO_NOT_SELL, 1, NOW);
    Recorded comAgain = recorded("com", TldStatus.SELL, 2, NOW.plusSeconds(60));
    record(seller, List.of(com, net));
    record(seller, List.of(comAgain));

    assertThat(inTransactionOf(seller, () -> statuses().versions(List.of(seller))))
        .containsExactly(Map.entry(seller, 2L));
    assertThat(inTransactionOf(seller, () -> statuses().present(seller)))
        .containsOnly(Map.entry("com", comAgain), Map.entry("net", net));
    assertThat(inTransactionOf(seller, () -> statuses().asKnownAt(seller, NOW)))
        .containsOnly(
            Map.entry("com", TldStatus.NO_NEW_ORDERS), Map.entry("net", TldStatus.DO_NOT_SELL));
    assertThat(inTransactionOf(seller, () -> statuses().asKnownAt(seller, NOW.minusMillis(1))))
        .isEmpty();
    assertThat(history(seller, OptionalLong.empty(), 10)).containsExactly(comAgain, com);
    assertThat(history(seller, OptionalLong.empty(), 1)).containsExactly(comAgain);
    assertThat(history(seller, OptionalLong.of(2), 10)).containsExactly(com);
  }

  @Test
  default void aChangeOfAnotherVersionThanTheLockedOneIsASurprise() {
    SellerId seller = freshSeller();

    assertThatThrownBy(
            () -> record(seller, List.of(recorded("com", TldStatus.NO_NEW_ORDERS, 2, NOW))))
        .isInstanceOf(IllegalStateException.class);
  }

  private List<Recorded> history(SellerId seller, OptionalLong before, int limit) {
    return inTransactionOf(
        seller, () -> statuses().history(seller, "com", new Window(before, limit)));
  }

  private void record(SellerId seller, List<Recorded> changed) {
    inTransactionOf(
        seller,
        () -> {
          statuses().lock(seller);
          statuses().record(seller, changed);
          return changed;
        });
  }

  private static Recorded recorded(String tld, TldStatus status, long version, Instant at) {
    return new Recorded(tld, status, version, 1, at, "client-1", "because");
  }
}
