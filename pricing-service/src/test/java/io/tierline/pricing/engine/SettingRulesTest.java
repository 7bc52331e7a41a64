package io.tierline.pricing.engine;

import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.SettingRules.Checked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingRulesTest {

  @Test
  @DisplayName("PR-1: an unknown TLD is refused")
  void anUnknownTldIsRefused() {
    assertThat(customerPrices().of("nosuchtld").register(1, "10").refusal())
        .isEqualTo("product-unknown prices[0].product PR-1");
  }

  @Test
  @DisplayName("PR-1: privacy is registered and renewed only")
  void privacyIsNotTransferred() {
    assertThat(customerPrices().of("privacy").cell(ProductAction.TRANSFER, 0, 1, "1").refusal())
        .isEqualTo("action-not-sold prices[0].action PR-1");
  }

  @Test
  @DisplayName("PR-1: the same price given twice is refused")
  void theSamePriceTwiceIsRefused() {
    assertThat(customerPrices().register(1, "10").register(1, "11").refusal())
        .isEqualTo("duplicate-price prices[1] PR-1");
  }

  @Test
  @DisplayName("PR-3: telescopic prices are refused for TRANSFER and RESTORE")
  void transferAndRestoreAreNotTelescopic() {
    assertThat(customerPrices().cell(ProductAction.TRANSFER, 0, 2, "9").refusal())
        .isEqualTo("telescopic-not-allowed prices[0].years PR-3");
    assertThat(customerPrices().cell(ProductAction.RESTORE, 0, 2, "9").refusal())
        .isEqualTo("telescopic-not-allowed prices[0].years PR-3");
  }

  @Test
  @DisplayName("PR-3: a tenure outside the TLD's minimum and maximum is refused")
  void aTenureOutsideTheTldIsRefused() {
    assertThat(customerPrices().of("sg").register(3, "9").refusal())
        .isEqualTo("tenure-outside-tld prices[0].years PR-3");
    assertThat(customerPrices().register(0, "9").refusal())
        .isEqualTo("tenure-outside-tld prices[0].years PR-3");
    assertThat(customerPrices().register(Integer.MAX_VALUE, "9").refusal())
        .isEqualTo("tenure-outside-tld prices[0].years PR-3");
  }

  @Test
  @DisplayName("PR-9: telescopic prices for sub-resellers are refused outside .uk")
  void subResellersHaveTelescopicPricesOnUkOnly() {
    assertThat(subResellerPrices().slabPrice(0, 1, "10").slabPrice(0, 2, "9").refusal())
        .isEqualTo("telescopic-not-allowed prices[1].years PR-9");
    assertThat(
            SettingRules.check(
                subResellerPrices().of("uk").slabPrice(0, 1, "10").slabPrice(0, 2, "9").proposal()))
        .isInstanceOf(Checked.Accepted.class);
  }

  @Test
  @DisplayName("PR-2: amounts are exact, not negative and not absurd")
  void amountsAreExact() {
    assertThat(customerPrices().register(1, "-0.01").refusal())
        .isEqualTo("amount-negative prices[0].perYear.amount PR-2");
    assertThat(customerPrices().register(1, "9.999").refusal())
        .isEqualTo("too-many-decimals prices[0].perYear.amount PR-2");
    assertThat(customerPrices().sellingIn("JPY").register(1, "9.9").refusal())
        .isEqualTo("too-many-decimals prices[0].perYear.amount PR-2");
    assertThat(customerPrices().register(1, "10000000000.01").refusal())
        .isEqualTo("amount-too-large prices[0].perYear.amount PR-2");
    assertThat(customerPrices().register(1, "9".repeat(30)).refusal())
        .isEqualTo("amount-too-large prices[0].perYear.amount PR-2");
    for (String text : new String[] {"", "ten", "1e3", "0x10", "1,00", " 1", "1.", ".5", "１０"}) {
      assertThat(customerPrices().register(1, text).refusal())
          .isEqualTo("amount-unreadable prices[0].perYear.amount PR-2");
    }
  }

  @Test
  @DisplayName("PR-2: the largest price for the longest tenure is exact")
  void theLargestPriceDoesNotOverflow() {
    PriceBook book = customerPrices().register(1, "10000000000.00").book();

    QuoteResult.Quote quote =
        (QuoteResult.Quote)
            Quotes.quote(
                book,
                QuoteRequest.standard("com", ProductAction.REGISTER, 10),
                Proposals.customer(),
                Proposals.NOW);

    assertThat(quote.total()).hasToString("USD 100000000000.00");
  }

  @Test
  @DisplayName("PR-18: mixed currencies are refused")
  void mixedCurrenciesAreRefused() {
    assertThat(customerPrices().naming("EUR").register(1, "10").refusal())
        .isEqualTo("other-currency currency PR-18");
    assertThat(
            customerPrices()
                .register(1, "10")
                .cell(ProductAction.RENEW, 0, 1, new ProposedAmount("10", "EUR"))
                .refusal())
        .isEqualTo("other-currency prices[1].perYear.currency PR-18");
  }

  @Test
  @DisplayName("PR-7: the base price must be set")
  void theBasePriceMustBeSet() {
    assertThat(subResellerPrices().slab(1, "10", null).slabPrice(1, 1, "9").refusal())
        .isEqualTo("base-price-missing prices[0] PR-7");
    assertThat(customerPrices().register(2, "9").refusal())
        .isEqualTo("base-price-missing prices[0] PR-7");
  }

  @Test
  @DisplayName("PR-7: a slab's price is at most the previous slab's that has one")
  void aSlabCostsNoMoreThanTheOneBefore() {
    assertThat(
            subResellerPrices()
                .slab(1, "10", null)
                .slabPrice(0, 1, "9.00")
                .slabPrice(1, 1, "9.01")
                .refusal())
        .isEqualTo("slab-price-rises prices[1].perYear PR-7");
    assertThat(
            subResellerPrices()
                .slab(1, "10", null)
                .slab(2, "20", null)
                .slab(3, "30", null)
                .slabPrice(0, 1, "10")
                .slabPrice(1, 1, "8")
                .slabPrice(3, 1, "9")
                .refusal())
        .isEqualTo("slab-price-rises prices[2].perYear PR-7");
    assertThat(
            subResellerPrices()
                .slab(1, "10", null)
                .slabPrice(0, 1, "9.00")
                .slabPrice(1, 1, "9.00")
                .book()
                .products())
        .as("the same price is no rise")
        .extracting(product -> product.terms().product())
        .containsExactly("com");
  }

  @Test
  @DisplayName("PR-7 PR-9: nor does it at a tenure that falls back to a shorter one")
  void aSlabCostsNoMoreAtAnyTenure() {
    assertThat(
            subResellerPrices()
                .of("uk")
                .slab(1, "10", null)
                .slabPrice(0, 1, "10")
                .slabPrice(0, 2, "8")
                .slabPrice(1, 1, "9")
                .refusal())
        .isEqualTo("slab-price-rises prices[2].perYear PR-7");
    assertThat(
            subResellerPrices()
                .of("uk")
                .slab(1, "10", null)
                .slabPrice(0, 1, "10")
                .slabPrice(0, 10, "8")
                .slabPrice(1, 1, "9")
                .refusal())
        .as("at the longest alone")
        .isEqualTo("slab-price-rises prices[2].perYear PR-7");
  }

  @Test
  @DisplayName("PR-7: thresholds never fall from slab to slab")
  void thresholdsNeverFall() {
    assertThat(
            subResellerPrices().slab(1, "100", null).slab(2, null, 5).slab(3, "99.99", 6).refusal())
        .isEqualTo("threshold-falls slabs[2].receiptsAtLeast PR-7");
    assertThat(subResellerPrices().slab(1, "100", 5).slab(2, "100", 4).refusal())
        .isEqualTo("threshold-falls slabs[1].webServicesOrdersAtLeast PR-7");
    assertThat(
            subResellerPrices()
                .slab(1, "100", null)
                .slab(2, "90", null)
                .slab(3, "95", null)
                .refusals())
        .as("each is held against the last that was right")
        .containsExactly(
            "threshold-falls slabs[1].receiptsAtLeast PR-7",
            "threshold-falls slabs[2].receiptsAtLeast PR-7");
  }

  @Test
  @DisplayName("PR-7: slabs are numbered upwards and have a threshold")
  void slabsAreNumberedAndHaveAThreshold() {
    assertThat(subResellerPrices().slab(1, null, null).refusal())
        .isEqualTo("slab-without-threshold slabs[0] PR-7");
    assertThat(subResellerPrices().slab(2, "1", null).slab(2, "2", null).refusal())
        .isEqualTo("slab-number-out-of-order slabs[1].number PR-7");
    assertThat(subResellerPrices().slab(0, "1", null).refusal())
        .isEqualTo("slab-number-out-of-order slabs[0].number PR-7");
    assertThat(subResellerPrices().slab(Limits.SLAB_NUMBER_MAX + 1, "1", null).refusal())
        .isEqualTo("slab-number-out-of-order slabs[0].number PR-7");
    assertThat(
            subResellerPrices()
                .slab(Limits.SLAB_NUMBER_MAX, "1", null)
                .slabPrice(0, 1, "9")
                .book()
                .slabs())
        .hasSize(1);
    assertThat(subResellerPrices().slab(1, "-1", null).refusal())
        .isEqualTo("amount-negative slabs[0].receiptsAtLeast.amount PR-2");
    assertThat(subResellerPrices().slab(1, null, -1).refusal())
        .isEqualTo("orders-out-of-range slabs[0].webServicesOrdersAtLeast PR-7");
  }

  @Test
  @DisplayName("PR-7: customers have no slabs, and a price names a slab that exists")
  void slabsAreForSubResellers() {
    assertThat(customerPrices().slab(1, "1", null).register(1, "10").refusal())
        .isEqualTo("slabs-for-customers slabs PR-7");
    assertThat(customerPrices().cell(ProductAction.RENEW, 1, 1, "10").refusal())
        .isEqualTo("slabs-for-customers prices[0].slab PR-7");
    assertThat(subResellerPrices().slabPrice(0, 1, "10").slabPrice(4, 1, "9").refusal())
        .isEqualTo("slab-unknown prices[1].slab PR-7");
  }

  @Test
  @DisplayName("limits: no more slabs and prices than the limits say")
  void thereAreLimits() {
    Proposals manySlabs = subResellerPrices();
    for (int number = 1; number <= Limits.SLABS_MAX + 1; number++) {
      manySlabs.slab(number, "1", null);
    }
    assertThat(manySlabs.refusal()).isEqualTo("too-many slabs limit");

    Proposals manyCells = customerPrices();
    for (int i = 0; i <= Limits.CELLS_PER_CHANGE_MAX; i++) {
      manyCells.register(1, "1");
    }
    assertThat(manyCells.refusal()).isEqualTo("too-many prices limit");
  }
}
