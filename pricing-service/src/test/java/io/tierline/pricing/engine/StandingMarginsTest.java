package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.InMemoryCatalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.StandingMargin.State;
import io.tierline.pricing.engine.StandingMargins.Computed;
import io.tierline.pricing.engine.StandingMargins.Kept;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StandingMarginsTest {

  private static final List<ProductTerms> TLDS =
      InMemoryCatalog.shipped().tlds("", Integer.MAX_VALUE).stream().map(Product::terms).toList();
  private static final CostOf TEN = (_, _, _) -> new Cost.Known(Money.parse("USD 10.00"));
  private static final BiPredicate<String, ProductAction> ALL = (_, _) -> true;
  private static final PriceList RENEWAL_15 =
      PriceList.of(List.of(new PriceCell(RENEW, 0, 1, 1_500)));

  @Test
  @DisplayName("PR-10 PR-11 PR-12 a rule keeps the prices there are at cost and margin")
  void aRuleKeepsThePricesThereAre() {
    Computed computed =
        computed(List.of(rule(State.ON, "20", "com", "net")), Map.of("com", RENEWAL_15), TEN);

    assertThat(computed.priced())
        .containsExactly(Map.entry("com", List.of(new PriceCell(RENEW, 0, 1, 1_199))));
    assertThat(computed.leftOut()).isEmpty();
  }

  @Test
  @DisplayName("PR-12 the first rule that is on counts, and one that is off does not")
  void theFirstRuleThatIsOnCounts() {
    assertThat(
            computed(
                    List.of(
                        rule(State.OFF, "90", "com"),
                        rule(State.ON, "20", "co*"),
                        rule(State.ON, "50", "*")),
                    Map.of("com", RENEWAL_15, "net", RENEWAL_15),
                    TEN)
                .priced())
        .containsOnly(
            Map.entry("com", List.of(new PriceCell(RENEW, 0, 1, 1_199))),
            Map.entry("net", List.of(new PriceCell(RENEW, 0, 1, 1_499))));
  }

  @Test
  @DisplayName("PR-12 only prices whose cost has changed are looked at")
  void onlyWhatChangedIsLookedAt() {
    PriceList both =
        PriceList.of(
            List.of(new PriceCell(RENEW, 0, 1, 1_500), new PriceCell(REGISTER, 0, 1, 1_500)));
    StandingMargin rule =
        new StandingMargin(
            State.ON,
            new BulkMargin.Plan(
                new ProductSearch("search", List.of("*")),
                Set.of(REGISTER, RENEW, TRANSFER),
                Map.of(0, new Margin.OfCost(BigDecimal.TEN)),
                Rounding.none()));

    Computed computed =
        StandingMargins.compute(
            List.of(rule),
            new Kept(
                new BulkMargin.Shelf(Audience.CUSTOMER, CurrencyUnit.USD, List.of(), TLDS),
                Map.of("com", both),
                (product, action) -> product.equals("com") && action == REGISTER),
            TEN);

    assertThat(computed.priced())
        .containsExactly(Map.entry("com", List.of(new PriceCell(REGISTER, 0, 1, 1_100))));
  }

  @Test
  @DisplayName("PR-12 PR-18 what has no cost is left out with the reason, and stops nothing else")
  void whatHasNoCostIsLeftOut() {
    Computed computed =
        computed(
            List.of(rule(State.ON, "20", "*")),
            Map.of("com", RENEWAL_15, "net", RENEWAL_15),
            (product, _, _) ->
                product.equals("com")
                    ? new Cost.Unknown("no rate")
                    : new Cost.Known(Money.parse("USD 10.00")));

    assertThat(computed.priced()).containsOnlyKeys("net");
    assertThat(computed.leftOut())
        .containsExactly(new StandingMargins.LeftOut("com", "RENEW: no rate"));
  }

  @Test
  @DisplayName("PR-7 PR-12 a margin counts for slabs there are, and none may rise")
  void aMarginCountsForSlabsThereAre() {
    StandingMargin rule =
        new StandingMargin(
            State.ON,
            new BulkMargin.Plan(
                new ProductSearch("search", List.of("com")),
                Set.of(RENEW),
                Map.of(
                    0, new Margin.OfCost(BigDecimal.TEN),
                    1, new Margin.OfCost(BigDecimal.ONE),
                    9, new Margin.OfCost(BigDecimal.valueOf(99))),
                Rounding.none()));
    Slab slab = new Slab(1, 1_000L, null);

    assertThat(ofSlabs(rule, slab).priced().get("com"))
        .containsExactlyInAnyOrder(
            new PriceCell(RENEW, 0, 1, 1_100), new PriceCell(RENEW, 1, 1, 1_010));
    Computed rising = ofSlabs(rule, slab, new Slab(9, 2_000L, null));
    assertThat(rising.priced()).isEmpty();
    assertThat(rising.leftOut())
        .extracting(StandingMargins.LeftOut::product)
        .containsExactly("com");
  }

  private static Computed ofSlabs(StandingMargin rule, Slab... slabs) {
    return StandingMargins.compute(
        List.of(rule),
        new Kept(
            new BulkMargin.Shelf(Audience.SUB_RESELLER, CurrencyUnit.USD, List.of(slabs), TLDS),
            Map.of("com", RENEWAL_15),
            ALL),
        TEN);
  }

  @Test
  @DisplayName("PR-10 PR-11 PR-12 a rule is checked like a margin, each field with its reason")
  void aRuleIsChecked() {
    assertThat(refused(proposed(Audience.CUSTOMER, "com", "20"))).isEmpty();
    assertThat(refused(proposed(Audience.CUSTOMER, "nosuchtld", "20")))
        .containsExactly("rules[0].search[0] nothing-found");
    assertThat(refused(proposed(Audience.CUSTOMER, "com", "1e9")))
        .containsExactly("rules[0].margins[0].percentOfCost margin-out-of-range");
    ProposedMargin margin = new ProposedMargin("rules[0].margins[0]", "20", null);
    assertThat(
            refused(
                Audience.CUSTOMER,
                new ProposedStandingMargin(
                    "rules[0]",
                    State.ON,
                    new ProductSearch("rules[0].search", List.of("com")),
                    Set.of(),
                    Map.of(1, margin),
                    new Rounding(null, "999", Rounding.BelowCost.ALLOWED))))
        .extracting(refusal -> refusal.substring(refusal.indexOf(' ') + 1))
        .containsExactlyInAnyOrder(
            "actions-missing", "margin-missing", "ending-impossible", "slabs-for-customers");
    assertThat(
            refused(
                Audience.SUB_RESELLER,
                new ProposedStandingMargin(
                    "rules[0]",
                    State.ON,
                    new ProductSearch("rules[0].search", List.of("com")),
                    Set.of(RENEW),
                    Map.of(0, margin, 1_000, margin),
                    Rounding.none())))
        .containsExactly("rules[0].margins[0].slab slab-unknown");
    List<PriceRefusal> refusals = new ArrayList<>();
    StandingMargins.check(
        Collections.nCopies(
            Limits.STANDING_MARGINS_MAX + 1, proposed(Audience.CUSTOMER, "com", "20").rule()),
        shelf(Audience.CUSTOMER),
        refusals::add);
    assertThat(refusals).extracting(PriceRefusal::code).containsExactly("too-many");
  }

  @Test
  @DisplayName("PR-12 the patterns of all rules together are bounded")
  void thePatternsOfAllRulesAreBounded() {
    List<String> patterns = Collections.nCopies(Limits.SEARCH_PATTERNS_MAX, "com");
    ProposedStandingMargin large =
        new ProposedStandingMargin(
            "rules[0]",
            State.ON,
            new ProductSearch("search", patterns),
            Set.of(RENEW),
            Map.of(),
            Rounding.none());
    List<PriceRefusal> refusals = new ArrayList<>();

    StandingMargins.check(Collections.nCopies(3, large), shelf(Audience.CUSTOMER), refusals::add);

    assertThat(refusals)
        .extracting(PriceRefusal::field, PriceRefusal::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("rules[].search", "too-many"));
  }

  @Test
  @DisplayName("PR-12 a rule that finds a product by its own letters, by a dot, or by capitals")
  void aRuleFindsAsASearchDoes() {
    ProductSearch search = new ProductSearch("search", List.of("みんな", ".COM", "*.UK"));

    assertThat(List.of("xn--q9jyb4c", "com", "co.uk"))
        .allMatch(product -> search.finder().finds(product));
    assertThat(List.of("net", "uk")).noneMatch(product -> search.finder().finds(product));
  }

  @Test
  @DisplayName("PR-12 no rule is looked for where no cost has changed")
  void noRuleIsLookedForWhereNothingChanged() {
    Computed computed =
        StandingMargins.compute(
            List.of(rule(State.ON, "20", "*")),
            new Kept(shelf(Audience.CUSTOMER), Map.of("com", RENEWAL_15), (_, _) -> false),
            (_, _, _) -> {
              throw new IllegalStateException("asked for a cost");
            });

    assertThat(computed.priced()).isEmpty();
    assertThat(computed.leftOut()).isEmpty();
  }

  private record Sent(Audience audience, ProposedStandingMargin rule) {}

  private static Sent proposed(Audience audience, String pattern, String percent) {
    return new Sent(
        audience,
        new ProposedStandingMargin(
            "rules[0]",
            State.ON,
            new ProductSearch("rules[0].search", List.of(pattern)),
            Set.of(RENEW),
            Map.of(0, new ProposedMargin("rules[0].margins[0]", percent, null)),
            Rounding.none()));
  }

  private static List<String> refused(Sent sent) {
    return refused(sent.audience(), sent.rule());
  }

  private static List<String> refused(Audience audience, ProposedStandingMargin rule) {
    List<String> refused = new ArrayList<>();
    StandingMargins.check(
        List.of(rule),
        shelf(audience),
        refusal -> refused.add(refusal.field() + " " + refusal.code()));
    return refused;
  }

  private static BulkMargin.Shelf shelf(Audience audience) {
    return new BulkMargin.Shelf(audience, CurrencyUnit.USD, List.of(), TLDS);
  }

  private static Computed computed(
      List<StandingMargin> rules, Map<String, PriceList> prices, CostOf costs) {
    return StandingMargins.compute(
        rules,
        new Kept(
            new BulkMargin.Shelf(Audience.CUSTOMER, CurrencyUnit.USD, List.of(), TLDS),
            prices,
            ALL),
        costs);
  }

  /** On renewals, ending .99. */
  private static StandingMargin rule(State state, String percent, String... patterns) {
    return new StandingMargin(
        state,
        new BulkMargin.Plan(
            new ProductSearch("search", List.of(patterns)),
            Set.of(RENEW),
            Map.of(0, new Margin.OfCost(new BigDecimal(percent))),
            new Rounding(null, "99", Rounding.BelowCost.NEXT_ONE_UP)));
  }
}
