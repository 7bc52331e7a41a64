package io.tierline.storefront;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.RESTORE;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.ProductAction;
import io.tierline.storefront.ProductPrices.Row;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CompiledPricesTest {

  @Test
  @DisplayName("PR-2, E1: buying 1, 2 and 3 years at {1: 10, 2: 9} costs 10.00, 18.00 and 27.00")
  void yearsCostTheirTenuresPrice() {
    CompiledPrices com =
        compiled(PriceLists.of("com").with(REGISTER, 0, 1, "10.00").with(REGISTER, 0, 2, "9.00"));

    assertThat(total(com, REGISTER, 1)).isEqualTo("USD 10.00");
    assertThat(total(com, REGISTER, 2)).isEqualTo("USD 18.00");
    assertThat(total(com, REGISTER, 3)).isEqualTo("USD 27.00");
  }

  @Test
  @DisplayName("PR-3: a tenure without a price takes that of the longest shorter one that has one")
  void aTenureWithoutAPriceTakesTheLongestShorterOne() {
    CompiledPrices com =
        compiled(
            PriceLists.of("com")
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 0, 3, "8.00")
                .with(RENEW, 0, 5, "7.00"));

    assertThat(com.perYearMinorUnits(RENEW, 2, 0)).hasValue(1000);
    assertThat(com.perYearMinorUnits(RENEW, 4, 0)).hasValue(800);
    assertThat(com.perYearMinorUnits(RENEW, 10, 0)).hasValue(700);
  }

  @Test
  @DisplayName("PR-3: nothing is sold outside the TLD's tenures, nor below the shortest priced one")
  void tenuresHaveBounds() {
    CompiledPrices ai = compiled(PriceLists.of("ai").tenures(2, 4).with(RENEW, 0, 3, "70.00"));

    assertThat(ai.perYearMinorUnits(RENEW, 1, 0)).isEmpty();
    assertThat(ai.perYearMinorUnits(RENEW, 2, 0)).isEmpty();
    assertThat(ai.perYearMinorUnits(RENEW, 4, 0)).hasValue(7000);
    assertThat(ai.perYearMinorUnits(RENEW, 5, 0)).isEmpty();
  }

  @Test
  @DisplayName("PR-3: a transfer or a restore is bought once, whatever the TLD's shortest tenure")
  void aTransferIsBoughtOnce() {
    CompiledPrices ai =
        compiled(
            PriceLists.of("ai")
                .tenures(2, 10)
                .with(TRANSFER, 0, 1, "70.00")
                .with(RESTORE, 0, 1, "90.00"));

    assertThat(total(ai, TRANSFER, 1)).isEqualTo("USD 70.00");
    assertThat(ai.perYearMinorUnits(TRANSFER, 2, 0)).isEmpty();
    assertThat(ai.rows(0))
        .extracting(Row::action, Row::years)
        .containsExactly(tuple(TRANSFER, 1), tuple(RESTORE, 1));
  }

  @Test
  @DisplayName("PR-7, E5: an empty cell is ignored, the next lower slab that has a price counts")
  void anEmptySlabTakesTheNextLowerOne() {
    CompiledPrices com =
        compiled(
            PriceLists.of("com")
                .forSubResellers()
                .with(RENEW, 0, 1, "10.00")
                .with(RENEW, 1, 1, "9.00")
                .with(RENEW, 3, 1, "7.00"));

    assertThat(com.perYearMinorUnits(RENEW, 1, 0)).hasValue(1000);
    assertThat(com.perYearMinorUnits(RENEW, 1, 2)).hasValue(900);
    assertThat(com.perYearMinorUnits(RENEW, 1, 3)).hasValue(700);
    assertThat(com.perYearMinorUnits(RENEW, 1, 9)).hasValue(700);
  }

  @Test
  @DisplayName("PR-4: one row where all tenures cost the same per year; 3 years still cost 3 times")
  void multiYearRowsAreLeftOutWhereTheySayNothing() {
    CompiledPrices com =
        compiled(
            PriceLists.of("com")
                .with(REGISTER, 0, 1, "10.00")
                .with(REGISTER, 0, 2, "10.00")
                .with(RENEW, 0, 1, "12.00"));

    assertThat(com.rows(0))
        .extracting(Row::action, Row::years, row -> row.perYear().toString())
        .containsExactly(tuple(REGISTER, 1, "USD 10.00"), tuple(RENEW, 1, "USD 12.00"));
    assertThat(total(com, RENEW, 3)).isEqualTo("USD 36.00");
  }

  @Test
  @DisplayName("PR-4: every tenure has its row where one of them costs another price per year")
  void everyTenureIsShownWherePricesDiffer() {
    CompiledPrices com =
        compiled(
            PriceLists.of("com")
                .tenures(1, 3)
                .with(REGISTER, 0, 1, "10.00")
                .with(REGISTER, 0, 2, "9.00"));

    assertThat(com.rows(0))
        .extracting(Row::years, row -> row.perYear().toString(), row -> row.total().toString())
        .containsExactly(
            tuple(1, "USD 10.00", "USD 10.00"),
            tuple(2, "USD 9.00", "USD 18.00"),
            tuple(3, "USD 9.00", "USD 27.00"));
  }

  @Test
  @DisplayName("PR-4: the shortest tenure is the one row of a TLD that is sold for 2 years or more")
  void theOneRowIsTheShortestTenure() {
    CompiledPrices ai = compiled(PriceLists.of("ai").tenures(2, 10).with(RENEW, 0, 2, "70.00"));

    assertThat(ai.rows(0))
        .extracting(Row::years, row -> row.total().toString())
        .containsExactly(tuple(2, "USD 140.00"));
  }

  @Test
  @DisplayName("PR-14: zero is a price")
  void zeroIsAPrice() {
    assertThat(compiled(PriceLists.of("com").renewingAt("0.00")).perYearMinorUnits(RENEW, 1, 0))
        .isEqualTo(OptionalLong.of(0));
  }

  @Test
  void currenciesKeepTheirDigits() {
    CompiledPrices jp = compiled(PriceLists.of("jp").in("JPY").with(RENEW, 0, 1, "3500"));

    assertThat(total(jp, RENEW, 2)).isEqualTo("JPY 7000");
  }

  @Test
  void amountsThatNoPurchaseCouldBeComputedFromAreRefused() {
    PriceLists beyond = PriceLists.of("com").renewingAt("92233720368547758.07");

    assertThatThrownBy(() -> compiled(beyond)).isInstanceOf(ArithmeticException.class);
  }

  private static CompiledPrices compiled(PriceLists prices) {
    return CompiledPrices.of(prices.published());
  }

  private static String total(CompiledPrices prices, ProductAction action, int years) {
    long perYear = prices.perYearMinorUnits(action, years, 0).orElseThrow();
    Money total = prices.money(perYear).multipliedBy(years);
    return total.toString();
  }
}
