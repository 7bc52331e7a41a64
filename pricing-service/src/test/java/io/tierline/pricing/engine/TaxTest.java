package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.pricing.engine.Proposals.customer;
import static io.tierline.pricing.engine.Proposals.customerIn;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.TaxPlaceUnknown;
import io.tierline.pricing.engine.TaxRule.Basis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaxTest {

  private static TaxRule tax(String name, String country, @Nullable String region, String rate) {
    return new TaxRule(
        name,
        new Place(country, region),
        EnumSet.allOf(ProductKind.class),
        new BigDecimal(rate),
        Basis.SIMPLE);
  }

  private static TaxRule compound(TaxRule rule) {
    return new TaxRule(rule.name(), rule.place(), rule.kinds(), rule.ratePercent(), Basis.COMPOUND);
  }

  private static Sales com(String price, TaxRule... taxes) {
    return sale(customerPrices().register(1, price).taxes(taxes).book());
  }

  @Test
  @DisplayName("PR-17: each tax is a line of its own on the pre-tax price")
  void eachTaxIsALineOfItsOwn() {
    Sales sale =
        com("10.00", tax("GST", "CA", null, "5"), tax("QST", "CA", "QC", "9.975"))
            .by(customerIn("CA", "QC"));

    assertThat(sale.quote("com", REGISTER, 2).lines())
        .contains(
            new Line.Tax(
                "PR-17 tax",
                "GST",
                new BigDecimal("5"),
                Money.parse("USD 20.00"),
                Money.parse("USD 1.00")),
            new Line.Tax(
                "PR-17 tax",
                "QST",
                new BigDecimal("9.975"),
                Money.parse("USD 20.00"),
                Money.parse("USD 2.00")));
    assertThat(sale.quote("com", REGISTER, 2).preTax()).hasToString("USD 20.00");
    assertThat(sale.total("com", REGISTER, 2)).isEqualTo("23.00");
  }

  @Test
  @DisplayName("PR-17: a compound tax is counted on the taxes before it too")
  void aCompoundTaxIsCountedOnTaxes() {
    Sales sale =
        com(
                "100.00",
                tax("First", "CA", null, "5"),
                tax("Second", "CA", null, "7"),
                compound(tax("Third", "CA", null, "10")),
                tax("Fourth", "CA", null, "1"))
            .by(customerIn("CA", null));

    assertThat(sale.lines("com", REGISTER, 1))
        .containsExactly(
            "PR-2 per year: 100.00",
            "PR-17 tax: 5.00",
            "PR-17 tax: 7.00",
            "PR-17 tax: 11.20",
            "PR-17 tax: 1.00");
  }

  @Test
  @DisplayName("PR-17: rounded half up to the currency's digits")
  void roundedHalfUp() {
    TaxRule vat = tax("VAT", "DE", null, "19");

    assertThat(com("0.50", vat).by(customerIn("DE", null)).lines("com", REGISTER, 1))
        .containsExactly("PR-2 per year: 0.50", "PR-17 tax: 0.10");
    assertThat(com("0.49", vat).by(customerIn("DE", null)).lines("com", REGISTER, 1))
        .containsExactly("PR-2 per year: 0.49", "PR-17 tax: 0.09");
    assertThat(
            com("0.10", tax("Half", "DE", null, "5"))
                .by(customerIn("DE", null))
                .lines("com", REGISTER, 1))
        .containsExactly("PR-2 per year: 0.10", "PR-17 tax: 0.01");
    PriceBook yen =
        customerPrices()
            .sellingIn("JPY")
            .register(1, "985")
            .taxes(tax("Consumption tax", "JP", null, "10"))
            .book();
    assertThat(sale(yen).by(customerIn("JP", null)).lines("com", REGISTER, 1))
        .containsExactly("PR-2 per year: 985", "PR-17 tax: 99");
  }

  @Test
  @DisplayName("PR-17: only the taxes of the buyer's country and region, on this kind of product")
  void onlyTheTaxesThatAreDue() {
    TaxRule onHosting =
        new TaxRule(
            "Hosting",
            new Place("CA", null),
            Set.of(ProductKind.WEB_SERVICE),
            BigDecimal.TEN,
            Basis.SIMPLE);
    Sales sale = com("10", onHosting, tax("GST", "CA", null, "5"), tax("PST", "CA", "BC", "7"));

    assertThat(sale.by(customerIn("CA", "BC")).total("com", REGISTER, 1)).isEqualTo("11.20");
    assertThat(sale.by(customerIn("CA", "AB")).total("com", REGISTER, 1)).isEqualTo("10.50");
    assertThat(sale.by(customerIn("US", "BC")).total("com", REGISTER, 1)).isEqualTo("10.00");
    assertThat(sale.by(customerIn("US", null)).total("com", REGISTER, 1)).isEqualTo("10.00");
  }

  @Test
  @DisplayName("PR-17: without knowing where the tax is due there is no price")
  void withoutAPlaceThereIsNoPrice() {
    Sales sale = com("10", tax("GST", "CA", null, "5"), tax("PST", "CA", "BC", "7"));

    assertThat(sale.by(customer()).result("com", REGISTER, 1)).isEqualTo(new TaxPlaceUnknown(null));
    assertThat(sale.by(customerIn("CA", null)).result("com", REGISTER, 1))
        .isEqualTo(new TaxPlaceUnknown("CA"));
    TaxRule onHosting =
        new TaxRule(
            "Hosting",
            new Place("CA", null),
            Set.of(ProductKind.WEB_SERVICE),
            BigDecimal.TEN,
            Basis.SIMPLE);
    assertThat(com("10", onHosting).by(customer()).total("com", REGISTER, 1)).isEqualTo("10.00");
    assertThat(
            com("10", tax("GST", "CA", null, "5"))
                .by(customerIn("CA", null))
                .total("com", REGISTER, 1))
        .isEqualTo("10.50");
  }

  @Test
  @DisplayName("PR-17: sub-resellers are taxed too, and the application fee with the price")
  void subResellersAreTaxedToo() {
    PriceBook book =
        subResellerPrices().slabPrice(0, 1, "10").taxes(tax("VAT", "DE", null, "19")).book();
    Standing partner =
        new Standing.OfSubReseller(
            Money.zero(CurrencyUnit.USD), 0, new BuyerTerms(List.of(), new Place("DE", null)));
    assertThat(sale(book).by(partner).total("com", ProductAction.RENEW, 1)).isEqualTo("11.90");

    PriceBook sunrise =
        customerPrices()
            .inSunrise()
            .register(1, "10")
            .applicationFee("90")
            .taxes(tax("VAT", "DE", null, "19"))
            .book();
    assertThat(sale(sunrise).by(customerIn("DE", null)).lines("com", REGISTER, 1))
        .containsExactly(
            "PR-2 per year: 10.00", "PR-13 application fee: 90.00", "PR-17 tax: 19.00");
    assertThat(sale(sunrise).by(customerIn("DE", null)).quote("com", REGISTER, 1).preTax())
        .hasToString("USD 100.00");
  }

  @Test
  @DisplayName("PR-17 PR-14: a price of zero is taxed with zero")
  void zeroIsTaxedWithZero() {
    assertThat(
            com("0", tax("VAT", "DE", null, "19"))
                .by(customerIn("DE", null))
                .lines("com", REGISTER, 1))
        .containsExactly("PR-2 per year: 0.00", "PR-17 tax: 0.00");
  }

  @Test
  @DisplayName("PR-17: a tax has a name, a place, a kind of product and a rate")
  void aTaxIsChecked() {
    assertThat(refused("GST", "CA", "BC", "5.0000")).isEmpty();
    assertThat(refused("GST", "CA", null, "100")).isEmpty();
    assertThat(refused("GST", "CA", null, "0")).isEmpty();
    assertThat(refused(" ", "CA", null, "5")).containsExactly("name-unusable taxes[0].name");
    assertThat(refused("GST", "XX", null, "5")).containsExactly("country-unknown taxes[0].country");
    assertThat(refused("GST", "ca", null, "5")).containsExactly("country-unknown taxes[0].country");
    assertThat(refused("GST", "CA", "b c", "5"))
        .containsExactly("region-unreadable taxes[0].region");
    for (String rate : new String[] {"5.00001", "100.1", "-1", "", "five", "1e2"}) {
      assertThat(refused("GST", "CA", null, rate))
          .containsExactly("tax-rate-out-of-range taxes[0].ratePercent");
    }
    List<String> refusals = new ArrayList<>();
    TaxRules.check(
        List.of(new ProposedTax("taxes[0]", "GST", "CA", null, Set.of(), "5", Basis.SIMPLE)),
        refusal -> refusals.add(refusal.code()));
    assertThat(refusals).containsExactly("tax-on-nothing");
  }

  @Test
  @DisplayName("limits: a place has so many taxes and no more, and so does a seller")
  void taxesAreLimited() {
    assertThat(many(Limits.TAXES_PER_PLACE_MAX, 1)).isEmpty();
    assertThat(many(Limits.TAXES_PER_PLACE_MAX + 1, 1))
        .containsExactly("too-many-taxes taxes[%d]".formatted(Limits.TAXES_PER_PLACE_MAX));
    assertThat(many(Limits.TAX_RULES_MAX, Limits.TAX_RULES_MAX)).isEmpty();
    assertThat(many(Limits.TAX_RULES_MAX + 1, Limits.TAX_RULES_MAX + 1))
        .containsExactly("too-many taxes");
  }

  private static List<String> many(int count, int regions) {
    List<ProposedTax> taxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taxes.add(
          new ProposedTax(
              "taxes[%d]".formatted(i),
              "Tax",
              "CA",
              String.valueOf(i % regions),
              Set.of(ProductKind.TLD),
              "5",
              Basis.SIMPLE));
    }
    List<String> refusals = new ArrayList<>();
    TaxRules.check(taxes, refusal -> refusals.add(refusal.code() + " " + refusal.field()));
    return refusals;
  }

  private static List<String> refused(
      String name, String country, @Nullable String region, String rate) {
    List<String> refusals = new ArrayList<>();
    List<TaxRule> read =
        TaxRules.check(
            List.of(
                new ProposedTax(
                    "taxes[0]",
                    name,
                    country,
                    region,
                    Set.of(ProductKind.TLD),
                    rate,
                    Basis.COMPOUND)),
            refusal -> refusals.add(refusal.code() + " " + refusal.field()));
    if (refusals.isEmpty()) {
      assertThat(read)
          .containsExactly(
              new TaxRule(
                  name,
                  new Place(country, region),
                  Set.of(ProductKind.TLD),
                  new BigDecimal(rate),
                  Basis.COMPOUND));
    }
    return refusals;
  }
}
