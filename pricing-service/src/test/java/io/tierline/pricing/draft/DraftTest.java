package io.tierline.pricing.draft;

import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.ReadDrafts.Shown;
import io.tierline.pricing.engine.CostOf;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.Preview;
import io.tierline.pricing.engine.Preview.Warning;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.Rounding.BelowCost;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.tldstatus.WhatIsSold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DraftTest {

  private static final BookKey CUSTOMERS = new BookKey(P, Audience.CUSTOMER);
  private static final BookKey SUB_RESELLERS = new BookKey(P, Audience.SUB_RESELLER);
  private static final CostOf COSTS_7_35 =
      (product, _, _) ->
          product.equals("net")
              ? new Cost.Unknown("no rate")
              : new Cost.Known(Money.parse("USD 7.35"));

  private final Shop shop = new Shop();
  private final InMemoryDrafts drafts = new InMemoryDrafts();
  private final PlanPrices planPrices =
      new PlanPrices(shop.books, shop.sellers, shop.catalog, shop.schedule);
  private final WriteDraft writeDraft =
      new WriteDraft(drafts, planPrices, new Sources(planPrices, shop.catalog), 3);
  private final ReadDrafts readDrafts =
      new ReadDrafts(
          drafts, planPrices, shop.compiledBooks, new WhatIsSold(shop.catalog, shop.statuses));
  private final PublishDraft publishDraft = new PublishDraft(drafts, planPrices, shop.setPrices);
  private final RebaseDraft rebaseDraft = new RebaseDraft(drafts, planPrices);

  @Test
  @DisplayName("PR-20 a draft is nobody's price until it is published, and gone then")
  void aDraftIsNobodysPriceUntilItIsPublished() {
    shop.customersOf(P).renewal("com", "15").saved();
    Draft draft = kept(byHand(shop.customersOf(P).renewal("com", "14")));
    assertThat(renewal("com")).isEqualTo(1_500);
    assertThat(shop.told).hasSize(1);

    assertThat(publish(draft)).isInstanceOf(DraftResult.Published.class);

    assertThat(renewal("com")).isEqualTo(1_400);
    assertThat(shop.told).hasSize(2);
    assertThat(publish(draft)).isEqualTo(new DraftResult.Unknown(draft.head().id()));
  }

  @Test
  @DisplayName("PR-20 nothing is published over a change the draft has not seen")
  void nothingIsPublishedOverAnotherChange() {
    shop.customersOf(P).renewal("com", "15").saved();
    Draft draft = kept(byHand(shop.customersOf(P).renewal("com", "14")));
    shop.customersOf(P).renewal("net", "16").saved();

    assertThat(publish(draft)).isEqualTo(new DraftResult.BookMovedOn(1, 2));
    assertThat(renewal("com")).isEqualTo(1_500);

    Draft rebased = kept(rebase(draft));
    assertThat(rebased.head().baseVersion()).isEqualTo(2);
    assertThat(rebased.head().version()).isEqualTo(2);
    assertThat(publish(draft)).isEqualTo(new DraftResult.OtherVersion(2));
    assertThat(publish(rebased)).isInstanceOf(DraftResult.Published.class);
    assertThat(renewal("com")).isEqualTo(1_400);
    assertThat(renewal("net")).isEqualTo(1_600);
  }

  @Test
  @DisplayName("PR-20 rebasing keeps what others changed beside the draft's own prices")
  void rebasingKeepsWhatOthersChanged() {
    shop.customersOf(P).renewal("com", "15").price("com", 0, 2, "14").saved();
    Draft draft = kept(byHand(shop.customersOf(P).renewal("com", "13").price("com", 0, 2, "14")));
    shop.customersOf(P)
        .renewal("com", "15")
        .price("com", 0, 2, "12")
        .price("com", 0, 3, "11")
        .saved();

    assertThat(publish(kept(rebase(draft)))).isInstanceOf(DraftResult.Published.class);

    assertThat(sold(CUSTOMERS, "com").cells())
        .extracting(PriceCell::years, PriceCell::perYear)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(1, 1_300L),
            org.assertj.core.groups.Tuple.tuple(2, 1_200L),
            org.assertj.core.groups.Tuple.tuple(3, 1_100L));
  }

  @Test
  @DisplayName("PR-20 where draft and book changed the same price, the seller decides")
  void aConflictIsTheSellersToDecide() {
    shop.customersOf(P).renewal("com", "15").promo("com", "6", 3).saved();
    Draft price = kept(byHand(shop.customersOf(P).renewal("com", "13")));
    Draft promo = kept(byHand(shop.customersOf(P).promo("com", "5", 3)));
    shop.customersOf(P).renewal("com", "14").promo("com", "4", 3).saved();

    assertThat(rebase(price))
        .isEqualTo(
            new DraftResult.Conflicting(
                List.of(
                    new DraftResult.Conflict(
                        "com", "RENEW, slab 0, 1 year(s)", "15.00 USD", "14.00 USD", "13 USD"))));
    assertThat(rebase(promo)).isInstanceOf(DraftResult.Conflicting.class);
    assertThat(drafts.find(CUSTOMERS, price.head().id())).contains(price);

    Draft edited =
        kept(
            writeDraft.edit(
                CUSTOMERS, price.head().id(), 1, new WriteDraft.Edit(price.content(), "client-2")));
    assertThat(edited.head().baseVersion()).isEqualTo(2);
    assertThat(edited.head().changed().by()).isEqualTo("client-2");
    assertThat(publish(edited)).isInstanceOf(DraftResult.Published.class);
    assertThat(renewal("com")).isEqualTo(1_300);
  }

  @Test
  @DisplayName("PR-20 of two editors the second is told")
  void theSecondEditorIsTold() {
    Draft draft = kept(byHand(shop.customersOf(P).renewal("com", "14")));
    WriteDraft.Edit edit =
        new WriteDraft.Edit(
            new Content(shop.customersOf(P).renewal("com", "13").changes(), "", null), "client-2");
    kept(writeDraft.edit(CUSTOMERS, draft.head().id(), 1, edit));

    assertThat(writeDraft.edit(CUSTOMERS, draft.head().id(), 1, edit))
        .isEqualTo(new DraftResult.OtherVersion(2));
    assertThat(writeDraft.discard(CUSTOMERS, draft.head().id(), 1))
        .isEqualTo(new DraftResult.OtherVersion(2));
    assertThat(writeDraft.discard(CUSTOMERS, draft.head().id(), 2))
        .isEqualTo(new DraftResult.Removed());
    assertThat(writeDraft.discard(CUSTOMERS, draft.head().id(), 2))
        .isEqualTo(new DraftResult.Unknown(draft.head().id()));
  }

  @Test
  @DisplayName("PR-20 a draft that breaks a rule is not kept, nor one too many")
  void aDraftKeepsToTheRules() {
    assertThat(codes(byHand(shop.customersOf(P).renewal("com", "-1"))))
        .containsExactly("amount-negative");
    assertThat(drafts.count(CUSTOMERS)).isZero();
    for (int i = 0; i < 3; i++) {
      kept(byHand(shop.customersOf(P).renewal("com", "14")));
    }
    assertThat(byHand(shop.customersOf(P).renewal("com", "14")))
        .isEqualTo(new DraftResult.TooMany(3));
    SellerId unknown = new SellerId(4711);
    assertThat(
            write(
                new BookKey(unknown, Audience.CUSTOMER),
                new DraftSource.BackToVersion(0, "because")))
        .isEqualTo(new DraftResult.SellerUnknown(unknown));
  }

  @Test
  @DisplayName("PR-20 a preview shows each price that changes with its margins, and nothing else")
  void aPreviewShowsWhatChanges() {
    shop.customersOf(P).renewal("com", "15").price("com", 0, 2, "14").renewal("net", "9").saved();
    Draft draft =
        kept(
            byHand(
                shop.customersOf(P)
                    .renewal("com", "7.35")
                    .price("com", 0, 2, "14")
                    .renewal("net", "10")));

    Shown.Compared shown =
        (Shown.Compared) readDrafts.preview(CUSTOMERS, draft.head().id(), COSTS_7_35);

    assertThat(shown.compared().changes())
        .extracting(Preview.Change::before, Preview.Change::after)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Money.parse("USD 15.00"), Money.parse("USD 7.35")),
            org.assertj.core.groups.Tuple.tuple(Money.parse("USD 9.00"), Money.parse("USD 10.00")));
    assertThat(shown.compared().changes().get(0).margins())
        .isInstanceOfSatisfying(
            Preview.Margins.Known.class,
            margins -> {
              assertThat(margins.before()).isNotNull();
              assertThat(margins.after())
                  .isNotNull()
                  .satisfies(after -> assertThat(after.amount().isZero()).isTrue());
            });
    assertThat(shown.compared().changes().get(1).margins())
        .isEqualTo(new Preview.Margins.CostUnknown("no rate"));
    assertThat(shown.compared().warnings()).anyMatch(Warning.AtOrBelowCost.class::isInstance);
    assertThat(shown.compared().warnings())
        .filteredOn(Warning.SoldWithoutPrice.class::isInstance)
        .extracting(Warning::product)
        .contains("org");
    assertThat(renewal("com")).isEqualTo(1_500);
  }

  @Test
  @DisplayName("PR-10 PR-11 E6 prices are made from costs for all that a search finds")
  void pricesAreMadeFromCosts() {
    shop.customersOf(P).renewal("com", "15").promo("com", "6", 3).saved();
    Draft draft = kept(write(CUSTOMERS, margin("20", "com", "co.u*")));

    assertThat(draft.head().origin()).isEqualTo(Draft.Origin.MARGIN);
    assertThat(draft.changes().products()).containsExactly("co.uk", "com");
    publish(draft);
    assertThat(renewal("com")).isEqualTo(899);
    assertThat(renewal("co.uk")).isEqualTo(899);
    assertThat(sold(CUSTOMERS, "com").promos()).hasSize(1);
    assertThat(codes(write(CUSTOMERS, margin("20", "com")))).containsExactly("nothing-to-change");
  }

  @Test
  @DisplayName("PR-18 a cost that is not known stops all of a bulk change")
  void anUnknownCostStopsAll() {
    assertThat(codes(write(CUSTOMERS, margin("20", "com", "net")))).containsOnly("cost-unknown");
    assertThat(codes(write(CUSTOMERS, margin("20", "nosuch*")))).hasSize(1);
    assertThat(codes(write(CUSTOMERS, margin("twenty", "com")))).hasSize(1);
    assertThat(drafts.count(CUSTOMERS)).isZero();
  }

  @Test
  @DisplayName("PR-20 a book goes back to what it was, in all its parts")
  void aBookGoesBack() {
    shop.subResellersOf(P)
        .slab(1, "1000")
        .price("com", 0, 1, "15")
        .price("com", 1, 1, "14")
        .promo("com", "6", 9)
        .applicationFee("com", "40")
        .price("org", 0, 1, "12")
        .saved();
    Instant then = shop.clock.instant();
    shop.clock.advance(Duration.ofDays(1));
    PriceList before = sold(SUB_RESELLERS, "com");
    shop.subResellersOf(P)
        .slab(2, "2000")
        .price("com", 0, 1, "10")
        .withdraw("org")
        .remove("com", Part.PROMOS)
        .remove("com", Part.APPLICATION_FEE)
        .price("net", 0, 1, "9")
        .saved();

    Draft toMoment = kept(write(SUB_RESELLERS, new DraftSource.BackToMoment(then, "oops")));
    Draft toVersion = kept(write(SUB_RESELLERS, new DraftSource.BackToVersion(1, "oops")));

    assertThat(toVersion.changes()).isEqualTo(toMoment.changes());
    assertThat(publish(toMoment)).isInstanceOf(DraftResult.Published.class);
    assertThat(Set.copyOf(sold(SUB_RESELLERS, "com").cells()))
        .isEqualTo(Set.copyOf(before.cells()));
    assertThat(sold(SUB_RESELLERS, "com").promos()).isEqualTo(before.promos());
    assertThat(sold(SUB_RESELLERS, "com").applicationFee()).isEqualTo(before.applicationFee());
    assertThat(sold(SUB_RESELLERS, "org").cells()).hasSize(1);
    var book = shop.books.content(SUB_RESELLERS, shop.clock.instant()).orElseThrow();
    assertThat(book.slabs()).extracting(Slab::number).containsExactly(1);
    assertThat(book.soldAt("net", shop.clock.instant())).isEmpty();
    assertThat(codes(write(SUB_RESELLERS, new DraftSource.BackToVersion(3, ""))))
        .containsExactly("nothing-to-change");
  }

  @Test
  @DisplayName("PR-6 PR-20 going back does not bring a promo back that is over")
  void aPromoThatIsOverStaysOver() {
    shop.customersOf(P).renewal("com", "15").promo("com", "6", 1).saved();
    shop.clock.advance(Duration.ofDays(2));
    shop.customersOf(P).renewal("com", "14").saved();

    publish(kept(write(CUSTOMERS, new DraftSource.BackToVersion(1, ""))));

    assertThat(renewal("com")).isEqualTo(1_500);
    assertThat(sold(CUSTOMERS, "com").promos()).extracting(Promo::name).isEmpty();
  }

  @Test
  @DisplayName("PR-20 a book goes back only to what there was")
  void thereIsNoWayBackToTheFuture() {
    shop.customersOf(P).renewal("com", "15").saved();

    assertThat(codes(write(CUSTOMERS, new DraftSource.BackToVersion(2, ""))))
        .containsExactly("version-unknown");
    assertThat(
            codes(
                write(
                    CUSTOMERS,
                    new DraftSource.BackToMoment(shop.clock.instant().plusSeconds(1), ""))))
        .containsExactly("not-in-the-past");
    publish(kept(write(CUSTOMERS, new DraftSource.BackToVersion(0, ""))));
    assertThat(
            shop.books
                .content(CUSTOMERS, shop.clock.instant())
                .orElseThrow()
                .soldAt("com", shop.clock.instant()))
        .isEmpty();
  }

  @Test
  @DisplayName(
      "PR-10 a file that says what the book says changes nothing, whatever it is written like")
  void aFileThatSaysTheSameChangesNothing() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();

    assertThat(codes(write(CUSTOMERS, file("15.0", "16")))).containsExactly("nothing-to-change");
    Draft draft = kept(write(CUSTOMERS, file("15", "17")));
    assertThat(draft.changes().products()).containsExactly("net");
    assertThat(draft.head().origin()).isEqualTo(Draft.Origin.CSV);
  }

  private static DraftSource file(String com, String net) {
    return new DraftSource.FromFile(
        List.of(renewalCell("com", com), renewalCell("net", net)), "USD", "because");
  }

  private static ProposedCell renewalCell(String product, String perYear) {
    return new ProposedCell(
        "row", product, ProductAction.RENEW, 0, 1, new ProposedAmount(perYear, "USD"));
  }

  private static DraftSource margin(String percent, String... search) {
    return new DraftSource.ByMargin(
        new ProductSearch("margin.search", List.of(search)),
        Set.of(ProductAction.RENEW),
        Map.of(0, new ProposedMargin("margin.margins[0]", percent, null)),
        new Rounding(null, "99", BelowCost.NEXT_ONE_UP),
        "cost and a fifth");
  }

  private DraftResult byHand(Shop.Change change) {
    return write(CUSTOMERS, new DraftSource.ByHand(new Content(change.changes(), "because", null)));
  }

  private DraftResult write(BookKey book, DraftSource source) {
    return writeDraft.write(new WriteDraft.Request(book, source, "client-1", COSTS_7_35));
  }

  private DraftResult publish(Draft draft) {
    return publishDraft.publish(
        new PublishDraft.Request(
            draft.head().book(), draft.head().id(), draft.head().version(), null, "client-1"));
  }

  private DraftResult rebase(Draft draft) {
    return rebaseDraft.rebase(
        draft.head().book(), draft.head().id(), draft.head().version(), "client-1");
  }

  private static Draft kept(DraftResult result) {
    assertThat(result).isInstanceOf(DraftResult.Kept.class);
    return ((DraftResult.Kept) result).draft();
  }

  private static List<String> codes(DraftResult result) {
    assertThat(result).isInstanceOf(DraftResult.Refused.class);
    return ((DraftResult.Refused) result).refusals().stream().map(PriceRefusal::code).toList();
  }

  private long renewal(String product) {
    return sold(CUSTOMERS, product).cells().getFirst().perYear();
  }

  private PriceList sold(BookKey book, String product) {
    Instant now = shop.clock.instant();
    return shop.books.content(book, now).orElseThrow().soldAt(product, now).orElseThrow();
  }
}
