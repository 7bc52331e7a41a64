package io.tierline.pricing.engine;

import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customer;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.partner;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.time.Duration;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkedExamplesTest {

  @Test
  @DisplayName("E1 PR-2 PR-3: a tenure costs n times its own per-year price")
  void aTenureCostsItsOwnPerYearPrice() {
    PriceBook book = customerPrices().register(1, "10").register(2, "9").book();

    assertThat(totalOf(book, ProductAction.REGISTER, 1)).isEqualTo("10.00");
    assertThat(totalOf(book, ProductAction.REGISTER, 2)).isEqualTo("18.00");
    assertThat(totalOf(book, ProductAction.REGISTER, 3)).isEqualTo("27.00");
  }

  @Test
  @DisplayName("PR-2: USD 10 in the 2 years field charges USD 20")
  void theTwoYearsFieldIsPerYear() {
    PriceBook book = customerPrices().register(1, "12").register(2, "10").book();

    assertThat(totalOf(book, ProductAction.REGISTER, 2)).isEqualTo("20.00");
  }

  @Test
  @DisplayName("E5 PR-7: the highest slab reached counts, an empty one is ignored")
  void theHighestSlabWithAPriceCounts() {
    PriceBook book =
        subResellerPrices()
            .slab(1, "1000", null)
            .slab(2, "5000", null)
            .slab(3, null, 50)
            .slabPrice(0, 1, "10")
            .slabPrice(1, 1, "9")
            .slabPrice(3, 1, "7")
            .book();

    assertThat(renewal(book, partner("5000.00", 0))).isEqualTo("9.00");
    assertThat(renewal(book, partner("5000.00", 50))).isEqualTo("7.00");
    assertThat(renewal(book, partner("999.99", 0))).isEqualTo("10.00");
  }

  @Test
  @DisplayName("E5b PR-7: reaching either threshold is enough")
  void eitherThresholdIsEnough() {
    PriceBook book =
        subResellerPrices()
            .slab(1, "499", 10)
            .slab(2, "1499", 25)
            .slab(3, "2999", 50)
            .slab(4, "5999", 125)
            .slab(5, "11999", 250)
            .slabPrice(0, 1, "10")
            .slabPrice(1, 1, "9")
            .slabPrice(2, 1, "8")
            .slabPrice(3, 1, "7")
            .slabPrice(4, 1, "6")
            .slabPrice(5, 1, "5")
            .book();

    assertThat(ruleOf(book, partner("800.00", 26))).isEqualTo("PR-7 slab 2");
    assertThat(ruleOf(book, partner("800.00", 0))).isEqualTo("PR-7 slab 1");
  }

  @Test
  @DisplayName("PR-7: equality reaches a slab")
  void equalityReaches() {
    PriceBook book =
        subResellerPrices().slab(1, "1000", 10).slabPrice(0, 1, "10").slabPrice(1, 1, "9").book();

    assertThat(renewal(book, partner("1000.00", 0))).isEqualTo("9.00");
    assertThat(renewal(book, partner("0.00", 10))).isEqualTo("9.00");
    assertThat(renewal(book, partner("999.99", 9))).isEqualTo("10.00");
  }

  @Test
  @DisplayName("E9: the prices of a renewal at each seller on the way up")
  void eachSellerHasItsOwnPrice() {
    PriceBook customersOfS = customerPrices().renew(1, "15").book();
    PriceBook subResellersOfP =
        subResellerPrices().slab(1, "1000", null).slabPrice(0, 1, "10").slabPrice(1, 1, "9").book();
    PriceBook subResellersOfOperator = subResellerPrices().slabPrice(0, 1, "7.50").book();

    assertThat(totalOf(customersOfS, ProductAction.RENEW, 1)).isEqualTo("15.00");
    assertThat(renewal(subResellersOfP, partner("1200.00", 0))).isEqualTo("9.00");
    assertThat(renewal(subResellersOfOperator, partner("500.00", 0))).isEqualTo("7.50");
  }

  @Test
  @DisplayName("E10 PR-14 PR-7: a price of zero is a price")
  void zeroIsAPrice() {
    PriceBook book =
        subResellerPrices().slab(1, "0", null).slabPrice(0, 1, "10").slabPrice(1, 1, "0").book();

    Quote quote = quoted(book, ProductAction.RENEW, 5, partner("0.00", 0));

    assertThat(quote.total()).isEqualTo(Money.zero(CurrencyUnit.USD));
    assertThat(quote.lines()).singleElement().extracting("years").isEqualTo(5);
  }

  @Test
  @DisplayName("PR-1: no price is no price, never zero")
  void noPriceIsNotZero() {
    PriceBook book = customerPrices().register(1, "10").book();

    assertThat(quote(book, ProductAction.RENEW, 1, customer())).isInstanceOf(PriceMissing.class);
    assertThat(
            Quotes.quote(
                book, QuoteRequest.standard("net", ProductAction.REGISTER, 1), customer(), NOW))
        .isInstanceOf(PriceMissing.class);
  }

  @Test
  @DisplayName("PR-3: a tenure the TLD does not have is refused, with the ones it has")
  void aTenureOutsideTheTldIsRefused() {
    PriceBook book =
        customerPrices().of("sg").register(1, "30").cell(ProductAction.RESTORE, 0, 1, "80").book();

    assertThat(
            Quotes.quote(
                book, QuoteRequest.standard("sg", ProductAction.REGISTER, 3), customer(), NOW))
        .isEqualTo(new TenureRefused("sg", ProductAction.REGISTER, 3, 1, 2));
    assertThat(
            Quotes.quote(
                book, QuoteRequest.standard("sg", ProductAction.RESTORE, 2), customer(), NOW))
        .isEqualTo(new TenureRefused("sg", ProductAction.RESTORE, 2, 1, 1));
  }

  @Test
  @DisplayName("PR-9: inside each slab .uk is telescopic for sub-resellers")
  void ukIsTelescopicInsideASlab() {
    PriceBook book =
        subResellerPrices()
            .of("uk")
            .slab(1, "1000", null)
            .slabPrice(0, 1, "10")
            .slabPrice(0, 2, "9")
            .slabPrice(1, 1, "8")
            .slabPrice(1, 2, "7")
            .book();

    Quote quote =
        (Quote)
            Quotes.quote(
                book,
                QuoteRequest.standard("uk", ProductAction.RENEW, 3),
                partner("1000.00", 0),
                NOW);

    assertThat(quote.total()).hasToString("USD 21.00");
    assertThat(quote.lines().getFirst().rule()).isEqualTo("PR-7 slab 1, PR-3 telescopic");
  }

  @Test
  @DisplayName("PR-18: a standing in another currency is refused, not converted")
  void aStandingInAnotherCurrencyIsRefused() {
    PriceBook book = subResellerPrices().slabPrice(0, 1, "10").book();
    Standing inYen = new Standing.OfSubReseller(Money.parse("JPY 100000"), 0, BuyerTerms.none());

    assertThat(quote(book, ProductAction.RENEW, 1, inYen))
        .isEqualTo(new StandingInOtherCurrency(CurrencyUnit.USD, CurrencyUnit.JPY));
  }

  @Test
  @DisplayName("PR-20: a quote names the rule that gave the price and those that lost")
  void aQuoteExplainsItself() {
    PriceBook book =
        subResellerPrices()
            .slab(1, "1000", null)
            .slab(2, "5000", null)
            .slab(3, null, 50)
            .slabPrice(0, 1, "10")
            .slabPrice(1, 1, "9")
            .slabPrice(3, 1, "7")
            .book();

    Quote quote = quoted(book, ProductAction.RENEW, 1, partner("5000.00", 0));

    assertThat(quote.reasons())
        .extracting(Reason::rule, Reason::verdict, WorkedExamplesTest::price, Reason::description)
        .containsExactly(
            tuple("PR-7 slab 1", Verdict.WON, "9.00", "com RENEW, 1 year at the 1-year price"),
            tuple("PR-7 slab 3", Verdict.LOST, "7.00", "not reached"),
            tuple("PR-7 slab 2", Verdict.LOST, "none", "reached, but without a price: ignored"),
            tuple("PR-7 base slab", Verdict.LOST, "10.00", "a higher slab was reached"));
  }

  @Test
  @DisplayName("PR-20 PR-3: a quote names the shorter tenures whose prices it passed over")
  void aQuoteExplainsItsTenure() {
    PriceBook book = customerPrices().register(1, "10").register(2, "9").register(4, "8").book();

    Quote quote = quoted(book, ProductAction.REGISTER, 5, customer());

    assertThat(quote.reasons())
        .extracting(Reason::rule, Reason::verdict, WorkedExamplesTest::price, Reason::description)
        .containsExactly(
            tuple(
                "PR-3 telescopic",
                Verdict.WON,
                "8.00",
                "com REGISTER, 5 years at the 4-year price"),
            tuple(
                "PR-3 telescopic",
                Verdict.LOST,
                "9.00",
                "the 2-year price: a longer tenure has its own"),
            tuple(
                "PR-3 telescopic",
                Verdict.LOST,
                "10.00",
                "the 1-year price: a longer tenure has its own"));
  }

  private static String price(Reason reason) {
    Money price = reason.perYear();
    return price == null ? "none" : price.getAmount().toPlainString();
  }

  @Test
  @DisplayName("PR-20: in force is the highest version that has started")
  void theHighestStartedVersionCounts() {
    BookPrices first = customerPrices().register(1, "10").prices();
    ProductTerms terms = first.products().getFirst().terms();
    List<DatedPrices> versions =
        List.of(
            published(1, Duration.ZERO, 1000),
            published(2, Duration.ofDays(10), 2000),
            new DatedPrices.Withdrawn(3, NOW.plus(Duration.ofDays(20))));
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                first.audience(),
                first.currency(),
                List.of(),
                List.of(new BookPrices.ProductPrices(terms, TldStatus.SELL, versions)),
                SellerRules.none()));

    assertThat(priceAfter(book, Duration.ofDays(-1))).isEqualTo("missing");
    assertThat(priceAfter(book, Duration.ZERO)).isEqualTo("10.00");
    assertThat(priceAfter(book, Duration.ofDays(10).minusNanos(1))).isEqualTo("10.00");
    assertThat(priceAfter(book, Duration.ofDays(10))).isEqualTo("20.00");
    assertThat(priceAfter(book, Duration.ofDays(20))).isEqualTo("missing");
  }

  @Test
  @DisplayName("PR-1: a book for customers does not price for sub-resellers")
  void aBookIsForOneAudience() {
    PriceBook book = customerPrices().register(1, "10").book();

    assertThatThrownBy(() -> quote(book, ProductAction.REGISTER, 1, partner("0.00", 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DatedPrices published(long version, Duration after, long perYear) {
    return new DatedPrices.Published(
        version,
        NOW.plus(after),
        PriceList.of(List.of(new PriceCell(ProductAction.REGISTER, 0, 1, perYear))));
  }

  private static String priceAfter(PriceBook book, Duration after) {
    QuoteResult result =
        Quotes.quote(
            book,
            QuoteRequest.standard("com", ProductAction.REGISTER, 1),
            customer(),
            NOW.plus(after));
    return result instanceof Quote quote ? quote.total().getAmount().toString() : "missing";
  }

  private static String totalOf(PriceBook book, ProductAction action, int years) {
    return quoted(book, action, years, customer()).total().getAmount().toString();
  }

  private static String renewal(PriceBook book, Standing standing) {
    return quoted(book, ProductAction.RENEW, 1, standing).total().getAmount().toString();
  }

  private static String ruleOf(PriceBook book, Standing standing) {
    return quoted(book, ProductAction.RENEW, 1, standing).lines().getFirst().rule();
  }

  private static Quote quoted(PriceBook book, ProductAction action, int years, Standing standing) {
    return (Quote) quote(book, action, years, standing);
  }

  private static QuoteResult quote(
      PriceBook book, ProductAction action, int years, Standing standing) {
    return Quotes.quote(book, QuoteRequest.standard("com", action, years), standing, NOW);
  }
}
