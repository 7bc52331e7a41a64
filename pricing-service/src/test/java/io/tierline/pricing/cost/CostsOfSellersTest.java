package io.tierline.pricing.cost;

import static io.tierline.pricing.Shop.OPERATOR;
import static io.tierline.pricing.Shop.P;
import static io.tierline.pricing.Shop.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.pricing.Shop;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.cost.CostsOfSellers.Buying;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.ExchangeRate;
import io.tierline.pricing.engine.ExchangeRates;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Seller.Status;
import io.tierline.pricing.standing.InMemoryStandings;
import io.tierline.pricing.standing.KeepStandings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CostsOfSellersTest {

  private final Shop shop = new Shop();
  private final Map<SellerId, Standing.OfSubReseller> standings = new HashMap<>();
  private ExchangeRates rates = new ExchangeRates(List.of(), 0);
  private final CostsOfSellers costs =
      new CostsOfSellers(
          shop.sellers,
          shop.compiledBooks,
          new OnlyCom(),
          new Buying(
              (buyer, currency, _) ->
                  standings.getOrDefault(
                      new SellerId(buyer.buyer()),
                      new Standing.OfSubReseller(Money.zero(currency), 0, BuyerTerms.none())),
              (_, _) -> rates,
              shop.clock));

  private static final class OnlyCom implements RegistryCosts {

    @Override
    public CostSheet latest(SellerId operator, String product) {
      return new CostSheet(
          product,
          1,
          product.equals("com") ? Map.of(ProductAction.RENEW, Money.parse("USD 7.00")) : Map.of());
    }

    @Override
    public CostSheet asKnownAt(SellerId operator, String product, Instant at) {
      return latest(operator, product);
    }

    @Override
    public boolean record(SellerId operator, CostSheet sheet, Author author) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName(
      "PR-10 an operator pays its registry, and nothing is assumed where that is not known")
  void anOperatorPaysItsRegistry() {
    assertThat(renewal(OPERATOR, "com", 3)).isEqualTo(known("USD 7.00"));
    assertThat(renewal(OPERATOR, "net", 1)).isInstanceOf(Cost.Unknown.class);
  }

  @Test
  @DisplayName("PR-10 PR-7 PR-8 a partner pays its parent's price at its present standing")
  void aPartnerPaysItsParent() {
    shop.subResellersOf(P)
        .slab(1, "1000")
        .price("co.uk", 0, 1, "10")
        .price("co.uk", 0, 2, "9")
        .price("co.uk", 1, 1, "8")
        .price("co.uk", 1, 2, "7")
        .saved();

    assertThat(renewal(S, "co.uk", 1)).isEqualTo(known("USD 10.00"));
    assertThat(renewal(S, "co.uk", 2)).isEqualTo(known("USD 9.00"));

    standings.put(S, new Standing.OfSubReseller(Money.parse("USD 1000.00"), 0, BuyerTerms.none()));
    assertThat(renewal(S, "co.uk", 1)).isEqualTo(known("USD 8.00"));
    assertThat(renewal(S, "co.uk", 5)).isEqualTo(known("USD 7.00"));
    assertThat(renewal(S, "com", 1)).isInstanceOf(Cost.Unknown.class);
  }

  @Test
  @DisplayName("PR-10 PR-6 a parent's promo is no cost to count on")
  void aPromoIsNoCost() {
    shop.subResellersOf(P).price("com", 0, 1, "10").promo("com", "1", 30).saved();

    assertThat(renewal(S, "com", 1)).isEqualTo(known("USD 10.00"));
  }

  @Test
  @DisplayName("PR-18 a cost in another currency needs a rate, and is never taken as it is")
  void anotherCurrencyNeedsARate() {
    shop.sellers.put(new Seller(S, P, CurrencyUnit.JPY, Status.ACTIVE));
    shop.subResellersOf(P).price("com", 0, 1, "10").saved();

    assertThat(renewal(S, "com", 1))
        .isInstanceOfSatisfying(
            Cost.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("USD").contains("JPY"));

    rates =
        new ExchangeRates(
            List.of(
                new ExchangeRate(
                    CurrencyUnit.USD,
                    CurrencyUnit.JPY,
                    new BigDecimal("150.05"),
                    LocalDate.of(2026, 11, 20),
                    "ECB")),
            3);
    assertThat(renewal(S, "com", 1)).isEqualTo(known("JPY 1501"));
  }

  @Test
  @DisplayName("PR-12 PR-20 what was paid is computed in the same way, as it was known then")
  void whatWasPaidIsComputedAsItWasKnown() {
    shop.subResellersOf(P).renewal("com", "10").promo("com", "1", 30).saved();
    Instant first = shop.clock.instant();
    shop.clock.advance(Duration.ofSeconds(60));
    shop.subResellersOf(P).renewal("com", "12").saved();
    shop.subResellersOf(P).renewal("com", "14").from(first.plusSeconds(600)).saved();
    PastCosts past = costs.inThePast();

    assertThat(renewal(past, first.minusMillis(1))).isInstanceOf(Cost.Unknown.class);
    assertThat(renewal(past, first)).isEqualTo(known("USD 10.00"));
    assertThat(renewal(past, first.plusSeconds(59))).isEqualTo(known("USD 10.00"));
    assertThat(renewal(past, first.plusSeconds(60))).isEqualTo(known("USD 12.00"));
    assertThat(renewal(past, first.plusSeconds(600))).isEqualTo(known("USD 14.00"));
    assertThat(renewal(S, "com", 1)).isEqualTo(known("USD 12.00"));
  }

  @Test
  @DisplayName("PR-12 PR-7 what a partner paid is its price in the slab it had reached then")
  void whatWasPaidWasPaidInASlab() {
    shop.subResellersOf(P).slab(1, "1000").price("com", 0, 1, "10").price("com", 1, 1, "8").saved();
    InMemoryStandings known = new InMemoryStandings();
    KeepStandings keepStandings = new KeepStandings(known, shop.books, shop.clock);
    CostsOfSellers ofKnown =
        new CostsOfSellers(
            shop.sellers,
            shop.compiledBooks,
            new OnlyCom(),
            new Buying(
                new StandingsOfBuyers(known, shop.specificPrices), (_, _) -> rates, shop.clock));
    Instant opened = shop.clock.instant();
    shop.clock.advance(Duration.ofSeconds(60));
    keepStandings.on(receipt("USD 1000.00"));
    shop.clock.advance(Duration.ofSeconds(60));
    keepStandings.on(receipt("USD 3.00"));

    PastCosts past = ofKnown.inThePast();
    assertThat(renewal(past, opened)).isEqualTo(known("USD 10.00"));
    assertThat(renewal(past, opened.plusSeconds(59))).isEqualTo(known("USD 10.00"));
    assertThat(renewal(past, opened.plusSeconds(60))).isEqualTo(known("USD 8.00"));
    assertThat(renewal(past, opened.plusSeconds(119))).isEqualTo(known("USD 8.00"));
    assertThat(renewal(past, opened.plusSeconds(120))).isEqualTo(known("USD 10.00"));
    assertThat(ofKnown.of(S).perYear("com", ProductAction.RENEW, 1)).isEqualTo(known("USD 10.00"));
  }

  private ReceiptRecorded receipt(String total) {
    Money receipts = Money.parse(total);
    return new ReceiptRecorded(S, P, receipts, receipts, 0, shop.clock.instant());
  }

  private static Cost renewal(PastCosts costs, Instant at) {
    return costs.of(S, at).perYear("com", ProductAction.RENEW, 1);
  }

  @Test
  @DisplayName("PR-10 who is not known, or has a supplier without prices, has no cost")
  void withoutASupplierThereIsNoCost() {
    assertThat(renewal(new SellerId(4711), "com", 1)).isInstanceOf(Cost.Unknown.class);
    assertThat(renewal(S, "com", 1)).isInstanceOf(Cost.Unknown.class);
  }

  private Cost renewal(SellerId seller, String product, int years) {
    return costs.of(seller).perYear(product, ProductAction.RENEW, years);
  }

  private static Cost known(String perYear) {
    return new Cost.Known(Money.parse(perYear));
  }
}
