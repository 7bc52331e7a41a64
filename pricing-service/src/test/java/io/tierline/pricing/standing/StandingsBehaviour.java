package io.tierline.pricing.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
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

  @Test
  @DisplayName("PR-12 what a standing was is known by the changes of its slab")
  default void whatAStandingWasIsKnown() {
    SellerId parent = freshSeller();
    PartnerStanding base = standing(parent);
    PartnerStanding higher = receipts(base, "USD 1000.00");
    reach(null, base, NOW);
    reach(base, higher, NOW.plusSeconds(10));
    PartnerStanding more = receipts(base, "USD 1001.00");
    put(more);

    SellerId partner = base.partner();
    assertThat(knownAt(partner, NOW.minusNanos(1_000))).isEmpty();
    assertThat(knownAt(partner, NOW)).contains(base);
    assertThat(knownAt(partner, NOW.plusSeconds(10).minusNanos(1_000))).contains(base);
    assertThat(knownAt(partner, NOW.plusSeconds(10))).contains(more);
    assertThat(knownAt(freshSeller(), NOW)).isEmpty();
  }

  @Test
  @DisplayName(
      "PR-12 a change of slab never comes before the partner's newest, whatever clocks say")
  default void changesOfSlabsAreInOrder() {
    PartnerStanding base = standing(freshSeller());
    PartnerStanding higher = receipts(base, "USD 1000.00");
    reach(base, higher, NOW);
    reach(higher, base, NOW.minusSeconds(3));

    assertThat(knownAt(base.partner(), NOW.minusSeconds(1))).contains(base);
    assertThat(knownAt(base.partner(), NOW)).contains(higher);
    assertThat(knownAt(base.partner(), NOW.plusNanos(1_000))).contains(base);
    assertThat(knownAt(base.partner(), NOW.minusSeconds(4))).contains(base);
  }

  private Optional<PartnerStanding> knownAt(SellerId partner, Instant at) {
    return inTransaction(() -> standings().asKnownAt(partner, at));
  }

  private static PartnerStanding receipts(PartnerStanding of, String total) {
    return new PartnerStanding(of.partner(), of.parent(), Money.parse(total), 0, NOW);
  }

  private void reach(@Nullable PartnerStanding before, PartnerStanding after, Instant at) {
    inTransaction(
        () -> {
          standings().put(after);
          standings()
              .record(
                  new StandingChange(
                      after.partner(),
                      after.parent(),
                      before,
                      before == null ? 0 : slabOf(before),
                      slabOf(after),
                      at));
          return after;
        });
  }

  /** The first slab begins at 1,000. */
  private static int slabOf(PartnerStanding standing) {
    return standing.totalReceipts().isLessThan(Money.parse("USD 1000.00")) ? 0 : 1;
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
