package io.tierline.pricing.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of standings does. */
public interface StandingsBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

  Standings standings();

  /** In a transaction of the background. */
  <T> T inTransaction(Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-8 the newest standing of a partner is read")
  default void theNewestIsRead() {
    SellerId parent = freshSeller();
    SellerId partner = freshSeller();
    assertThat(inTransaction(() -> standings().find(partner))).isEmpty();
    put(new PartnerStanding(partner, parent, Money.parse("JPY 100"), 3, NOW));
    PartnerStanding newest =
        new PartnerStanding(partner, parent, Money.parse("JPY 250"), 4, NOW.plusSeconds(1));
    put(newest);

    assertThat(inTransaction(() -> standings().find(partner))).contains(newest);
    assertThat(inTransaction(() -> standings().find(parent))).isEmpty();
  }

  @Test
  @DisplayName("PR-8 a parent's partners are listed page by page, and nobody else's")
  default void partnersAreListed() {
    SellerId parent = freshSeller();
    PartnerStanding first = standing(parent);
    PartnerStanding second = standing(parent);
    PartnerStanding third = standing(parent);
    standing(freshSeller());

    assertThat(inTransaction(() -> standings().ofPartnersOf(parent, 0, 2)))
        .containsExactly(first, second);
    assertThat(inTransaction(() -> standings().ofPartnersOf(parent, second.partner().value(), 2)))
        .containsExactly(third);
  }

  private PartnerStanding standing(SellerId parent) {
    PartnerStanding standing =
        new PartnerStanding(freshSeller(), parent, Money.parse("USD 1.00"), 0, NOW);
    put(standing);
    return standing;
  }

  private void put(PartnerStanding standing) {
    inTransaction(
        () -> {
          standings().put(standing);
          return standing;
        });
  }
}
