package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.BulkMargin.Computed;
import io.tierline.pricing.engine.BulkMargin.NotPriced;
import io.tierline.pricing.engine.BulkMargin.Plan;
import io.tierline.pricing.engine.BulkMargin.Shelf;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkMarginTest {

  private static final List<ProductTerms> CATALOG =
      List.of(
          tld("co.uk", 3, SubResellerPricing.TELESCOPIC),
          tld("com", 3, SubResellerPricing.SAME_FOR_EVERY_TENURE),
          tld("org.uk", 3, SubResellerPricing.TELESCOPIC),
          tld("uk", 3, SubResellerPricing.TELESCOPIC),
          tld("xn--q9jyb4c", 3, SubResellerPricing.SAME_FOR_EVERY_TENURE));
  private static final Margin TWENTY_PERCENT = new Margin.OfCost(new BigDecimal("20"));

  private final List<PriceRefusal> refusals = new ArrayList<>();

  private static ProductTerms tld(String tld, int maxYears, SubResellerPricing pricing) {
    return ProductTerms.ofTld(tld, 1, maxYears, pricing);
  }

  @Test
  @DisplayName("PR-10: TLDs are found by one or many names, wildcards, and in both forms")
  void tldsAreFound() {
    assertThat(found("com")).containsExactly("com");
    assertThat(found(".COM")).containsExactly("com");
    assertThat(found("*.uk")).containsExactly("co.uk", "org.uk");
    assertThat(found("co.*")).containsExactly("co.uk");
    assertThat(found("*uk", "com")).containsExactly("co.uk", "com", "org.uk", "uk");
    assertThat(found("c*m")).containsExactly("com");
    assertThat(found("*")).hasSize(5);
    assertThat(found("みんな")).containsExactly("xn--q9jyb4c");
    assertThat(found("み*")).containsExactly("xn--q9jyb4c");
    assertThat(found("XN--Q9JYB4C")).containsExactly("xn--q9jyb4c");
    assertThat(refusals).isEmpty();
  }

  @Test
  @DisplayName("PR-10: a search that finds nothing or cannot be read is refused")
  void aSearchThatFindsNothingIsRefused() {
    found("com", "nosuchtld", "", "a b", "x".repeat(81), "co");

    assertThat(refusals)
        .extracting(refusal -> refusal.code() + " " + refusal.field())
        .containsExactly(
            "nothing-found search[1]",
            "search-unreadable search[2]",
            "search-unreadable search[3]",
            "search-unreadable search[4]",
            "nothing-found search[5]");
    refusals.clear();
    found();
    assertThat(refusals).extracting(PriceRefusal::code).containsExactly("search-unreadable");
  }

  private List<String> found(String... patterns) {
    return new ProductSearch("search", List.of(patterns))
        .in(CATALOG, refusals::add).stream().map(ProductTerms::product).toList();
  }

  @Test
  @DisplayName("PR-10: no pattern takes long")
  void noPatternTakesLong() {
    List<ProductTerms> long80 = List.of(tld("a".repeat(60), 1, SubResellerPricing.TELESCOPIC));

    assertThat(
            new ProductSearch("search", List.of("*a".repeat(39) + "b")).in(long80, refusals::add))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-10: one price for the shortest tenure where every year costs the same")
  void onePriceWhereEveryYearCostsTheSame() {
    Computed computed = customers(plan(Set.of(RENEW, TRANSFER), "com"), (_, _, _) -> known("7.35"));

    assertThat(computed.priced())
        .isEqualTo(
            Map.of(
                "com",
                List.of(new PriceCell(RENEW, 0, 1, 882), new PriceCell(TRANSFER, 0, 1, 882))));
    assertThat(computed.notPriced()).isEmpty();
  }

  @Test
  @DisplayName("PR-10 PR-3: one for each tenure where the cost differs")
  void aPriceForEachTenureWhereTheCostDiffers() {
    Computed computed =
        customers(
            plan(Set.of(REGISTER), "com"), (_, _, years) -> known(years == 1 ? "10.00" : "5.00"));

    assertThat(computed.priced().get("com"))
        .containsExactly(new PriceCell(REGISTER, 0, 1, 1200), new PriceCell(REGISTER, 0, 2, 600));
  }

  @Test
  @DisplayName("PR-10 PR-9: a sub-reseller's one price earns something at the dearest tenure")
  void subResellersHaveOnePriceOutsideUk() {
    CostOf rising = (_, _, years) -> known(years == 3 ? "10.00" : "5.00");

    assertThat(subResellers(plan(Set.of(REGISTER), "com"), rising).priced().get("com"))
        .containsExactly(new PriceCell(REGISTER, 0, 1, 1200));
    assertThat(
            subResellers(
                    plan(Set.of(REGISTER), "com"),
                    (_, _, years) -> known(years == 1 ? "10.00" : "5.00"))
                .priced()
                .get("com"))
        .containsExactly(new PriceCell(REGISTER, 0, 1, 1200));
    assertThat(subResellers(plan(Set.of(REGISTER), "uk"), rising).priced().get("uk"))
        .containsExactly(new PriceCell(REGISTER, 0, 1, 600), new PriceCell(REGISTER, 0, 3, 1200));
  }

  @Test
  @DisplayName("PR-10: what has no cost is not priced, and says why")
  void withoutACostNothingIsPriced() {
    Computed computed =
        customers(
            plan(Set.of(REGISTER, RENEW), "com"),
            (_, action, years) ->
                action == RENEW && years == 2
                    ? new Cost.Unknown("Record a rate from JPY to USD.")
                    : known("10.00"));

    assertThat(computed.priced().get("com")).containsExactly(new PriceCell(REGISTER, 0, 1, 1200));
    assertThat(computed.notPriced())
        .containsExactly(new NotPriced("com", RENEW, 2, "Record a rate from JPY to USD."));
  }

  @Test
  @DisplayName("PR-10 PR-7: a margin for each slab, and none may make a later slab dearer")
  void aMarginForEachSlab() {
    Plan falling =
        new Plan(
            new ProductSearch("search", List.of("com")),
            Set.of(RENEW),
            Map.of(0, TWENTY_PERCENT, 1, new Margin.OfCost(BigDecimal.TEN)),
            Rounding.none());
    assertThat(subResellers(falling, (_, _, _) -> known("10.00")).priced().get("com"))
        .containsExactlyInAnyOrder(
            new PriceCell(RENEW, 0, 1, 1200), new PriceCell(RENEW, 1, 1, 1100));
    assertThat(refusals).isEmpty();

    Plan rising =
        new Plan(
            falling.search(),
            Set.of(RENEW),
            Map.of(0, TWENTY_PERCENT, 1, new Margin.OfCost(new BigDecimal("20.1"))),
            Rounding.none());
    subResellers(rising, (_, _, _) -> known("10.00"));
    assertThat(refusals)
        .extracting(PriceRefusal::code, PriceRefusal::field, PriceRefusal::rule)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("slab-price-rises", "margins", "PR-7"));
    assertThat(refusals.getFirst().reason()).startsWith("com: ");
  }

  @Test
  @DisplayName("PR-10: a plan without base margin, actions, or with a slab that does not exist")
  void aPlanIsChecked() {
    ProductSearch com = new ProductSearch("search", List.of("com"));
    subResellers(
        new Plan(
            com,
            Set.of(),
            Map.of(9, TWENTY_PERCENT),
            new Rounding(null, "x", Rounding.BelowCost.ALLOWED)),
        (_, _, _) -> known("1.00"));
    assertThat(refusals)
        .extracting(PriceRefusal::code)
        .containsExactly("actions-missing", "margin-missing", "ending-unreadable", "slab-unknown");
    refusals.clear();
    customers(
        new Plan(com, Set.of(RENEW), Map.of(0, TWENTY_PERCENT, 1, TWENTY_PERCENT), Rounding.none()),
        (_, _, _) -> known("1.00"));
    assertThat(refusals).extracting(PriceRefusal::code).containsExactly("slabs-for-customers");
  }

  @Test
  @DisplayName("PR-10: what is computed replaces all tenures of its action and slab, nothing else")
  void whatIsComputedReplacesItsColumn() {
    PriceList present =
        new PriceList(
            List.of(
                new PriceCell(RENEW, 0, 1, 1),
                new PriceCell(RENEW, 0, 2, 2),
                new PriceCell(RENEW, 1, 1, 3),
                new PriceCell(REGISTER, 0, 1, 4)),
            List.of(),
            5L);

    PriceList changed = BulkMargin.applyTo(present, List.of(new PriceCell(RENEW, 0, 1, 9)));

    assertThat(changed.cells())
        .containsExactlyInAnyOrder(
            new PriceCell(RENEW, 0, 1, 9),
            new PriceCell(RENEW, 1, 1, 3),
            new PriceCell(REGISTER, 0, 1, 4));
    assertThat(changed.applicationFee()).isEqualTo(5L);
  }

  private static Plan plan(Set<ProductAction> actions, String... patterns) {
    return new Plan(
        new ProductSearch("search", List.of(patterns)),
        actions,
        Map.of(0, TWENTY_PERCENT),
        Rounding.none());
  }

  private static Cost known(String amount) {
    return new Cost.Known(Money.parse("USD " + amount));
  }

  private Computed customers(Plan plan, CostOf costs) {
    return BulkMargin.compute(
        plan,
        new Shelf(Audience.CUSTOMER, CurrencyUnit.USD, List.of(), CATALOG),
        costs,
        refusals::add);
  }

  private Computed subResellers(Plan plan, CostOf costs) {
    return BulkMargin.compute(
        plan,
        new Shelf(
            Audience.SUB_RESELLER, CurrencyUnit.USD, List.of(new Slab(1, 100L, null)), CATALOG),
        costs,
        refusals::add);
  }
}
