package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.RESTORE;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.promoId;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.Preview.Change;
import io.tierline.pricing.engine.Preview.Compared;
import io.tierline.pricing.engine.Preview.Margins;
import io.tierline.pricing.engine.Preview.Priced;
import io.tierline.pricing.engine.Preview.Shop;
import io.tierline.pricing.engine.Preview.Warning;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.SellingPrice.OfApplicationFee;
import io.tierline.pricing.engine.SellingPrice.OfCell;
import io.tierline.pricing.engine.SellingPrice.OfPromo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static final Shop FIVE_A_YEAR =
      new Shop(List.of(), (_, _, _) -> new Cost.Known(usd("5.00")));
  private static final PriceBook EMPTY = customerPrices().book();

  @Test
  @DisplayName("PR-10 PR-20: each price that changes, with its margin before and after")
  void everyPriceThatChanges() {
    PriceBook before = customerPrices().register(1, "10").register(2, "9").renew(1, "8").book();
    PriceBook after = customerPrices().register(1, "11").renew(1, "8").renew(3, "7").book();

    assertThat(Preview.compare(before, after, FIVE_A_YEAR, NOW).changes())
        .containsExactly(
            new Change(
                new OfCell("com", REGISTER, 0, 1),
                usd("10.00"),
                usd("11.00"),
                new Margins.Known(
                    new Profit(usd("5.00"), new BigDecimal("100.00")),
                    new Profit(usd("6.00"), new BigDecimal("120.00")))),
            new Change(
                new OfCell("com", REGISTER, 0, 2),
                usd("9.00"),
                null,
                new Margins.Known(new Profit(usd("4.00"), new BigDecimal("80.00")), null)),
            new Change(
                new OfCell("com", RENEW, 0, 3),
                null,
                usd("7.00"),
                new Margins.Known(null, new Profit(usd("2.00"), new BigDecimal("40.00")))));
  }

  @Test
  @DisplayName("PR-10: the cost compared is that of the price's own tenure")
  void theCostIsThatOfTheTenure() {
    Shop cheaperLater =
        new Shop(List.of(), (_, _, years) -> new Cost.Known(usd(years == 1 ? "5.00" : "4.00")));

    assertThat(
            Preview.compare(
                    EMPTY,
                    customerPrices().register(1, "9").register(2, "8").book(),
                    cheaperLater,
                    NOW)
                .changes())
        .extracting(Change::margins)
        .containsExactly(
            new Margins.Known(null, new Profit(usd("4.00"), new BigDecimal("80.00"))),
            new Margins.Known(null, new Profit(usd("4.00"), new BigDecimal("100.00"))));
  }

  @Test
  @DisplayName("PR-10: an unknown cost is said to be unknown")
  void anUnknownCostIsSaid() {
    Shop unknown =
        new Shop(List.of(), (_, _, _) -> new Cost.Unknown("Record a rate from JPY to USD."));

    Compared compared =
        Preview.compare(EMPTY, customerPrices().register(1, "1").book(), unknown, NOW);

    assertThat(compared.changes())
        .extracting(Change::margins)
        .containsExactly(new Margins.CostUnknown("Record a rate from JPY to USD."));
    assertThat(compared.warnings()).isEmpty();
  }

  @Test
  @DisplayName("PR-20 PR-6 PR-13: promos and fees that change, also only in their window")
  void promosAndFeesThatChange() {
    PriceBook before =
        customerPrices()
            .register(1, "10")
            .promo("Kept", "7", REGISTER)
            .promo("Longer", "6", NOW, NOW.plusSeconds(9), REGISTER)
            .book();
    PriceBook after =
        customerPrices()
            .register(1, "10")
            .promo("Kept", "7", REGISTER)
            .promo("Longer", "6", NOW, NOW.plusSeconds(10), REGISTER)
            .applicationFee("100")
            .book();

    assertThat(Preview.compare(before, after, FIVE_A_YEAR, NOW).changes())
        .extracting(Change::price, Change::before, Change::after)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                new OfPromo("com", REGISTER, promoId("Longer"), "Longer"),
                usd("6.00"),
                usd("6.00")),
            org.assertj.core.groups.Tuple.tuple(new OfApplicationFee("com"), null, usd("100.00")));
  }

  @Test
  @DisplayName("PR-20: a product that is withdrawn or not in force yet has no prices to compare")
  void aWithdrawnProductHasNoPrices() {
    PriceBook book = customerPrices().register(1, "10").book();

    assertThat(Preview.compare(book, EMPTY, FIVE_A_YEAR, NOW).changes())
        .extracting(Change::after)
        .containsOnlyNulls();
    assertThat(Preview.compare(book, EMPTY, FIVE_A_YEAR, NOW).changes()).hasSize(1);
    assertThat(Preview.compare(EMPTY, book, FIVE_A_YEAR, NOW.minusSeconds(1)).changes()).isEmpty();
    assertThat(Preview.compare(book, book, FIVE_A_YEAR, NOW))
        .isEqualTo(new Compared(List.of(), List.of()));
  }

  @Test
  @DisplayName("PR-12: a preview warns of prices and promos at or below cost")
  void warnsOfPricesAtOrBelowCost() {
    assertThat(
            warnings(
                customerPrices().register(1, "5.01").renew(1, "5.00").promo("Gift", "5", REGISTER)))
        .containsExactly(
            new Warning.AtOrBelowCost(new OfCell("com", RENEW, 0, 1), 1, usd("5.00"), usd("5.00")),
            new Warning.AtOrBelowCost(
                new OfPromo("com", REGISTER, promoId("Gift"), "Gift"),
                1,
                usd("5.00"),
                usd("5.00")));
  }

  @Test
  @DisplayName("PR-3: a preview warns where buying more years costs less in total")
  void warnsWhereMoreYearsCostLess() {
    assertThat(warnings(customerPrices().register(1, "20").register(2, "9.99")))
        .containsExactly(
            new Warning.MoreYearsCostLess(
                "com", REGISTER, 0, new Priced(1, usd("20.00")), new Priced(2, usd("19.98"))));
    assertThat(warnings(customerPrices().register(1, "20").register(2, "10"))).isEmpty();
    assertThat(
            warnings(
                subResellerPrices()
                    .of("uk")
                    .slab(1, "10", null)
                    .slab(2, "20", null)
                    .slabPrice(0, 1, "20")
                    .slabPrice(1, 1, "19")
                    .slabPrice(1, 2, "9")))
        .containsExactly(
            new Warning.MoreYearsCostLess(
                "uk", RENEW, 1, new Priced(1, usd("19.00")), new Priced(2, usd("18.00"))));
  }

  @Test
  @DisplayName("PR-6: a preview warns of promos that never win")
  void warnsOfPromosThatNeverWin() {
    assertThat(
            warnings(
                customerPrices()
                    .register(1, "10")
                    .register(2, "9")
                    .renew(1, "20")
                    .promo("Never", "10", REGISTER)
                    .promo("First year", "9.99", REGISTER)
                    .promo("Renewal", "10", REGISTER, RENEW)))
        .containsExactly(new Warning.PromoNeverWins("com", promoId("Never"), "Never"));
    assertThat(
            warnings(
                customerPrices()
                    .register(1, "10")
                    .promo("Over", "6", NOW.minus(Duration.ofDays(1)), NOW, REGISTER)))
        .containsExactly(new Warning.PromoNeverWins("com", promoId("Over"), "Over"));
    assertThat(
            warnings(
                subResellerPrices()
                    .slab(1, "10", null)
                    .slabPrice(0, 1, "10")
                    .slabPrice(1, 1, "8")
                    .promo("Base only", "9", RENEW)))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-15: a preview warns of TLDs that are sold without a price")
  void warnsOfTldsSoldWithoutPrice() {
    ProductTerms com = ProductTerms.ofTld("com", 1, 10, SubResellerPricing.TELESCOPIC);
    ProductTerms net = ProductTerms.ofTld("net", 1, 10, SubResellerPricing.TELESCOPIC);
    Proposals priced = customerPrices().register(1, "10").renew(1, "10").cell(TRANSFER, 0, 1, "10");

    assertThat(
            Preview.compare(
                    EMPTY, priced.book(), new Shop(List.of(com, net), FIVE_A_YEAR.costs()), NOW)
                .warnings())
        .containsExactly(
            new Warning.SoldWithoutPrice("com", Set.of(RESTORE)),
            new Warning.SoldWithoutPrice("net", Set.of(REGISTER, RENEW, TRANSFER, RESTORE)));
    assertThat(
            Preview.compare(
                    EMPTY,
                    priced.cell(RESTORE, 0, 1, "80").book(),
                    new Shop(List.of(com), FIVE_A_YEAR.costs()),
                    NOW)
                .warnings())
        .isEmpty();
  }

  private static List<Warning> warnings(Proposals proposed) {
    return Preview.compare(
            proposed.proposal().audience() == EMPTY.audience() ? EMPTY : subResellerPrices().book(),
            proposed.book(),
            FIVE_A_YEAR,
            NOW)
        .warnings();
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
