package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customer;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.customerWith;
import static io.tierline.pricing.engine.Proposals.fixed;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpecificTest {

  private static final PriceBook PROMOTED =
      customerPrices()
          .register(1, "10")
          .register(2, "9")
          .promo("Spring", "6", REGISTER)
          .renew(1, "11")
          .book();

  @Test
  @DisplayName("E4 PR-5: a specific price beats promo and telescopic, also when it is dearer")
  void aSpecificPriceBeatsEveryOther() {
    Sales sale = sale(PROMOTED).by(customerWith("com", REGISTER, "12.00"));

    assertThat(sale.total("com", REGISTER, 2)).isEqualTo("24.00");
    assertThat(sale.lines("com", REGISTER, 2)).containsExactly("PR-5 specific: 24.00");
    assertThat(sale.quote("com", REGISTER, 2).reasons())
        .extracting(Reason::rule)
        .containsExactly("PR-5 specific", "PR-3 telescopic", "PR-6 promo");
  }

  @Test
  @DisplayName("PR-5: it is for one product and one action")
  void itIsForOneProductAndAction() {
    Sales sale = sale(PROMOTED).by(customerWith("com", REGISTER, "12.00"));

    assertThat(sale.total("com", RENEW, 1)).isEqualTo("11.00");
    assertThat(sale(PROMOTED).by(customerWith("net", REGISTER, "1.00")).total("com", REGISTER, 1))
        .isEqualTo("6.00");
  }

  @Test
  @DisplayName("PR-5 PR-7: it beats a sub-reseller's slab")
  void itBeatsASlab() {
    PriceBook book =
        subResellerPrices().slab(1, "0", null).slabPrice(0, 1, "10").slabPrice(1, 1, "5").book();
    Standing partner =
        new Standing.OfSubReseller(Money.zero(CurrencyUnit.USD), 0, fixed("com", RENEW, "7.00"));

    assertThat(sale(book).by(partner).total("com", RENEW, 3)).isEqualTo("21.00");
  }

  @Test
  @DisplayName("PR-5 PR-20: the highest version that has started counts; it may be a removal")
  void theHighestStartedVersionCounts() {
    List<SpecificPrice> versions = new ArrayList<>();
    versions.add(new SpecificPrice.Removed("com", REGISTER, 3, NOW.plus(Duration.ofDays(2))));
    versions.add(new SpecificPrice.Fixed("com", REGISTER, 1, NOW, 1200));
    versions.add(new SpecificPrice.Fixed("com", REGISTER, 2, NOW.plus(Duration.ofDays(1)), 1300));
    Sales sale =
        sale(customerPrices().register(1, "10").book())
            .by(new Standing.OfCustomer(new BuyerTerms(versions, null)));

    assertThat(sale.total("com", REGISTER, 1)).isEqualTo("12.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(1)).minusNanos(1)).total("com", REGISTER, 1))
        .isEqualTo("12.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(1))).total("com", REGISTER, 1)).isEqualTo("13.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(2))).total("com", REGISTER, 1)).isEqualTo("10.00");
  }

  @Test
  @DisplayName("PR-5: it needs no usual price of the action, but a price list in force")
  void itNeedsAPriceListOnly() {
    PriceBook book = customerPrices().register(1, "10").book();

    assertThat(sale(book).by(customerWith("com", TRANSFER, "8.00")).total("com", TRANSFER, 1))
        .isEqualTo("8.00");
    assertThat(
            sale(book)
                .by(customerWith("com", TRANSFER, "8.00"))
                .at(NOW.minusSeconds(1))
                .result("com", TRANSFER, 1))
        .isInstanceOf(PriceMissing.class);
    assertThat(sale(book).by(customer()).result("com", TRANSFER, 1))
        .isInstanceOfSatisfying(
            PriceMissing.class, missing -> assertThat(missing.missing()).isEqualTo(Missing.PRICE));
  }

  @Test
  @DisplayName("PR-5: a product that was withdrawn is not sold at a specific price either")
  void aWithdrawnProductIsNotSold() {
    PriceBook book = customerPrices().register(1, "10").withdrawnAt(NOW).book();

    assertThat(sale(book).by(customerWith("com", REGISTER, "12.00")).result("com", REGISTER, 1))
        .isInstanceOf(PriceMissing.class);
  }

  @Test
  @DisplayName("PR-5 PR-14: zero may be fixed")
  void zeroMayBeFixed() {
    assertThat(sale(PROMOTED).by(customerWith("com", REGISTER, "0.00")).total("com", REGISTER, 2))
        .isEqualTo("0.00");
  }

  @Test
  @DisplayName("PR-5: what is fixed is checked like any other price")
  void itIsCheckedLikeAnyPrice() {
    ProductTerms com = ProductTerms.ofTld("com", 1, 10, ProductTerms.SubResellerPricing.TELESCOPIC);

    assertThat(refused(com, "9.99", "USD")).isEmpty();
    assertThat(refused(null, "9.99", "USD")).containsExactly("product-unknown specific.product");
    assertThat(refused(com, "9.999", "USD"))
        .containsExactly("too-many-decimals specific.perYear.amount");
    assertThat(refused(com, "-1", "USD"))
        .containsExactly("amount-negative specific.perYear.amount");
    assertThat(refused(com, "1", "EUR"))
        .containsExactly("other-currency specific.perYear.currency");
    assertThat(
            refused(
                new ProductTerms(
                    "com",
                    ProductKind.TLD,
                    1,
                    10,
                    Set.of(RENEW),
                    ProductTerms.SubResellerPricing.TELESCOPIC,
                    null),
                "1",
                "USD"))
        .containsExactly("action-not-sold specific.action");
  }

  private static List<String> refused(
      @org.jspecify.annotations.Nullable ProductTerms terms, String amount, String currency) {
    List<String> refusals = new ArrayList<>();
    var read =
        SpecificRules.check(
            new ProposedSpecific("specific", "com", REGISTER, new ProposedAmount(amount, currency)),
            terms,
            CurrencyUnit.USD,
            refusal -> refusals.add(refusal.code() + " " + refusal.field()));
    assertThat(read.isPresent()).isEqualTo(refusals.isEmpty());
    return refusals;
  }
}
