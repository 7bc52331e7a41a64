package io.tierline.pricing.standing;

import static io.tierline.pricing.Shop.P;
import static io.tierline.pricing.Shop.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.AccountEvent.AccountCredited;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;
import io.tierline.pricing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeepStandingsTest {

  private static final Instant EARLIER = Instant.parse("2026-11-20T23:00:00Z");

  private final Shop shop = new Shop();
  private final InMemoryStandings standings = new InMemoryStandings();
  private final KeepStandings keepStandings = new KeepStandings(standings, shop.books, shop.clock);

  @Test
  @DisplayName("PR-7 PR-12 a receipt that reaches a slab leaves a change, equality reaches")
  void aReceiptReachesASlab() {
    slabsFrom("1000", "5000");
    keepStandings.on(receipt("USD 999.99"));
    assertThat(slabsReached()).isEmpty();
    shop.clock.advance(Duration.ofMinutes(1));
    keepStandings.on(receipt("USD 1000.00"));

    assertThat(slabsReached()).hasSize(1);
    StandingChange change = slabsReached().getFirst();
    assertThat(change.partner()).isEqualTo(S);
    assertThat(change.parent()).isEqualTo(P);
    assertThat(change.slabBefore()).isZero();
    assertThat(change.slabAfter()).isEqualTo(1);
    assertThat(change.before())
        .isEqualTo(new PartnerStanding(S, P, Money.parse("USD 999.99"), 0, EARLIER));
    assertThat(change.at()).isEqualTo(shop.clock.instant());
  }

  @Test
  @DisplayName("PR-12 within a slab no cost changes, whatever is counted, and what it was is kept")
  void withinASlabNothingChanges() {
    slabsFrom("1000", "5000");
    keepStandings.on(receipt("USD 1000.00"));
    keepStandings.on(receipt("USD 4999.99"));
    keepStandings.on(counted(49, "USD 4999.99"));
    keepStandings.on(corrected("USD 1000.00", 49));
    keepStandings.on(
        new AccountCredited(S, P, Money.parse("USD 9.00"), Money.parse("USD 9.00"), EARLIER));

    assertThat(slabsReached()).hasSize(1);
    assertThat(standings.changes())
        .map(StandingChange::before)
        .map(before -> before == null ? null : before.totalReceipts().toString())
        .containsExactly(null, "USD 1000.00", "USD 4999.99", "USD 4999.99");
    assertThat(standings.find(S))
        .map(PartnerStanding::totalReceipts)
        .contains(Money.parse("USD 1000.00"));
  }

  @Test
  @DisplayName(
      "PR-7 PR-12 a correction that loses a slab leaves a change, and so does a first count")
  void aCorrectionLosesASlab() {
    slabsFrom("1000", "5000");
    keepStandings.on(receipt("USD 5000.00"));
    keepStandings.on(corrected("USD 10.00", 0));

    assertThat(slabsReached())
        .extracting(StandingChange::slabBefore, StandingChange::slabAfter)
        .containsExactly(tuple(0, 2), tuple(2, 0));
    assertThat(slabsReached().getFirst().before()).isNull();
  }

  @Test
  @DisplayName("PR-12 PR-18 receipts in another currency than the parent's book reach nothing")
  void anotherCurrencyReachesNothing() {
    slabsFrom("1000", "5000");
    keepStandings.on(receipt("JPY 100000"));

    assertThat(slabsReached()).isEmpty();
  }

  @Test
  @DisplayName("PR-12 a parent without slabs, or without prices, has one level")
  void withoutSlabsNothingChanges() {
    keepStandings.on(receipt("USD 1000.00"));
    shop.subResellersOf(P).renewal("com", "10").saved();
    keepStandings.on(receipt("USD 9000.00"));

    assertThat(standings.changes()).isEmpty();
  }

  private List<StandingChange> slabsReached() {
    return standings.changes().stream().filter(StandingChange::reachesAnotherSlab).toList();
  }

  private void slabsFrom(String first, String second) {
    shop.subResellersOf(P).slab(1, first).slab(2, second).renewal("com", "10").saved();
  }

  private static AccountEvent receipt(String total) {
    Money receipts = Money.parse(total);
    return new ReceiptRecorded(S, P, receipts, receipts, 0, EARLIER);
  }

  private static AccountEvent counted(int webServicesOrders, String total) {
    return new WebServicesOrderCounted(S, P, webServicesOrders, Money.parse(total), EARLIER);
  }

  private static AccountEvent corrected(String total, int webServicesOrders) {
    return new TotalReceiptsCorrected(
        S, P, Money.parse(total), webServicesOrders, "a cheque bounced", EARLIER);
  }
}
