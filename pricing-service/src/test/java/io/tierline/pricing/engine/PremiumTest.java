package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.customerWith;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PremiumNotAcknowledged;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.PriceTooLarge;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.TaxRule.Basis;
import java.math.BigDecimal;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PremiumTest {

  private static final MarginRule TEN_PERCENT =
      new MarginRule(
          new Margin.OfCost(BigDecimal.TEN),
          new Rounding(null, "99", Rounding.BelowCost.NEXT_ONE_UP));

  private static final PriceTooLarge TOO_LARGE = new PriceTooLarge("com", REGISTER);

  private static QuoteRequest premium(int years, Acknowledgement acknowledgement) {
    return new QuoteRequest(
        "com", REGISTER, years, new NameTier.Premium(Money.parse("USD 500.00"), acknowledgement));
  }

  private static QuoteRequest premium(int years, Money costPerYear) {
    return new QuoteRequest(
        "com", REGISTER, years, new NameTier.Premium(costPerYear, Acknowledgement.GIVEN));
  }

  private static Proposals usual() {
    return customerPrices().register(1, "10").promo("Spring", "6", REGISTER);
  }

  @Test
  @DisplayName("PR-19 PR-10 PR-11: it costs its own cost and the seller's margin, with its ending")
  void aPremiumNameCostsItsCostAndAMargin() {
    Sales sale = sale(usual().premium(TEN_PERCENT).book());

    Quote quote = (Quote) sale.of(premium(2, Acknowledgement.GIVEN));

    assertThat(quote.lines()).extracting(Sales::text).containsExactly("PR-19 premium: 1099.98");
    assertThat(quote.reasons())
        .extracting(QuoteResult.Reason::rule)
        .containsExactly("PR-19 premium");
  }

  @Test
  @DisplayName("PR-19: neither a specific price nor a promo counts for it")
  void noOtherPriceCounts() {
    Sales sale =
        sale(usual().premium(TEN_PERCENT).book()).by(customerWith("com", REGISTER, "1.00"));

    assertThat(((Quote) sale.of(premium(1, Acknowledgement.GIVEN))).total())
        .hasToString("USD 549.99");
  }

  @Test
  @DisplayName("PR-19: an order that does not say that it knows is refused")
  void itMustBeAcknowledged() {
    assertThat(sale(usual().premium(TEN_PERCENT).book()).of(premium(1, Acknowledgement.ABSENT)))
        .isEqualTo(new PremiumNotAcknowledged("com", REGISTER));
  }

  @Test
  @DisplayName("PR-19: without a margin rule it is not sold, least of all at the standard price")
  void withoutAMarginRuleItIsNotSold() {
    assertThat(sale(usual().book()).of(premium(1, Acknowledgement.GIVEN)))
        .isEqualTo(
            new PriceMissing(Audience.CUSTOMER, "com", REGISTER, 1, Missing.PREMIUM_MARGIN_RULE));
    assertThat(
            sale(usual().premium(TEN_PERCENT).book())
                .at(NOW.minusSeconds(1))
                .of(premium(1, Acknowledgement.GIVEN)))
        .isEqualTo(new PriceMissing(Audience.CUSTOMER, "com", REGISTER, 1, Missing.PRICE));
  }

  @Test
  @DisplayName("PR-19 PR-13 PR-17: application fee and taxes come on top")
  void feeAndTaxesComeOnTop() {
    TaxRule vat =
        new TaxRule(
            "VAT",
            new Place("DE", null),
            Set.of(ProductKind.TLD),
            new BigDecimal("19"),
            Basis.SIMPLE);
    Sales sale =
        sale(usual().inSunrise().applicationFee("50.01").premium(TEN_PERCENT).taxes(vat).book())
            .by(Proposals.customerIn("DE", null));

    assertThat(((Quote) sale.of(premium(1, Acknowledgement.GIVEN))).lines())
        .extracting(Sales::text)
        .containsExactly(
            "PR-19 premium: 549.99", "PR-13 application fee: 50.01", "PR-17 tax: 114.00");
  }

  @Test
  @DisplayName("PR-19: it is refused where it would cost more than any price may, never wrapped")
  void aPremiumNameIsNeverTooDear() {
    PriceBook withMaxMargin = usual().premium(percent(Limits.MARGIN_MAX_PERCENT)).book();
    PriceBook atCost = usual().premium(percent(0)).book();
    PriceBook withALoss = usual().premium(percent(-50)).book();
    Money dearest = Money.ofMinor(CurrencyUnit.USD, Limits.PRICE_MAX_MINOR_UNITS);

    assertThat(sale(atCost).of(premium(10, dearest)))
        .isInstanceOfSatisfying(
            Quote.class, quote -> assertThat(quote.total()).isEqualTo(dearest.multipliedBy(10)));
    assertThat(sale(withMaxMargin).of(premium(1, dearest))).isEqualTo(TOO_LARGE);
    assertThat(sale(withMaxMargin).of(premium(1, Money.parse("USD 9990009.99"))))
        .as("9,990,009.99 and a thousand times that are 10,000,000,000.00 less one cent")
        .isInstanceOf(Quote.class);
    assertThat(sale(withMaxMargin).of(premium(1, Money.parse("USD 9990010.00"))))
        .isEqualTo(TOO_LARGE);
    assertThat(sale(withALoss).of(premium(1, dearest.plusMinor(1)))).isEqualTo(TOO_LARGE);
    assertThat(sale(atCost).of(premium(1, Money.of(CurrencyUnit.USD, new BigDecimal("1e30")))))
        .as("converted at a large rate")
        .isEqualTo(TOO_LARGE);
  }

  private static MarginRule percent(int ofCost) {
    return new MarginRule(
        new Margin.OfCost(BigDecimal.valueOf(ofCost)),
        new Rounding(null, null, Rounding.BelowCost.ALLOWED));
  }

  @Test
  @DisplayName("PR-19 PR-15: a product that is not sold has no premium names to sell")
  void aTldThatIsNotSoldHasNone() {
    assertThat(
            sale(usual().premium(TEN_PERCENT).status(TldStatus.NO_NEW_ORDERS).book())
                .of(premium(1, Acknowledgement.GIVEN)))
        .isInstanceOf(QuoteResult.NotSold.class);
  }

  @Test
  @DisplayName("PR-19 PR-18: a cost in another currency is a mistake of whoever asks")
  void theCostIsInTheSellingCurrency() {
    PriceBook book = usual().premium(TEN_PERCENT).book();
    QuoteRequest inEuro =
        new QuoteRequest(
            "com",
            REGISTER,
            1,
            new NameTier.Premium(Money.parse("EUR 500.00"), Acknowledgement.GIVEN));

    assertThatThrownBy(() -> sale(book).of(inEuro))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EUR");
  }
}
