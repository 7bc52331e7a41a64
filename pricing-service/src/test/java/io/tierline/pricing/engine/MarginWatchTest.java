package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.fixed;
import static io.tierline.pricing.engine.Proposals.promoId;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.Pr12MarginWatch.AtOrBelowCost;
import io.tierline.pricing.engine.Pr12MarginWatch.CostChange;
import io.tierline.pricing.engine.SellingPrice.OfBuyer;
import io.tierline.pricing.engine.SellingPrice.OfCell;
import io.tierline.pricing.engine.SellingPrice.OfPromo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarginWatchTest {

  private static CostOf flat(String perYear) {
    return (_, _, _) -> new Cost.Known(Money.parse("USD " + perYear));
  }

  private static CostChange change(String before, String after) {
    return new CostChange(flat(before), flat(after));
  }

  @Test
  @DisplayName("PR-12: each selling price now at or below cost, with its margin before and after")
  void listsEachPriceAtOrBelowCost() {
    PriceBook book =
        customerPrices().register(1, "10.00").register(2, "9.00").renew(1, "10.01").book();

    assertThat(Pr12MarginWatch.ofBook(book, change("8.00", "10.00"), NOW))
        .containsExactly(
            new AtOrBelowCost(
                new OfCell("com", REGISTER, 0, 1),
                1,
                usd("10.00"),
                usd("10.00"),
                new Profit(usd("2.00"), new BigDecimal("25.00")),
                new Profit(usd("0.00"), new BigDecimal("0.00"))),
            new AtOrBelowCost(
                new OfCell("com", REGISTER, 0, 2),
                2,
                usd("9.00"),
                usd("10.00"),
                new Profit(usd("1.00"), new BigDecimal("12.50")),
                new Profit(usd("-1.00"), new BigDecimal("-10.00"))));
  }

  @Test
  @DisplayName("PR-12: a price is looked at in each tenure it is charged for")
  void aPriceIsLookedAtInEachTenure() {
    PriceBook book = customerPrices().register(1, "10.00").book();
    CostOf dearerLater = (_, _, years) -> new Cost.Known(usd(years >= 5 ? "11.00" : "8.00"));

    assertThat(Pr12MarginWatch.ofBook(book, new CostChange(flat("8.00"), dearerLater), NOW))
        .extracting(AtOrBelowCost::price, AtOrBelowCost::years)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(new OfCell("com", REGISTER, 0, 1), 5));
  }

  @Test
  @DisplayName("PR-12: what did not change or is not known is not listed")
  void whatDidNotChangeIsNotListed() {
    PriceBook book = customerPrices().register(1, "10.00").book();
    CostOf unknown = (_, _, _) -> new Cost.Unknown("no rate");

    assertThat(Pr12MarginWatch.ofBook(book, change("12.00", "12.00"), NOW)).isEmpty();
    assertThat(Pr12MarginWatch.ofBook(book, new CostChange(flat("8.00"), unknown), NOW)).isEmpty();
    assertThat(Pr12MarginWatch.ofBook(book, new CostChange(unknown, flat("12.00")), NOW))
        .singleElement()
        .satisfies(listed -> assertThat(listed.before()).isNull());
    assertThat(Pr12MarginWatch.ofBook(book, change("8.00", "12.00"), NOW.minusSeconds(1)))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-12: slabs each by their own price")
  void eachSlabByItsOwnPrice() {
    PriceBook book =
        subResellerPrices()
            .slab(1, "10", null)
            .slab(2, "20", null)
            .slab(4, "40", null)
            .slabPrice(0, 1, "10")
            .slabPrice(1, 1, "8")
            .slabPrice(4, 1, "7")
            .book();

    assertThat(Pr12MarginWatch.ofBook(book, change("5.00", "8.00"), NOW))
        .extracting(AtOrBelowCost::price)
        .containsExactly(new OfCell("com", RENEW, 1, 1), new OfCell("com", RENEW, 4, 1));
  }

  @Test
  @DisplayName("PR-12 PR-6: promos that are not over")
  void promosThatAreNotOver() {
    PriceBook book =
        customerPrices()
            .register(1, "10.00")
            .promo("Spring", "6", REGISTER)
            .promo("Dear", "8.01", REGISTER)
            .book();

    assertThat(Pr12MarginWatch.ofBook(book, change("5.00", "8.00"), NOW))
        .extracting(AtOrBelowCost::price)
        .containsExactly(new OfPromo("com", REGISTER, promoId("Spring"), "Spring"));
    assertThat(Pr12MarginWatch.ofBook(book, change("5.00", "8.00"), NOW.plus(Duration.ofDays(7))))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-12 PR-5: prices fixed for single buyers")
  void pricesFixedForBuyers() {
    PriceBook book = customerPrices().register(1, "10.00").book();

    assertThat(
            Pr12MarginWatch.ofBuyers(
                book,
                Map.of(
                    "c-1", fixed("com", REGISTER, "7.00"), "c-2", fixed("com", REGISTER, "9.00")),
                change("5.00", "8.00"),
                NOW))
        .extracting(AtOrBelowCost::price, AtOrBelowCost::years)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(new OfBuyer("com", REGISTER, "c-1"), 1));
  }

  @Test
  @DisplayName("PR-12: a cost of zero has no percentage")
  void aCostOfZeroHasNoPercentage() {
    assertThat(Profit.of(usd("1.00"), usd("0.00"))).isEqualTo(new Profit(usd("1.00"), null));
    assertThat(Profit.of(usd("1.00"), usd("3.00")).percentOfCost())
        .isEqualTo(new BigDecimal("-66.67"));
    assertThat(Profit.of(usd("4.00"), usd("3.00")).percentOfCost())
        .isEqualTo(new BigDecimal("33.33"));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
