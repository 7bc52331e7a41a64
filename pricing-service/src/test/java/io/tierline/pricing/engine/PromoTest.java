package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.RESTORE;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.partner;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.time.Duration;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PromoTest {

  private static Proposals usual() {
    return customerPrices().register(1, "10").register(2, "9");
  }

  @Test
  @DisplayName("E2 PR-6: the promo covers the minimum tenure, further years cost the usual price")
  void thePromoCoversTheMinimumTenureOnly() {
    Sales sale = sale(usual().promo("Spring", "6.00", REGISTER).book());

    assertThat(sale.lines("com", REGISTER, 1)).containsExactly("PR-6 promo: 6.00");
    assertThat(sale.total("com", REGISTER, 2)).isEqualTo("15.00");
    assertThat(sale.lines("com", REGISTER, 2))
        .containsExactly("PR-6 promo: 6.00", "PR-3 telescopic: 9.00");
  }

  @Test
  @DisplayName("E3 PR-6: the lower total counts")
  void theLowerTotalCounts() {
    Sales sale = sale(usual().promo("Spring", "9.50", REGISTER).book());

    assertThat(sale.total("com", REGISTER, 2)).isEqualTo("18.00");
    assertThat(sale.quote("com", REGISTER, 2).reasons())
        .extracting(Reason::rule, Reason::verdict, Reason::description)
        .contains(
            Tuple.tuple(
                "PR-6 promo",
                Verdict.LOST,
                "'Spring': USD 18.50 in total, the usual price USD 18.00"));
    assertThat(sale.total("com", REGISTER, 1)).isEqualTo("9.50");
  }

  @Test
  @DisplayName("PR-6: a tie goes to the usual price")
  void aTieGoesToTheUsualPrice() {
    Sales sale = sale(usual().promo("Spring", "9.00", REGISTER).book());

    assertThat(sale.lines("com", REGISTER, 2)).containsExactly("PR-3 telescopic: 18.00");
  }

  @Test
  @DisplayName("PR-6: with a minimum tenure of two years it covers two")
  void itCoversTheMinimumTenureOfTheTld() {
    Sales sale =
        sale(
            customerPrices()
                .of("ng")
                .withTenures(2, 5)
                .register(2, "10")
                .register(3, "8")
                .promo("Spring", "6", REGISTER)
                .book());

    assertThat(sale.lines("ng", REGISTER, 2)).containsExactly("PR-6 promo: 12.00");
    assertThat(sale.lines("ng", REGISTER, 4))
        .containsExactly("PR-6 promo: 12.00", "PR-3 telescopic: 16.00");
  }

  @Test
  @DisplayName("PR-6: a transfer and a restore are covered once")
  void aTransferIsCoveredOnce() {
    Sales sale =
        sale(
            customerPrices()
                .of("ng")
                .withTenures(2, 5)
                .cell(TRANSFER, 0, 1, "10")
                .cell(RESTORE, 0, 1, "80")
                .promo("Move", "7", TRANSFER, RESTORE)
                .book());

    assertThat(sale.total("ng", TRANSFER, 1)).isEqualTo("7.00");
    assertThat(sale.total("ng", RESTORE, 1)).isEqualTo("7.00");
  }

  @Test
  @DisplayName("PR-6: the window includes its start and excludes its end")
  void theWindowIncludesItsStartOnly() {
    Sales sale =
        sale(
            usual()
                .promo("Day", "6", NOW.plusSeconds(1), NOW.plus(Duration.ofDays(1)), REGISTER)
                .book());

    assertThat(sale.at(NOW.plusSeconds(1).minusNanos(1)).total("com", REGISTER, 1))
        .isEqualTo("10.00");
    assertThat(sale.at(NOW.plusSeconds(1)).total("com", REGISTER, 1)).isEqualTo("6.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(1)).minusNanos(1)).total("com", REGISTER, 1))
        .isEqualTo("6.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(1))).total("com", REGISTER, 1)).isEqualTo("10.00");
  }

  @Test
  @DisplayName("PR-6: it is for the actions it names")
  void itIsForTheActionsItNames() {
    Sales sale = sale(usual().renew(1, "11").promo("Spring", "6", REGISTER).book());

    assertThat(sale.total("com", RENEW, 1)).isEqualTo("11.00");
    assertThat(sale.quote("com", RENEW, 1).reasons())
        .extracting(Reason::rule)
        .doesNotContain("PR-6 promo");
  }

  @Test
  @DisplayName("PR-6 PR-20: of several promos the best one counts, and the losers say why")
  void theBestOfSeveralCounts() {
    Sales sale =
        sale(
            usual()
                .promo("Spring", "6.00", REGISTER)
                .promo("Loyal", "5.00", REGISTER)
                .promo("Later", "1.00", NOW.plusSeconds(5), NOW.plusSeconds(6), REGISTER)
                .book());

    assertThat(sale.total("com", REGISTER, 1)).isEqualTo("5.00");
    assertThat(sale.quote("com", REGISTER, 1).reasons())
        .extracting(Reason::verdict, Reason::description)
        .containsExactly(
            Tuple.tuple(Verdict.WON, "com REGISTER, 1 year at the promo 'Loyal'"),
            Tuple.tuple(Verdict.LOST, "USD 10.00 in total, the promo USD 5.00"),
            Tuple.tuple(Verdict.LOST, "'Spring': another promo costs no more"),
            Tuple.tuple(
                Verdict.LOST,
                "'Later': it runs from 2026-11-21T10:00:05Z to before 2026-11-21T10:00:06Z"));
  }

  @Test
  @DisplayName("PR-6: among promos that cost the same the one that began first counts")
  void theOlderOfEqualPromosCounts() {
    Sales sale =
        sale(
            usual()
                .promo("New", "6", NOW, NOW.plusSeconds(9), REGISTER)
                .promo("Old", "6", NOW.minusSeconds(9), NOW.plusSeconds(9), REGISTER)
                .book());

    assertThat(sale.quote("com", REGISTER, 1).lines().getFirst().description())
        .isEqualTo("com REGISTER, 1 year at the promo 'Old'");
  }

  @Test
  @DisplayName("PR-6 PR-7: a sub-reseller's promo competes with its slab price")
  void aPromoCompetesWithTheSlabPrice() {
    PriceBook book =
        subResellerPrices()
            .slab(1, "1000", null)
            .slabPrice(0, 1, "10")
            .slabPrice(1, 1, "7")
            .promo("Spring", "8", RENEW)
            .book();

    assertThat(sale(book).by(partner("0.00", 0)).lines("com", RENEW, 2))
        .containsExactly("PR-6 promo: 8.00", "PR-7 base slab: 10.00");
    assertThat(sale(book).by(partner("1000.00", 0)).lines("com", RENEW, 2))
        .containsExactly("PR-7 slab 1: 14.00");
  }

  @Test
  @DisplayName("PR-6 PR-14: a promo of zero is a price")
  void aPromoMayBeFree() {
    Sales sale = sale(usual().promo("Free", "0", REGISTER).book());

    assertThat(sale.total("com", REGISTER, 1)).isEqualTo("0.00");
    assertThat(sale.total("com", REGISTER, 3)).isEqualTo("18.00");
  }

  @Test
  @DisplayName("PR-6: a promo that ends before or when it starts is refused")
  void aPromoEndsAfterItStarts() {
    assertThat(usual().promo("Never", "6", NOW, NOW, REGISTER).refusal())
        .isEqualTo("promo-ends-before-it-starts promos[0].end PR-6");
    assertThat(usual().promo("Never", "6", NOW, NOW.minusNanos(1), REGISTER).refusal())
        .isEqualTo("promo-ends-before-it-starts promos[0].end PR-6");
  }

  @Test
  @DisplayName("PR-6: a promo is checked like any other price")
  void aPromoIsCheckedLikeAnyPrice() {
    assertThat(usual().promo("Bad", "-1", REGISTER).refusal())
        .isEqualTo("amount-negative promos[0].perYear.amount PR-2");
    assertThat(usual().promo("Bad", "1.001", REGISTER).refusal())
        .isEqualTo("too-many-decimals promos[0].perYear.amount PR-2");
    assertThat(usual().promo("Bad", "10000000000.01", REGISTER).refusal())
        .isEqualTo("amount-too-large promos[0].perYear.amount PR-2");
    assertThat(usual().promo(" ", "1", REGISTER).refusal())
        .isEqualTo("name-unusable promos[0].name PR-6");
    assertThat(usual().promo("x".repeat(81), "1", REGISTER).refusal())
        .isEqualTo("name-unusable promos[0].name PR-6");
    assertThat(usual().promo("None", "1").refusal())
        .isEqualTo("promo-without-action promos[0].actions PR-6");
    assertThat(usual().promo("Same", "1", REGISTER).promo("Same", "2", REGISTER).refusal())
        .isEqualTo("duplicate-promo promos[1] PR-6");
    assertThat(
            customerPrices().of("privacy").register(1, "3").promo("Bad", "1", TRANSFER).refusal())
        .isEqualTo("action-not-sold promos[0].actions PR-1");
    assertThat(usual().of("nosuchtld").promo("Bad", "1", REGISTER).refusal())
        .isEqualTo("product-unknown promos[0].product PR-1");
    assertThat(usual().naming("EUR").promo("Bad", "1", REGISTER).refusal())
        .isEqualTo("other-currency currency PR-18");
  }

  @Test
  @DisplayName("PR-18: a promo in another currency is refused")
  void aPromoIsInTheSellingCurrency() {
    Proposals mixed = customerPrices().register(1, "10").naming("EUR").promo("Bad", "1", REGISTER);

    assertThat(mixed.naming("USD").refusal())
        .isEqualTo("other-currency promos[0].perYear.currency PR-18");
  }

  @Test
  @DisplayName("PR-6: a promo needs a usual price to compete with")
  void aPromoNeedsAUsualPrice() {
    assertThat(usual().promo("Renew", "6", RENEW).refusal())
        .isEqualTo("promo-without-price promos[0].actions PR-6");
  }

  @Test
  @DisplayName("limits: a product has so many promos and no more")
  void promosAreLimited() {
    Proposals many = usual();
    for (int i = 0; i <= Limits.PROMOS_PER_PRODUCT_MAX; i++) {
      many.promo("Promo " + i, "1", REGISTER);
    }
    assertThat(many.refusal())
        .isEqualTo("too-many promos[%d] limit".formatted(Limits.PROMOS_PER_PRODUCT_MAX));
  }
}
