package io.tierline.pricing.margin;

import static io.tierline.pricing.Shop.OPERATOR;
import static io.tierline.pricing.Shop.P;
import static io.tierline.pricing.Shop.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.MarginAlertRaised;
import io.tierline.contracts.pricing.MarginEvent.MarginRulesApplied;
import io.tierline.contracts.pricing.MarginEvent.NotProposed;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.cost.CostsOfSellers.Buying;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.DraftResult;
import io.tierline.pricing.draft.InMemoryDrafts;
import io.tierline.pricing.draft.ProposeDraft;
import io.tierline.pricing.draft.ProposeDraft.Outcome;
import io.tierline.pricing.draft.ProposeDraft.Proposal;
import io.tierline.pricing.draft.ProposeDraft.Proposed;
import io.tierline.pricing.draft.PublishDraft;
import io.tierline.pricing.draft.Sources;
import io.tierline.pricing.draft.WriteDraft;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.ExchangeRates;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargin.State;
import io.tierline.pricing.margin.CostChanges.Due;
import io.tierline.pricing.margin.CostChanges.Step;
import io.tierline.pricing.margin.MarginAlerts.AlertKey;
import io.tierline.pricing.margin.WatchMargins.Looking;
import io.tierline.pricing.margin.WatchMargins.Pace;
import io.tierline.pricing.margin.WatchMargins.Telling;
import io.tierline.pricing.rule.InMemorySellerRules;
import io.tierline.pricing.rule.RuleChange;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchMarginsTest {

  private static final BookKey CUSTOMERS = new BookKey(P, Audience.CUSTOMER);
  private static final List<String> MANY =
      List.of(
          "com", "net", "org", "info", "biz", "name", "mobi", "asia", "pro", "tel", "xxx", "app");

  private final Shop shop = new Shop();
  private final InMemoryCostChanges queue = new InMemoryCostChanges();
  private final InMemoryMarginAlerts alerts = new InMemoryMarginAlerts();
  private final InMemoryDrafts drafts = new InMemoryDrafts();
  private final InMemorySellerRules rules = new InMemorySellerRules();
  private final List<MarginEvent> told = new ArrayList<>();
  private final List<SellerId> failed = new ArrayList<>();
  private final Set<SellerId> poisoned = new HashSet<>();
  private final Set<SellerId> killed = new HashSet<>();
  private final Set<SellerId> withoutRules = new HashSet<>();
  private final PlanPrices planPrices =
      new PlanPrices(shop.books, shop.sellers, shop.catalog, shop.schedule);
  private final CostsOfSellers costs =
      new CostsOfSellers(
          shop.sellers,
          shop.compiledBooks,
          new NoRegistry(),
          new Buying(
              (buyer, currency, _) -> {
                if (poisoned.contains(new SellerId(buyer.buyer()))) {
                  throw new IllegalStateException("poisoned");
                }
                if (killed.contains(new SellerId(buyer.buyer()))) {
                  throw new LinkageError("killed");
                }
                return new Standing.OfSubReseller(Money.zero(currency), 0, BuyerTerms.none());
              },
              (_, _) -> new ExchangeRates(List.of(), 0),
              shop.clock));
  private final FollowCosts followCosts =
      new FollowCosts(
          new WatchMargins(
              queue,
              new Looking(
                  planPrices,
                  new PricesAtOrBelowCost(shop.compiledBooks, shop.specificPrices),
                  new ApplyMarginRules(
                      rules, shop.catalog, shop.statuses, new ProposeDraft(drafts, planPrices))),
              new Telling(alerts, this::tell),
              new Pace(shop.clock, Duration.ofSeconds(10), Duration.ofMinutes(5))),
          costs);
  private final PublishDraft publishDraft = new PublishDraft(drafts, planPrices, shop.setPrices);
  private final WriteDraft writeDraft =
      new WriteDraft(drafts, planPrices, new Sources(planPrices, shop.catalog), 3);

  private void tell(MarginEvent event) {
    if (event instanceof MarginRulesApplied && withoutRules.contains(event.sellerId())) {
      throw new IllegalStateException("its rules cannot be applied");
    }
    told.add(event);
  }

  private static final class NoRegistry implements RegistryCosts {

    @Override
    public CostSheet latest(SellerId operator, String product) {
      return new CostSheet(product, 0, Map.of());
    }

    @Override
    public CostSheet asKnownAt(SellerId operator, String product, Instant at) {
      return latest(operator, product);
    }

    @Override
    public boolean record(SellerId operator, CostSheet sheet, RegistryCosts.Author author) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName(
      "PR-12 changes of cost that come together raise one alert, from the first to the last")
  void changesThatComeTogetherRaiseOneAlert() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    quiet();
    for (String price : List.of("11", "13", "12.50")) {
      operatorAsks("com", price);
      seconds(9);
      follow();
    }
    assertThat(told).isEmpty();

    quiet();

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            MarginAlertRaised.class,
            alert -> {
              assertThat(alert.sellerId()).isEqualTo(P);
              assertThat(alert.causes()).containsExactly(Cause.PARENT_PRICE);
              assertThat(alert.prices())
                  .extracting(
                      PriceAtOrBelowCost::perYear,
                      PriceAtOrBelowCost::marginBefore,
                      PriceAtOrBelowCost::marginAfter)
                  .containsExactly(
                      org.assertj.core.groups.Tuple.tuple(
                          Money.parse("USD 12.00"),
                          Money.parse("USD 2.00"),
                          Money.parse("USD -0.50")));
            });
    assertThat(renewal("com")).isEqualTo(1_200);
  }

  @Test
  @DisplayName("PR-12 costs that never come to rest are looked at all the same")
  void costsThatNeverRestAreLookedAt() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    quiet();
    for (int i = 0; i < 40; i++) {
      operatorAsks("com", "13." + (10 + i));
      seconds(8);
      follow();
    }

    assertThat(told).hasSize(1);
  }

  @Test
  @DisplayName(
      "PR-12 the message names what loses most and says how many there are; the rest is read")
  void theMessageIsBounded() {
    Shop.Change before = shop.subResellersOf(OPERATOR);
    Shop.Change asked = shop.customersOf(P);
    MANY.forEach(
        tld -> {
          before.renewal(tld, "1");
          for (int years = 1; years <= 10; years++) {
            asked.price(tld, 0, years, "9." + (10 + years));
          }
        });
    before.saved();
    asked.saved();
    seconds(1);
    Shop.Change after = shop.subResellersOf(OPERATOR);
    MANY.forEach(tld -> after.renewal(tld, "10"));
    after.saved();
    queue.leave(P, Cause.PARENT_PRICE, shop.clock.instant());
    quiet();

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            MarginAlertRaised.class,
            alert -> {
              assertThat(alert.pricesTotal()).isEqualTo(120);
              assertThat(alert.prices()).hasSize(WatchMargins.PRICES_TOLD_MAX);
              assertThat(alert.prices().getFirst().marginAfter())
                  .isEqualTo(Money.parse("USD -0.89"));
              long id = Long.parseLong(alert.alertId());
              assertThat(alerts.prices(new AlertKey(P, id), 0, 1_000))
                  .hasValueSatisfying(
                      all -> {
                        assertThat(all).hasSize(120);
                        assertThat(all.getLast().marginAfter()).isEqualTo(Money.parse("USD -0.80"));
                      });
            });
    assertThat(alerts.page(P, OptionalLong.empty(), 10))
        .singleElement()
        .satisfies(alert -> assertThat(alert.pricesTotal()).isEqualTo(120));
  }

  @Test
  @DisplayName("PR-12 what earns something, and who sets no prices, raises no alert")
  void whatEarnsSomethingRaisesNoAlert() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    quiet();
    operatorAsks("com", "11.99");
    queue.leave(S, Cause.PARENT_PRICE, shop.clock.instant());
    quiet();

    assertThat(told).isEmpty();
    assertThat(failed).isEmpty();
  }

  @Test
  @DisplayName("PR-12 a seller that cannot be looked at stops nobody, and is tried later and later")
  void aPoisonedSellerStopsNobody() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    shop.subResellersOf(P).renewal("com", "11").saved();
    shop.customersOf(S).renewal("com", "12").saved();
    quiet();
    poisoned.add(P);
    operatorAsks("com", "13");
    shop.subResellersOf(P).renewal("com", "14").saved();
    queue.leave(S, Cause.PARENT_PRICE, shop.clock.instant());
    quiet();

    assertThat(failed).containsExactly(P);
    assertThat(told).extracting(MarginEvent::sellerId).containsExactly(S);
    for (int attempt = 2; attempt <= WatchMargins.ATTEMPTS_MAX; attempt++) {
      shop.clock.advance(WatchMargins.waitAfter(attempt - 1).minusSeconds(1));
      follow();
      assertThat(failed).hasSize(attempt - 1);
      seconds(1);
      follow();
      assertThat(failed).hasSize(attempt);
    }
    shop.clock.advance(Duration.ofDays(1));
    follow();
    assertThat(failed).hasSize(WatchMargins.ATTEMPTS_MAX);

    poisoned.clear();
    operatorAsks("com", "14");
    quiet();
    assertThat(told).extracting(MarginEvent::sellerId).containsExactly(S, P);
  }

  @Test
  @DisplayName("PR-12 rules that cannot be applied suppress no alert, this time and the next")
  void rulesThatCannotBeAppliedSuppressNoAlert() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    quiet();
    keep("20", "com");
    withoutRules.add(P);
    operatorAsks("com", "13");
    quiet();
    operatorAsks("com", "14");
    quiet();

    assertThat(failed).containsOnly(P);
    assertThat(told).hasSize(2).allMatch(MarginAlertRaised.class::isInstance);

    withoutRules.clear();
    shop.clock.advance(WatchMargins.waitAfter(1));
    follow();
    assertThat(told).hasSize(3).last().isInstanceOf(MarginRulesApplied.class);
    assertThat(cells(proposal())).containsExactly("com RENEW 0 1 16.99");
  }

  @Test
  @DisplayName("PR-12 a seller whose look takes the process along is not looked at first for ever")
  void aLookThatKillsIsCounted() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "12").saved();
    shop.customersOf(S).renewal("com", "12").saved();
    shop.subResellersOf(P).renewal("com", "14").saved();
    quiet();
    killed.add(P);
    operatorAsks("com", "13");
    queue.leave(S, Cause.PARENT_PRICE, shop.clock.instant());
    seconds(10);

    assertThatThrownBy(this::follow).isInstanceOf(LinkageError.class);
    assertThat(queue.retryAll(WatchMargins.ATTEMPTS_MAX, shop.clock.instant())).isZero();
    follow();

    assertThat(queue.waiting(Step.ALERT, everything(), 10)).isEmpty();
    assertThat(queue.backlog(shop.clock.instant()).failing()).isEqualTo(1);
  }

  private Due everything() {
    Instant now = shop.clock.instant();
    return new Due(now, now, now, WatchMargins.ATTEMPTS_MAX);
  }

  @Test
  @DisplayName("PR-12 a proposal carries what fits into one change, and the rest is named")
  void aProposalCarriesWhatFits() {
    ProposeDraft proposeDraft = new ProposeDraft(drafts, planPrices);
    shop.customersOf(P).renewal("com", "12").renewal("net", "12").saved();
    List<PriceCell> tooMany = new ArrayList<>();
    for (int slab = 0; slab <= Limits.CELLS_PER_CHANGE_MAX; slab++) {
      tooMany.add(new PriceCell(ProductAction.RENEW, slab, 1, 1_000));
    }

    assertThat(propose(proposeDraft, Map.of("com", ofRenewal(1_399), "net", tooMany)))
        .satisfies(
            proposed -> {
              assertThat(proposed.outcome()).isInstanceOf(Outcome.Written.class);
              assertThat(proposed.refused()).containsOnlyKeys("net");
            });
    assertThat(cells(proposal())).containsExactly("com RENEW 0 1 13.99");

    assertThat(propose(proposeDraft, Map.of("net", tooMany)).outcome())
        .isInstanceOf(Outcome.AllRefused.class);
    assertThat(cells(proposal())).containsExactly("com RENEW 0 1 13.99");
  }

  private Proposed propose(ProposeDraft proposeDraft, Map<String, List<PriceCell>> priced) {
    return proposeDraft.propose(
        new Proposal(CUSTOMERS, planPrices.lockPresent(CUSTOMERS).orElseThrow(), priced, "rules"));
  }

  private static List<PriceCell> ofRenewal(long perYear) {
    return List.of(new PriceCell(ProductAction.RENEW, 0, 1, perYear));
  }

  @Test
  @DisplayName("PR-12 a proposal that somebody edits counts as a draft of theirs")
  void anEditedProposalCountsAsADraft() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "13").saved();
    quiet();
    keep("20", "com");
    for (int edits = 1; edits <= 3; edits++) {
      operatorAsks("com", Integer.toString(10 + edits));
      quiet();
      assertThat(edited(proposal())).isInstanceOf(DraftResult.Kept.class);
    }
    operatorAsks("com", "15");
    quiet();

    assertThat(edited(proposal())).isEqualTo(new DraftResult.TooMany(3));
  }

  private DraftResult edited(Draft proposal) {
    return writeDraft.edit(
        CUSTOMERS,
        proposal.head().id(),
        proposal.head().version(),
        new WriteDraft.Edit(
            new Draft.Content(shop.customersOf(P).renewal("com", "14.50").changes(), "mine", null),
            "client-2"));
  }

  @Test
  @DisplayName("PR-10 PR-11 PR-12 a standing rule proposes prices and sets none")
  void aRuleProposesAndSetsNothing() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "13").promo("com", "9", 30).renewal("net", "20").saved();
    quiet();
    keep("20", "com", "net");
    operatorAsks("com", "12");
    quiet();

    Draft proposal = proposal();
    assertThat(proposal.head().baseVersion()).isEqualTo(1);
    assertThat(cells(proposal)).containsExactly("com RENEW 0 1 13.99");
    assertThat(proposal.changes().removals()).isEmpty();
    assertThat(told)
        .filteredOn(MarginRulesApplied.class::isInstance)
        .singleElement()
        .isEqualTo(
            new MarginRulesApplied(
                P,
                Audience.CUSTOMER,
                Long.toString(proposal.head().id()),
                1,
                List.of(),
                0,
                shop.clock.instant().minusSeconds(10),
                shop.clock.instant()));
    assertThat(renewal("com")).isEqualTo(1_300);

    assertThat(publish(proposal)).isInstanceOf(DraftResult.Published.class);
    assertThat(renewal("com")).isEqualTo(1_399);
  }

  @Test
  @DisplayName("PR-12 a newer proposal takes the older one's place, with all that is still to do")
  void aNewerProposalTakesTheOlderOnesPlace() {
    operatorAsks("com", "10");
    operatorAsks("net", "10");
    shop.customersOf(P).renewal("com", "13").renewal("net", "13").saved();
    quiet();
    keep("20", "*");
    operatorAsks("com", "12");
    quiet();
    Draft older = proposal();
    operatorAsks("net", "15");
    quiet();

    Draft newer = proposal();
    assertThat(newer.head().id()).isEqualTo(older.head().id());
    assertThat(newer.head().version()).isEqualTo(2);
    assertThat(cells(newer))
        .containsExactlyInAnyOrder("com RENEW 0 1 13.99", "net RENEW 0 1 17.99");
    assertThat(publish(older)).isEqualTo(new DraftResult.OtherVersion(2));
    assertThat(publish(newer)).isInstanceOf(DraftResult.Published.class);
  }

  @Test
  @DisplayName("PR-12 nothing is proposed when nothing changes, and what is no longer so goes")
  void nothingIsProposedWhenNothingChanges() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "11.99").saved();
    quiet();
    keep("20", "com");
    operatorAsks("com", "10.01");
    quiet();
    assertThat(proposals()).isEmpty();

    operatorAsks("com", "12");
    quiet();
    assertThat(proposals()).hasSize(1);
    int messages = told.size();
    queue.leave(P, Cause.EXCHANGE_RATE, shop.clock.instant());
    quiet();
    assertThat(proposal().head().version()).isEqualTo(1);
    assertThat(told).hasSize(messages);

    operatorAsks("com", "10");
    quiet();
    assertThat(proposals()).isEmpty();
    assertThat(told).hasSize(messages);
  }

  @Test
  @DisplayName("PR-12 rules that are off propose nothing")
  void rulesThatAreOffProposeNothing() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "13").saved();
    quiet();
    keep(State.OFF, "20", "com");
    operatorAsks("com", "12");
    quiet();

    assertThat(proposals()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("PR-12 PR-20 a proposal that somebody edited is theirs and stays")
  void anEditedProposalStays() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "13").saved();
    quiet();
    keep("20", "com");
    operatorAsks("com", "12");
    quiet();
    Draft proposal = proposal();
    writeDraft.edit(
        CUSTOMERS,
        proposal.head().id(),
        1,
        new WriteDraft.Edit(
            new Draft.Content(shop.customersOf(P).renewal("com", "14.50").changes(), "mine", null),
            "client-2"));
    operatorAsks("com", "13");
    quiet();

    assertThat(drafts.page(CUSTOMERS, OptionalLong.empty(), 10))
        .extracting(Head::origin)
        .containsExactly(Draft.Origin.PROPOSAL, Draft.Origin.HAND);
    assertThat(drafts.find(CUSTOMERS, proposal.head().id()))
        .hasValueSatisfying(kept -> assertThat(cells(kept)).containsExactly("com RENEW 0 1 14.50"));
    assertThat(cells(proposal())).containsExactly("com RENEW 0 1 15.99");
  }

  @Test
  @DisplayName("PR-7 PR-12 a product that cannot be proposed is told, and stops no other")
  void aProductThatBreaksARuleStopsNoOther() {
    operatorAsks("com", "10");
    operatorAsks("net", "10");
    shop.subResellersOf(P)
        .slab(1, "1000")
        .price("com", 0, 1, "13")
        .price("com", 1, 1, "12.90")
        .price("net", 0, 1, "13")
        .saved();
    quiet();
    rules.recordMargins(
        change(RuleKind.margin(Audience.SUB_RESELLER)),
        List.of(rule(State.ON, "20", "com", "net")));
    operatorAsks("com", "9");
    operatorAsks("net", "9");
    quiet();

    Draft proposal = drafts.lockProposal(new BookKey(P, Audience.SUB_RESELLER)).orElseThrow();
    assertThat(cells(proposal)).containsExactly("net RENEW 0 1 10.99");
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            MarginRulesApplied.class,
            applied -> {
              assertThat(applied.notProposedTotal()).isEqualTo(1);
              assertThat(applied.notProposed())
                  .extracting(NotProposed::product)
                  .containsExactly("com");
            });
  }

  @Test
  @DisplayName("PR-12 a price whose cost is not known any more is told, not guessed")
  void anUnknownCostIsTold() {
    operatorAsks("com", "10");
    shop.customersOf(P).renewal("com", "13").saved();
    quiet();
    keep("20", "com");
    shop.subResellersOf(OPERATOR).withdraw("com").saved();
    queue.leave(P, Cause.PARENT_PRICE, shop.clock.instant());
    quiet();

    assertThat(proposals()).isEmpty();
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            MarginRulesApplied.class,
            applied -> {
              assertThat(applied.draftId()).isNull();
              assertThat(applied.notProposed())
                  .containsExactly(
                      new NotProposed("com", "RENEW: Your supplier has no price for it."));
            });
  }

  /** On the way to sub-resellers; P pays it. */
  private void operatorAsks(String product, String perYear) {
    shop.subResellersOf(OPERATOR).renewal(product, perYear).saved();
    queue.leave(P, Cause.PARENT_PRICE, shop.clock.instant());
  }

  private void keep(String percent, String... patterns) {
    keep(State.ON, percent, patterns);
  }

  private void keep(State state, String percent, String... patterns) {
    rules.recordMargins(
        change(RuleKind.margin(Audience.CUSTOMER)), List.of(rule(state, percent, patterns)));
  }

  private RuleChange change(RuleKind kind) {
    return new RuleChange(
        new RuleKey(P, kind), 1, new Author("client-1", shop.clock.instant(), "because"));
  }

  /** On renewals, ending .99. */
  private static StandingMargin rule(State state, String percent, String... patterns) {
    return new StandingMargin(
        state,
        new BulkMargin.Plan(
            new ProductSearch("search", List.of(patterns)),
            Set.of(ProductAction.RENEW),
            Map.of(0, new Margin.OfCost(new BigDecimal(percent))),
            new Rounding(null, "99", Rounding.BelowCost.NEXT_ONE_UP)));
  }

  private List<Head> proposals() {
    return drafts.page(CUSTOMERS, OptionalLong.empty(), 10);
  }

  private Draft proposal() {
    return drafts.lockProposal(CUSTOMERS).orElseThrow();
  }

  private static List<String> cells(Draft draft) {
    return draft.changes().prices().cells().stream().map(WatchMarginsTest::words).toList();
  }

  private static String words(ProposedCell cell) {
    return "%s %s %d %d %s"
        .formatted(
            cell.product(), cell.action(), cell.slab(), cell.years(), cell.perYear().amount());
  }

  private DraftResult publish(Draft draft) {
    return publishDraft.publish(
        new PublishDraft.Request(
            draft.head().book(), draft.head().id(), draft.head().version(), null, "client-1"));
  }

  private long renewal(String product) {
    return shop
        .books
        .content(CUSTOMERS, shop.clock.instant())
        .flatMap(content -> content.soldAt(product, shop.clock.instant()))
        .orElseThrow()
        .cells()
        .stream()
        .filter(cell -> cell.action() == ProductAction.RENEW)
        .mapToLong(PriceCell::perYear)
        .findFirst()
        .orElseThrow();
  }

  /** Until no cost has changed for a while; whatever is due is looked at then. */
  private void quiet() {
    seconds(10);
    follow();
  }

  private void seconds(int seconds) {
    shop.clock.advance(Duration.ofSeconds(seconds));
  }

  private void follow() {
    while (followCosts.follow((seller, _) -> failed.add(seller))) {
      // the next round
    }
  }
}
