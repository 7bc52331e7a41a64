package io.tierline.pricing.book;

import static io.tierline.pricing.Shop.OPERATOR;
import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Seller.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SetPricesTest {

  private final Shop shop = new Shop();

  @Test
  @DisplayName("PR-16: one message for each product, whole, in one change set")
  void aSaveIsPublishedWhole() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").price("com", 0, 2, "14").saved();

    assertThat(shop.told).hasSize(2).allMatch(PriceListPublished.class::isInstance);
    PriceListPublished com = (PriceListPublished) shop.told.getFirst();
    assertThat(com.key()).isEqualTo("1002/CUSTOMER/com");
    assertThat(com.version()).isEqualTo(1);
    assertThat(com.changeSet().size()).isEqualTo(2);
    assertThat(shop.told).extracting(PriceListEvent::changeSet).containsOnly(com.changeSet());
    assertThat(com.currency()).isEqualTo("USD");
    assertThat(com.minYears()).isEqualTo(1);
    assertThat(com.maxYears()).isEqualTo(10);
    assertThat(com.cells())
        .extracting(PriceListEvent.Cell::perYear)
        .containsExactly(Money.parse("USD 15.00"), Money.parse("USD 14.00"));
    assertThat(com.effectiveFrom()).isEqualTo(shop.clock.instant());
    assertThat(com.occurredAt()).isEqualTo(shop.clock.instant());
  }

  @Test
  @DisplayName("PR-20: versions of a product grow by one, also over a withdrawal")
  void versionsGrowByOne() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();
    shop.customersOf(P).renewal("com", "14").saved();
    shop.customersOf(P).withdraw("com").saved();
    shop.customersOf(P).renewal("com", "13").saved();

    assertThat(shop.told)
        .filteredOn(event -> event.product().equals("com"))
        .extracting(PriceListEvent::version)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(shop.told.get(3)).isInstanceOf(PriceListWithdrawn.class);
    assertThat(shop.told)
        .filteredOn(event -> event.product().equals("net"))
        .extracting(PriceListEvent::version)
        .containsExactly(1L);
  }

  @Test
  @DisplayName("PR-20: what waited for another's save is made on what that one saved")
  void whatWaitedIsMadeOnWhatTheOtherSaved() {
    PlanPrices planPrices = new PlanPrices(shop.books, shop.sellers, shop.catalog, shop.schedule);
    BookKey book = new BookKey(P, Audience.CUSTOMER);
    shop.customersOf(P).renewal("com", "15").saved();

    shop.books.beforeTheNextLock(() -> anotherSaves("14"));
    assertThat(planPrices.lockPresent(book)).hasValueSatisfying(present -> costs(1_400, present));
    shop.books.beforeTheNextLock(() -> anotherSaves("13"));
    assertThat(planPrices.lockExisting(book)).hasValueSatisfying(present -> costs(1_300, present));

    Shop.Change promo = shop.customersOf(P).seen(4L).promo("com", "9", 30);
    shop.books.beforeTheNextLock(() -> anotherSaves("12"));
    promo.saved();
    assertThat(shop.books.content(book, shop.clock.instant()).orElseThrow().version()).isEqualTo(5);
    assertThat(((PriceListPublished) shop.told.getLast()).cells())
        .extracting(PriceListEvent.Cell::perYear)
        .containsExactly(Money.parse("USD 12.00"));
  }

  private void anotherSaves(String perYear) {
    shop.clock.advance(Duration.ofSeconds(1));
    shop.customersOf(P).renewal("com", perYear).saved();
  }

  private static void costs(long perYear, PlanPrices.Present present) {
    assertThat(present.content().soldAt("com", present.now()))
        .hasValueSatisfying(
            sold ->
                assertThat(sold.cells()).extracting(PriceCell::perYear).containsExactly(perYear));
  }

  @Test
  @DisplayName("PR-1: nothing is saved and nothing is told when one price is refused")
  void nothingHalfSaved() {
    assertThat(shop.customersOf(P).renewal("com", "15").renewal("net", "-1").refused())
        .containsExactly("amount-negative");

    assertThat(shop.told).isEmpty();
    assertThat(contentOf(P, Audience.CUSTOMER).version()).isZero();
    assertThat(contentOf(P, Audience.CUSTOMER).products()).isEmpty();
  }

  @Test
  @DisplayName("a save names the version it has seen, except for the first")
  void aSaveNamesTheVersionItHasSeen() {
    shop.customersOf(P).renewal("com", "15").saved();

    assertThat(shop.customersOf(P).seen(null).renewal("com", "14").save())
        .isEqualTo(new Result.VersionRequired(1));
    assertThat(shop.customersOf(P).seen(0L).renewal("com", "14").save())
        .isEqualTo(new Result.OtherVersion(1));
    assertThat(shop.customersOf(P).seen(1L).renewal("com", "14").saved().change().bookVersion())
        .isEqualTo(2);
  }

  @Test
  void aSellerNobodyHeardOfOrThatWasRejectedSetsNoPrices() {
    SellerId unknown = new SellerId(4711);
    assertThat(shop.customersOf(unknown).renewal("com", "15").save())
        .isEqualTo(new Result.SellerUnknown(unknown));

    shop.sellers.put(new Seller(P, OPERATOR, CurrencyUnit.USD, Status.REJECTED));
    assertThat(shop.customersOf(P).renewal("com", "15").save())
        .isEqualTo(new Result.SellerUnknown(P));
  }

  @Test
  @DisplayName("PR-18: prices are in the seller's selling currency")
  void pricesAreInTheSellersCurrency() {
    shop.sellers.put(new Seller(P, OPERATOR, CurrencyUnit.JPY, Status.ACTIVE));

    assertThat(shop.customersOf(P).renewal("com", "15").refused())
        .containsExactly("other-currency");
  }

  @Test
  @DisplayName("PR-7: new slabs go into the price list of every product of the book")
  void slabsBelongToEveryPriceList() {
    shop.subResellersOf(P).renewal("com", "10").renewal("net", "11").saved();
    shop.told.clear();

    shop.subResellersOf(P).slab(1, "1000").price("com", 0, 1, "10").price("com", 1, 1, "9").saved();

    assertThat(shop.told)
        .extracting(PriceListEvent::product, PriceListEvent::version)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("com", 2L),
            org.assertj.core.groups.Tuple.tuple("net", 2L));
    assertThat(shop.told)
        .allSatisfy(
            event ->
                assertThat(event)
                    .asInstanceOf(type(PriceListPublished.class))
                    .extracting(PriceListPublished::slabs)
                    .isEqualTo(
                        List.of(new PriceListEvent.Slab(1, Money.parse("USD 1000.00"), null))));
  }

  @Test
  @DisplayName("PR-8: a slab can be deleted any time and takes its prices along")
  void aDeletedSlabTakesItsPricesAlong() {
    shop.subResellersOf(P)
        .slab(1, "1000")
        .slab(2, "5000")
        .price("com", 0, 1, "10")
        .price("com", 1, 1, "9")
        .price("com", 2, 1, "8")
        .saved();
    shop.told.clear();

    shop.subResellersOf(P).slab(2, "5000").saved();

    assertThat(shop.told)
        .singleElement()
        .asInstanceOf(type(PriceListPublished.class))
        .satisfies(
            com -> {
              assertThat(com.slabs()).extracting(PriceListEvent.Slab::number).containsExactly(2);
              assertThat(com.cells()).extracting(PriceListEvent.Cell::slab).containsExactly(0, 2);
            });
  }

  @Test
  void theSameSlabsAgainChangeNothing() {
    shop.subResellersOf(P).slab(1, "1000").price("com", 0, 1, "10").saved();

    assertThat(shop.subResellersOf(P).slab(1, "1000.00").refused())
        .containsExactly("nothing-to-change");
    assertThat(shop.subResellersOf(P).refused()).containsExactly("nothing-to-change");
    assertThat(shop.subResellersOf(P).noSlabs().saved().change().slabs().slabs()).isEmpty();
  }

  @Test
  @DisplayName("PR-20: a scheduled change goes on the bus half an hour before it starts")
  void aScheduledChangeIsPublishedShortlyBefore() {
    Instant start = shop.clock.instant().plus(Duration.ofHours(2));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("com", "14").from(start).saved();

    shop.publishDueChanges.publishOneBook();
    assertThat(shop.told).extracting(PriceListEvent::version).containsExactly(1L);

    shop.clock.advance(Duration.ofMinutes(90));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(shop.publishDueChanges.publishOneBook()).isFalse();
    assertThat(shop.told).extracting(PriceListEvent::version).containsExactly(1L, 2L);
    assertThat(((PriceListPublished) shop.told.getLast()).effectiveFrom()).isEqualTo(start);
  }

  @Test
  @DisplayName("PR-16 PR-20: a change that starts at once leaves what is scheduled for its time")
  void whatStartsAtOnceGoesAlone() {
    Instant start = shop.clock.instant().plus(Duration.ofDays(2));
    shop.customersOf(P).renewal("com", "15").renewal("net", "20").saved();
    shop.customersOf(P).renewal("net", "16").from(start).saved();
    shop.customersOf(P).renewal("com", "13").saved();
    assertThat(told()).containsExactly("com 1", "net 1", "com 2");

    shop.clock.advance(Duration.ofDays(2).minusMinutes(30));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(told()).containsExactly("com 1", "net 1", "com 2", "net 2");
    assertThat(shop.publishDueChanges.publishOneBook()).isFalse();
  }

  @Test
  @DisplayName("PR-16 PR-20: what a newer version overtook is left out of its change set")
  void whatWasOvertakenIsLeftOut() {
    Instant start = shop.clock.instant().plus(Duration.ofDays(2));
    shop.customersOf(P).renewal("com", "15").saved();
    Result.Saved scheduled =
        shop.customersOf(P).renewal("com", "14").renewal("net", "16").from(start).saved();
    Result.Saved saved = shop.customersOf(P).renewal("com", "13").saved();
    assertThat(saved.superseded())
        .extracting(ProductVersion::product, superseded -> superseded.prices().version())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("com", 2L));
    assertThat(told()).containsExactly("com 1", "com 3");

    shop.clock.advance(Duration.ofDays(2));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();

    assertThat(told()).containsExactly("com 1", "com 3", "net 1");
    assertThat(shop.told.getLast().changeSet())
        .isEqualTo(new PriceListEvent.ChangeSet(scheduled.change().changeSetId().toString(), 1));
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: of a change that was overtaken whole nothing is told, and nothing waits")
  void whatWasOvertakenWholeIsNotTold() {
    Instant start = shop.clock.instant().plus(Duration.ofDays(2));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("com", "14").from(start).saved();
    shop.customersOf(P).withdraw("com").saved();

    shop.clock.advance(Duration.ofDays(2));
    assertThat(shop.publishDueChanges.late()).isNotEmpty();
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();

    assertThat(told()).containsExactly("com 1", "com 3");
    assertThat(shop.publishDueChanges.late()).isEmpty();
    assertThat(shop.publishDueChanges.publishOneBook()).isFalse();
  }

  @Test
  @DisplayName("PR-20: changes that start one after the other go on the bus each at its time")
  void eachScheduledChangeHasItsTime() {
    Instant monday = shop.clock.instant().plus(Duration.ofDays(2));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("com", "14").from(monday).saved();
    shop.customersOf(P).renewal("com", "13").from(monday.plus(Duration.ofDays(1))).saved();

    shop.clock.advance(Duration.ofDays(2));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(told()).containsExactly("com 1", "com 2");

    shop.clock.advance(Duration.ofDays(1));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(told()).containsExactly("com 1", "com 2", "com 3");
  }

  @Test
  @DisplayName("PR-16 PR-20: what has yet to start comes with those below it, each in its own set")
  void whatHasYetToStartComesWithoutAGap() {
    Instant monday = shop.clock.instant().plus(Duration.ofDays(2));
    Instant tuesday = monday.plus(Duration.ofDays(1));
    shop.customersOf(P).renewal("com", "15").renewal("net", "20").saved();
    Result.Saved onTuesday =
        shop.customersOf(P)
            .renewal("com", "14")
            .renewal("net", "16")
            .renewal("org", "17")
            .from(tuesday)
            .saved();
    shop.customersOf(P).renewal("com", "13").renewal("net", "12").from(monday).saved();
    shop.told.clear();

    shop.clock.advance(Duration.ofDays(2).minusMinutes(30));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();

    assertThat(told()).containsExactly("com 2", "net 2", "com 3", "net 3");
    assertThat(shop.told).extracting(event -> event.changeSet().size()).containsExactly(1, 1, 2, 2);
    assertThat(shop.told)
        .extracting(event -> event.changeSet().id())
        .doesNotContain(idOf(onTuesday));
    shop.told.clear();

    shop.clock.advance(Duration.ofDays(1));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(told()).containsExactly("org 1");
    assertThat(shop.told.getFirst().changeSet())
        .isEqualTo(new PriceListEvent.ChangeSet(idOf(onTuesday), 1));
  }

  private static String idOf(Result.Saved saved) {
    return saved.change().changeSetId().toString();
  }

  @Test
  @DisplayName("PR-16: a save takes along what is due and does not wait for the next look")
  void aSaveTakesAlongWhatIsDue() {
    Instant soon = shop.clock.instant().plus(Duration.ofMinutes(40));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("com", "14").from(soon).saved();
    shop.clock.advance(Duration.ofMinutes(20));
    shop.customersOf(P).renewal("com", "13").from(soon.plusSeconds(60)).saved();

    assertThat(told()).containsExactly("com 1", "com 2", "com 3");
    assertThat(shop.publishDueChanges.publishOneBook()).isFalse();
  }

  /** On the bus, in this order. */
  private List<String> told() {
    return shop.told.stream().map(event -> event.product() + " " + event.version()).toList();
  }

  @Test
  @DisplayName("PR-20: the past is not rewritten, and nobody plans for years")
  void aStartIsNowOrLater() {
    Instant now = shop.clock.instant();

    assertThat(shop.customersOf(P).renewal("com", "15").from(now.minusSeconds(1)).refused())
        .containsExactly("starts-in-the-past");
    assertThat(
            shop.customersOf(P).renewal("com", "15").from(now.plus(Duration.ofDays(367))).refused())
        .containsExactly("starts-too-far-ahead");
  }

  @Test
  @DisplayName("PR-8: slabs change at once, and not under a scheduled price")
  void slabsChangeAtOnce() {
    Instant later = shop.clock.instant().plus(Duration.ofDays(1));
    shop.subResellersOf(P).slab(1, "1000").price("com", 0, 1, "10").saved();
    assertThat(shop.subResellersOf(P).slab(1, "2000").from(later).refused())
        .containsExactly("slabs-change-at-once");

    shop.subResellersOf(P).price("com", 0, 1, "11").from(later).saved();
    assertThat(shop.subResellersOf(P).slab(1, "2000").refused())
        .containsExactly("scheduled-change-waits");
    shop.subResellersOf(P).slab(1, "2000").price("com", 0, 1, "12").saved();
  }

  @Test
  void onlyWhatIsSoldCanBeWithdrawn() {
    shop.customersOf(P).renewal("com", "15").saved();

    assertThat(shop.customersOf(P).withdraw("net").refused()).containsExactly("not-sold");
    assertThat(shop.customersOf(P).renewal("com", "14").withdraw("com").refused())
        .containsExactly("withdrawn-and-priced");
    shop.customersOf(P).withdraw("com").saved();
    assertThat(shop.customersOf(P).withdraw("com").refused()).containsExactly("not-sold");
  }

  @Test
  @DisplayName("PR-6 PR-13: promos and the application fee go out with the price list, whole")
  void promosAndFeeArePublished() {
    shop.customersOf(P)
        .renewal("com", "15")
        .promo("com", "6", 3)
        .applicationFee("com", "0")
        .saved();

    PriceListPublished com = (PriceListPublished) shop.told.getFirst();
    assertThat(com.promos())
        .singleElement()
        .satisfies(
            promo -> {
              assertThat(promo.perYear()).isEqualTo(Money.parse("USD 6.00"));
              assertThat(promo.actions()).containsExactly(ProductAction.RENEW);
              assertThat(promo.from()).isEqualTo(shop.clock.instant());
              assertThat(promo.until()).isEqualTo(shop.clock.instant().plus(Duration.ofDays(3)));
            });
    assertThat(com.applicationFee()).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  @DisplayName("PR-6 PR-13: a part of a product that is not named stays as it is")
  void whatIsNotNamedStays() {
    shop.customersOf(P)
        .renewal("com", "15")
        .promo("com", "6", 3)
        .applicationFee("com", "40")
        .saved();

    shop.customersOf(P).renewal("com", "14").saved();
    PriceList repriced = soldNow("com");
    assertThat(repriced.cells()).extracting(PriceCell::perYear).containsExactly(1_400L);
    assertThat(repriced.promos()).extracting(Promo::perYear).containsExactly(600L);
    assertThat(repriced.applicationFee()).isEqualTo(4_000);

    shop.customersOf(P).promo("com", "7", 3).promo("com", "5", 3).saved();
    PriceList promoted = soldNow("com");
    assertThat(promoted.cells()).isEqualTo(repriced.cells());
    assertThat(promoted.promos()).extracting(Promo::perYear).containsExactlyInAnyOrder(700L, 500L);
    assertThat(promoted.applicationFee()).isEqualTo(4_000);

    shop.customersOf(P).remove("com", Part.PROMOS).saved();
    assertThat(soldNow("com").promos()).isEmpty();
    shop.customersOf(P).remove("com", Part.APPLICATION_FEE).saved();
    assertThat(soldNow("com")).isEqualTo(PriceList.of(repriced.cells()));
  }

  @Test
  @DisplayName("PR-6 PR-20: what a scheduled change does not name is what will be in force then")
  void aScheduledChangeStartsFromWhatIsInForceThen() {
    Instant tomorrow = shop.clock.instant().plus(Duration.ofDays(1));
    shop.customersOf(P).renewal("com", "15").promo("com", "6", 10).saved();
    shop.customersOf(P).renewal("com", "14").from(tomorrow).saved();

    shop.customersOf(P).promo("com", "5", 10).from(tomorrow.plusSeconds(1)).saved();

    shop.clock.advance(Duration.ofDays(2));
    assertThat(soldNow("com").cells()).extracting(PriceCell::perYear).containsExactly(1_400L);
    assertThat(soldNow("com").promos()).extracting(Promo::perYear).containsExactly(500L);
  }

  @Test
  @DisplayName("PR-6: a promo that is over is not carried along")
  void aPromoThatIsOverIsNotCarriedAlong() {
    shop.customersOf(P).renewal("com", "15").promo("com", "6", 1).promo("com", "7", 2).saved();
    shop.clock.advance(Duration.ofDays(1));

    shop.customersOf(P).renewal("com", "14").saved();

    assertThat(soldNow("com").promos()).extracting(Promo::perYear).containsExactly(700L);
  }

  @Test
  @DisplayName("PR-6 PR-13: a product without prices has neither promo nor fee")
  void noPromoWithoutPrices() {
    assertThat(shop.customersOf(P).promo("com", "6", 1).refused()).contains("not-priced");
    assertThat(shop.customersOf(P).applicationFee("com", "6").refused()).contains("not-priced");
    assertThat(shop.customersOf(P).remove("com", Part.PROMOS).refused()).contains("not-priced");
    assertThat(
            shop.customersOf(P)
                .renewal("com", "15")
                .promo("com", "6", 1)
                .remove("com", Part.PROMOS)
                .refused())
        .containsExactly("given-and-removed");
    assertThat(
            shop.customersOf(P)
                .renewal("com", "15")
                .applicationFee("com", "6")
                .remove("com", Part.APPLICATION_FEE)
                .refused())
        .containsExactly("given-and-removed");
    assertThat(contentOf(P, Audience.CUSTOMER).version()).isZero();
  }

  @Test
  @DisplayName("PR-6 PR-7: new slabs leave promos and the application fee alone")
  void newSlabsLeavePromosAlone() {
    shop.subResellersOf(P)
        .price("com", 0, 1, "15")
        .promo("com", "6", 3)
        .applicationFee("com", "40")
        .saved();

    shop.subResellersOf(P).slab(1, "1000").saved();

    PriceListPublished com = (PriceListPublished) shop.told.getLast();
    assertThat(com.slabs()).hasSize(1);
    assertThat(com.promos()).hasSize(1);
    assertThat(com.applicationFee()).isEqualTo(Money.parse("USD 40.00"));
  }

  private PriceList soldNow(String product) {
    return contentOf(P, Audience.CUSTOMER).soldAt(product, shop.clock.instant()).orElseThrow();
  }

  private BookContent contentOf(SellerId seller, Audience audience) {
    return shop.books.content(new BookKey(seller, audience), shop.clock.instant()).orElseThrow();
  }
}
