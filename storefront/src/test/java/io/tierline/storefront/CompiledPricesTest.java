package io.tierline.storefront;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.RESTORE;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.storefront.ProductPrices.Row;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CompiledPricesTest {

  @Test
  @DisplayName("PR-2, E1: buying 1, 2 and 3 years at {1: 10, 2: 9} costs 10.00, 18.00 and 27.00")
  void yearsCostTheirTenuresPrice() {
    Offer com =
        compiled(PriceLists.of("com").with(REGISTER, 0, 1, "10.00").with(REGISTER, 0, 2, "9.00"));

    assertThat(total(com, REGISTER, 1)).isEqualTo("USD 10.00");
    assertThat(total(com, REGISTER, 2)).isEqualTo("USD 18.00");
    assertThat(total(com, REGISTER, 3)).isEqualTo("USD 27.00");
  }

  @Test
  @DisplayName("PR-3: a tenure without a price takes that of the longest shorter one that has one")
  void aTenureWithoutAPriceTakesTheLongestShorterOne() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 0, 3, "8.00")
                .with(RENEW, 0, 5, "7.00"));

    assertThat(total(com, RENEW, 2)).isEqualTo("USD 20.00");
    assertThat(total(com, RENEW, 4)).isEqualTo("USD 32.00");
    assertThat(total(com, RENEW, 10)).isEqualTo("USD 70.00");
  }

  @Test
  @DisplayName("PR-3: nothing is sold outside the TLD's tenures, nor below the shortest priced one")
  void tenuresHaveBounds() {
    Offer ai = compiled(PriceLists.of("ai").tenures(2, 4).with(RENEW, 0, 3, "70.00"));

    assertThat(ai.price(RENEW, 1, 0)).isNull();
    assertThat(ai.price(RENEW, 2, 0)).isNull();
    assertThat(total(ai, RENEW, 4)).isEqualTo("USD 280.00");
    assertThat(ai.price(RENEW, 5, 0)).isNull();
  }

  @Test
  @DisplayName("PR-3: a transfer or a restore is bought once, whatever the TLD's shortest tenure")
  void aTransferIsBoughtOnce() {
    Offer ai =
        compiled(
            PriceLists.of("ai")
                .tenures(2, 10)
                .with(TRANSFER, 0, 1, "70.00")
                .with(RESTORE, 0, 1, "90.00"));

    assertThat(total(ai, TRANSFER, 1)).isEqualTo("USD 70.00");
    assertThat(ai.price(TRANSFER, 2, 0)).isNull();
    assertThat(ai.rows(0, FixedPrices.Shown.NONE))
        .extracting(Row::action, Row::years)
        .containsExactly(tuple(TRANSFER, 1), tuple(RESTORE, 1));
  }

  @Test
  @DisplayName("PR-7, E5: an empty cell is ignored, the next lower slab that has a price counts")
  void anEmptySlabTakesTheNextLowerOne() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .forSubResellers()
                .slab("1000", null)
                .slab("5000", null)
                .slab(null, 50)
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 1, 1, "9.00")
                .with(RENEW, 3, 1, "7.00"));

    assertThat(com.price(RENEW, 1, 0)).extracting("perYear").hasToString("USD 10.00");
    assertThat(com.price(RENEW, 1, 2)).extracting("perYear").hasToString("USD 9.00");
    assertThat(com.price(RENEW, 1, 3)).extracting("perYear").hasToString("USD 7.00");
  }

  @Test
  @DisplayName("PR-7: a slab with a price for 1 year has one for all, whatever lower slabs ask")
  void firstTheSlabThenTheTenure() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .forSubResellers()
                .slab("1000", null)
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 0, 2, "8.00")
                .with(RENEW, 1, 1, "9.00"));

    assertThat(com.price(RENEW, 2, 1)).extracting("perYear").hasToString("USD 9.00");
  }

  @Test
  @DisplayName("PR-8: a price of a slab that was deleted counts for nobody")
  void aDeletedSlabIsLeftOut() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .forSubResellers()
                .slab("1000", null)
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 2, 1, "7.00"));

    assertThat(com.price(RENEW, 1, 1)).extracting("perYear").hasToString("USD 10.00");
  }

  @Test
  @DisplayName("PR-4: one row where all tenures cost the same per year; 3 years still cost 3 times")
  void multiYearRowsAreLeftOutWhereTheySayNothing() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .with(REGISTER, 0, 1, "10.00")
                .with(REGISTER, 0, 2, "10.00")
                .with(RENEW, 0, 1, "12.00"));

    assertThat(com.rows(0, FixedPrices.Shown.NONE))
        .extracting(Row::action, Row::years, row -> row.perYear().toString())
        .containsExactly(tuple(REGISTER, 1, "USD 10.00"), tuple(RENEW, 1, "USD 12.00"));
    assertThat(total(com, RENEW, 3)).isEqualTo("USD 36.00");
  }

  @Test
  @DisplayName("PR-4: every tenure has its row where one of them costs another price per year")
  void everyTenureIsShownWherePricesDiffer() {
    Offer com =
        compiled(
            PriceLists.of("com")
                .tenures(1, 3)
                .with(REGISTER, 0, 1, "10.00")
                .with(REGISTER, 0, 2, "9.00"));

    assertThat(com.rows(0, FixedPrices.Shown.NONE))
        .extracting(Row::years, row -> row.perYear().toString(), row -> row.total().toString())
        .containsExactly(
            tuple(1, "USD 10.00", "USD 10.00"),
            tuple(2, "USD 9.00", "USD 18.00"),
            tuple(3, "USD 9.00", "USD 27.00"));
  }

  @Test
  @DisplayName("PR-4: the shortest tenure is the one row of a TLD that is sold for 2 years or more")
  void theOneRowIsTheShortestTenure() {
    Offer ai = compiled(PriceLists.of("ai").tenures(2, 10).with(RENEW, 0, 2, "70.00"));

    assertThat(ai.rows(0, FixedPrices.Shown.NONE))
        .extracting(Row::years, row -> row.total().toString())
        .containsExactly(tuple(2, "USD 140.00"));
  }

  @Test
  @DisplayName("PR-14: zero is a price")
  void zeroIsAPrice() {
    assertThat(total(compiled(PriceLists.of("com").renewingAt("0.00")), RENEW, 1))
        .isEqualTo("USD 0.00");
  }

  @Test
  void currenciesKeepTheirDigits() {
    Offer jp = compiled(PriceLists.of("jp").in("JPY").with(RENEW, 0, 1, "3500"));

    assertThat(total(jp, RENEW, 2)).isEqualTo("JPY 7000");
  }

  @Test
  void amountsThatNoPurchaseCouldBeComputedFromAreRefused() {
    PriceLists beyond = PriceLists.of("com").renewingAt("92233720368547758.07");

    assertThatThrownBy(() -> compiled(beyond)).isInstanceOf(ArithmeticException.class);
  }

  private static Offer compiled(PriceLists prices) {
    PriceListPublished published = prices.published();
    Snapshot snapshot =
        new Snapshot.Arrived(published, Origin.UNKNOWN, 1)
            .shownSince(PriceLists.NOON, PriceLists.NOON);
    return new Offer(
        snapshot,
        CompiledPrices.of(published),
        new Surroundings(
            Terms.of(
                Tlds.of(published.product())
                    .tenures(published.minYears(), published.maxYears())
                    .listed()),
            null,
            null),
        Stretch.around(PriceLists.NOON, List.of()));
  }

  private static String total(Offer offer, ProductAction action, int years) {
    Price price = offer.price(action, years, CompiledPrices.BASE);
    return price == null ? "not sold" : price.total().toString();
  }
}
