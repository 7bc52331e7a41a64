package io.tierline.pricing.quote;

import static io.tierline.pricing.Shop.OPERATOR;
import static io.tierline.pricing.Shop.P;
import static io.tierline.pricing.Shop.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuote.Leg;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.contracts.pricing.ChainQuoteRequest.Standing;
import io.tierline.pricing.Shop;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.QuoteResult.ActionNotSold;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Seller.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QuoteChainTest {

  private static final CustomerId CUSTOMER = new CustomerId(20001);

  private final Shop shop = new Shop();
  private final Map<String, Map<ProductAction, Money>> costs = new HashMap<>();
  private final QuoteChain quoteChain =
      new QuoteChain(
          shop.sellers,
          shop.catalog,
          new QuoteChain.Prices(
              shop.compiledBooks, shop.specificPrices, new KnownCosts(costs), shop.premiumCosts),
          shop.seal,
          shop.clock);

  /** What the operator pays, as this test says. */
  private record KnownCosts(Map<String, Map<ProductAction, Money>> costs) implements RegistryCosts {

    @Override
    public CostSheet latest(SellerId operator, String product) {
      return new CostSheet(product, 1, costs.getOrDefault(product, Map.of()));
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

  @BeforeEach
  void pricesOfE9() {
    costs.put("com", Map.of(ProductAction.RENEW, Money.parse("USD 7.00")));
    shop.customersOf(S).renewal("com", "15").saved();
    shop.subResellersOf(P).slab(1, "1000").price("com", 0, 1, "10").price("com", 1, 1, "9").saved();
    shop.subResellersOf(OPERATOR).renewal("com", "7.50").saved();
  }

  @Test
  @DisplayName(
      "E9 OR-3: one leg for each seller from the customer's up to the operator, and the cost")
  void oneLegForEachSeller() {
    ChainQuote quote = priced(renewal(1, standing(S, "1000.00"), standing(P, "0.00")));

    assertThat(quote.legs())
        .extracting(Leg::sellerId, Leg::buyerKind, Leg::buyerId, leg -> leg.total().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(S, "CUSTOMER", "20001", "USD 15.00"),
            org.assertj.core.groups.Tuple.tuple(P, "SUB_RESELLER", "1003", "USD 9.00"),
            org.assertj.core.groups.Tuple.tuple(OPERATOR, "SUB_RESELLER", "1002", "USD 7.50"));
    assertThat(quote.cost()).isEqualTo(Money.parse("USD 7.00"));
    assertThat(quote.quotedAt()).isEqualTo(shop.clock.instant());
    assertThat(quote.legs()).extracting(Leg::priceVersion).containsOnly(1L);
  }

  @Test
  @DisplayName("PR-2 PR-8: every leg and the cost for all years, by the standing at that moment")
  void everyLegForAllYears() {
    ChainQuote quote = priced(renewal(3, standing(S, "999.99"), standing(P, "0.00")));

    assertThat(quote.legs())
        .extracting(leg -> leg.total().toString())
        .containsExactly("USD 45.00", "USD 30.00", "USD 22.50");
    assertThat(quote.cost()).isEqualTo(Money.parse("USD 21.00"));
  }

  @Test
  @DisplayName("E10 PR-14: a leg of zero is a leg")
  void aLegOfZeroIsALeg() {
    shop.subResellersOf(P).price("com", 0, 1, "10").price("com", 1, 1, "0").saved();

    ChainQuote quote = priced(renewal(1, standing(S, "1000.00"), standing(P, "0.00")));

    assertThat(quote.legs().get(1).total()).isEqualTo(Money.zero(CurrencyUnit.USD));
  }

  @Test
  @DisplayName("a seller that buys for itself has no customer's leg")
  void aSellerBuysForItself() {
    ChainQuote quote = priced(purchase(P, null, "com", 1, standing(P, "0.00")));

    assertThat(quote.legs()).extracting(Leg::sellerId).containsExactly(OPERATOR);
    assertThat(priced(purchase(OPERATOR, null, "com", 1)).legs()).isEmpty();
  }

  @Test
  @DisplayName("PR-18: each leg is in the selling currency of its seller")
  void eachLegIsInItsSellersCurrency() {
    SellerId inYen = new SellerId(1004);
    shop.sellers.put(new Seller(inYen, P, CurrencyUnit.JPY, Status.ACTIVE));
    ChainQuoteRequest purchase =
        purchase(inYen, null, "com", 1, standing(inYen, "0.00"), standing(P, "0.00"));

    assertThat(priced(purchase).legs())
        .extracting(leg -> leg.total().toString())
        .containsExactly("USD 10.00", "USD 7.50");
  }

  @Test
  @DisplayName("PR-18: a standing in another currency is refused")
  void aStandingInAnotherCurrencyIsRefused() {
    Standing inEuro = new Standing(S, Money.parse("EUR 5000.00"), 0);

    assertThat(quoteChain.quote(renewal(1, inEuro, standing(P, "0.00"))))
        .isEqualTo(
            new ChainResult.NotPriced(
                P, new StandingInOtherCurrency(CurrencyUnit.USD, CurrencyUnit.EUR)));
  }

  @Test
  @DisplayName("PR-1: a leg without a price is refused and named, never zero")
  void aLegWithoutAPriceIsRefused() {
    shop.subResellersOf(P).withdraw("com").saved();

    assertThat(quoteChain.quote(renewal(1, standing(S, "0.00"), standing(P, "0.00"))))
        .isEqualTo(
            new ChainResult.NotPriced(
                P,
                new PriceMissing(
                    Audience.SUB_RESELLER, "com", ProductAction.RENEW, 1, Missing.PRICE)));
    assertThat(
            quoteChain.quote(
                purchase(S, CUSTOMER, "net", 1, standing(S, "0.00"), standing(P, "0.00"))))
        .isEqualTo(
            new ChainResult.NotPriced(
                S,
                new PriceMissing(Audience.CUSTOMER, "net", ProductAction.RENEW, 1, Missing.PRICE)));
  }

  @Test
  @DisplayName("PR-8: without a partner's standing nothing is quoted")
  void aMissingStandingIsRefused() {
    assertThat(quoteChain.quote(renewal(1, standing(S, "0.00"))))
        .isEqualTo(new ChainResult.StandingMissing(P));
  }

  @Test
  @DisplayName("ON-7: nothing is bought through a seller that is not active or not known")
  void everySellerIsActiveAndKnown() {
    shop.sellers.put(new Seller(P, OPERATOR, CurrencyUnit.USD, Status.SIGNED_UP));
    assertThat(quoteChain.quote(renewal(1, standing(S, "0.00"), standing(P, "0.00"))))
        .isEqualTo(new ChainResult.SellerInactive(P));

    SellerId orphan = new SellerId(1005);
    SellerId unknown = new SellerId(1006);
    shop.sellers.put(new Seller(orphan, unknown, CurrencyUnit.USD, Status.ACTIVE));
    assertThat(quoteChain.quote(purchase(orphan, CUSTOMER, "com", 1)))
        .isEqualTo(new ChainResult.SellerUnknown(unknown));
    assertThat(quoteChain.quote(purchase(unknown, CUSTOMER, "com", 1)))
        .isEqualTo(new ChainResult.SellerUnknown(unknown));
  }

  @Test
  void costsAndProductsMustBeKnown() {
    costs.clear();
    assertThat(quoteChain.quote(renewal(1, standing(S, "0.00"), standing(P, "0.00"))))
        .isEqualTo(new ChainResult.CostMissing(OPERATOR, "com", ProductAction.RENEW));
    assertThat(quoteChain.quote(purchase(S, CUSTOMER, "nosuchtld", 1)))
        .isEqualTo(new ChainResult.ProductUnknown("nosuchtld"));
    assertThat(quoteChain.quote(purchase(S, CUSTOMER, "com", 11)))
        .isEqualTo(
            new ChainResult.NotPriced(S, new TenureRefused("com", ProductAction.RENEW, 11, 1, 10)));
  }

  @Test
  @DisplayName("PR-1: what nobody can buy is refused as that, before any price is looked for")
  void whatNobodyCanBuy() {
    assertThat(quoteChain.quote(of("linux-hosting", ProductAction.TRANSFER, null)))
        .isEqualTo(
            new ChainResult.NotPriced(
                S, new ActionNotSold("linux-hosting", ProductAction.TRANSFER)));
    assertThat(
            quoteChain.quote(of("linux-hosting", ProductAction.REGISTER, "example.linux-hosting")))
        .isEqualTo(
            new ChainResult.NameMismatch(
                "example.linux-hosting", "linux-hosting", ProductKind.WEB_SERVICE));
  }

  private static ChainQuoteRequest of(String product, ProductAction action, @Nullable String name) {
    return new ChainQuoteRequest(
        S,
        CUSTOMER,
        product,
        action,
        1,
        List.of(),
        null,
        name == null ? null : new ChainQuoteRequest.Name(name, false),
        null);
  }

  private ChainQuote priced(ChainQuoteRequest purchase) {
    ChainResult result = quoteChain.quote(purchase);
    assertThat(result).isInstanceOf(ChainResult.Priced.class);
    return ((ChainResult.Priced) result).quote();
  }

  private static ChainQuoteRequest renewal(int years, Standing... standings) {
    return purchase(S, CUSTOMER, "com", years, standings);
  }

  private static ChainQuoteRequest purchase(
      SellerId seller,
      @Nullable CustomerId customer,
      String product,
      int years,
      Standing... standings) {
    return new ChainQuoteRequest(
        seller, customer, product, ProductAction.RENEW, years, List.of(standings));
  }

  private static Standing standing(SellerId partner, String receipts) {
    return new Standing(partner, Money.parse("USD " + receipts), 0);
  }
}
