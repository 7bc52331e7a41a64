package io.tierline.storefront;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.contracts.ProductAction.RESTORE;
import static io.tierline.contracts.ProductAction.TRANSFER;
import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent.Kind;
import io.tierline.contracts.pricing.PriceListEvent.Promo;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.PriceAnswer.NotSold;
import io.tierline.storefront.PriceAnswer.Priced;
import io.tierline.storefront.PriceAnswer.Unvouched;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.ProductPrices.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The cache prices as the pricing service's quotes do. */
class PricesAsQuotedTest {

  private static final Instant IN_AN_HOUR = NOON.plus(Duration.ofHours(1));
  private static final Buyer VISITOR = Buyer.visitor();
  private static final Buyer REGULAR = Buyer.customer(new CustomerId(20001));
  private static final Buyer OTHER_CUSTOMER = Buyer.customer(new CustomerId(20002));

  private final PriceCacheScene scene = PriceCacheScene.upToDate();

  @Test
  @DisplayName("PR-16: many prices at once are those of one moment, each as if asked alone")
  void manyAtOnce() {
    scene.reads(telescopicCom().promo("6.00", NOON, IN_AN_HOUR).published());
    Purchase register = Purchase.of(SELLER, "com", REGISTER, 2);
    Purchase net = Purchase.of(SELLER, "net", RENEW, 1);

    assertThat(scene.desk.pricesFor(List.of(register, net, register.by(REGULAR))))
        .containsExactly(
            scene.desk.priceFor(register),
            scene.desk.priceFor(net),
            scene.desk.priceFor(register.by(REGULAR)));
    assertThat(scene.counters.answersPriced()).isEqualTo(4);
    assertThat(scene.counters.answersNotSold()).isEqualTo(2);

    scene.systemClock.advance(PriceCacheScene.BOUND.plusNanos(1));
    assertThat(scene.desk.pricesFor(List.of(register, net)))
        .containsOnly(new Unvouched(UnvouchedReason.STALE, NOON));
    assertThat(scene.counters.answersUnvouched()).isEqualTo(2);
  }

  private static PriceLists telescopicCom() {
    return PriceLists.of("com")
        .with(REGISTER, 0, 1, "10.00")
        .with(REGISTER, 0, 2, "9.00")
        .with(RENEW, 0, 1, "10.00");
  }

  @Nested
  @DisplayName("Promos")
  class Promos {

    @Test
    @DisplayName("PR-6, E2: promo 6.00 against {1: 10, 2: 9}: 6.00, and 6 + 9 = 15.00 beats 18.00")
    void aPromoCoversTheShortestTenureOnly() {
      scene.reads(telescopicCom().promo("6.00", NOON, IN_AN_HOUR).published());

      assertThat(shown(scene.price(REGISTER, 1, VISITOR)))
          .isEqualTo(tuple(Price.Kind.PROMO, "USD 6.00", "USD 6.00"));
      assertThat(shown(scene.price(REGISTER, 2, VISITOR)))
          .isEqualTo(tuple(Price.Kind.PROMO, "USD 6.00", "USD 15.00"));
    }

    @Test
    @DisplayName("PR-6, E3: promo 9.50: 9.50 + 9 = 18.50 loses to telescopic 18.00")
    void theLowerTotalWins() {
      scene.reads(telescopicCom().promo("9.50", NOON, IN_AN_HOUR).published());

      assertThat(shown(scene.price(REGISTER, 2, VISITOR)))
          .isEqualTo(tuple(Price.Kind.USUAL, "USD 9.00", "USD 18.00"));
    }

    @Test
    @DisplayName("PR-6: where both cost the same, the usual price counts")
    void aTieGoesToTheUsualPrice() {
      scene.reads(telescopicCom().promo("9.00", NOON, IN_AN_HOUR).published());

      assertThat(scene.price(REGISTER, 2, VISITOR).kind()).isEqualTo(Price.Kind.USUAL);
      assertThat(scene.price(REGISTER, 1, VISITOR).kind()).isEqualTo(Price.Kind.PROMO);
    }

    @Test
    @DisplayName("PR-6: a TLD sold for 2 years or more has them all at the promo's price")
    void theShortestTenureMayBeLonger() {
      scene.reads(
          PriceLists.of("com")
              .tenures(2, 10)
              .with(REGISTER, 0, 2, "70.00")
              .promo("60.00", NOON, IN_AN_HOUR)
              .published());

      assertThat(scene.price(REGISTER, 3, VISITOR).total()).hasToString("USD 190.00");
    }

    @Test
    @DisplayName("PR-6: its start is included, its end excluded, on the business clock")
    void theWindowIsHalfOpen() {
      scene.reads(telescopicCom().promo("6.00", NOON.plusNanos(1), IN_AN_HOUR).published());
      assertThat(scene.price(REGISTER, 1, VISITOR).kind()).isEqualTo(Price.Kind.USUAL);

      scene.businessClock.advance(Duration.ofNanos(1));
      assertThat(scene.price(REGISTER, 1, VISITOR).kind()).isEqualTo(Price.Kind.PROMO);

      scene.businessClock.advance(Duration.ofHours(1).minusNanos(2));
      assertThat(scene.price(REGISTER, 1, VISITOR).kind()).isEqualTo(Price.Kind.PROMO);

      scene.businessClock.advance(Duration.ofNanos(1));
      assertThat(scene.price(REGISTER, 1, VISITOR).kind()).isEqualTo(Price.Kind.USUAL);
    }

    @Test
    @DisplayName("PR-6: only the actions it names, and the cheapest of those that run")
    void theCheapestOfThoseThatRun() {
      scene.reads(
          telescopicCom()
              .promo(promo("1", "8.00", NOON))
              .promo(promo("2", "7.00", NOON))
              .promo(promo("3", "1.00", IN_AN_HOUR))
              .published());

      assertThat(scene.price(REGISTER, 1, VISITOR).total()).hasToString("USD 7.00");
      assertThat(scene.price(RENEW, 1, VISITOR).kind()).isEqualTo(Price.Kind.USUAL);
    }

    @Test
    @DisplayName("PR-6, PR-7: a sub-reseller's promo competes with its slab's price")
    void aPromoCompetesWithTheSlab() {
      scene.reads(
          PriceLists.of("com")
              .forSubResellers()
              .slab("1000", null)
              .with(REGISTER, 0, 1, "10.00")
              .with(REGISTER, 1, 1, "7.00")
              .promo("8.00", NOON, IN_AN_HOUR)
              .published());

      assertThat(scene.price(REGISTER, 1, subReseller("0", 0)).kind()).isEqualTo(Price.Kind.PROMO);
      assertThat(shown(scene.price(REGISTER, 1, subReseller("1000", 0))))
          .isEqualTo(tuple(Price.Kind.USUAL, "USD 7.00", "USD 7.00"));
    }

    @Test
    @DisplayName("PR-4: a price list shows a running promo beside the usual price")
    void aPriceListShowsIt() {
      scene.reads(telescopicCom().tenures(1, 3).promo("6.00", NOON, IN_AN_HOUR).published());

      assertThat(scene.listedTo(VISITOR).getFirst().rows())
          .extracting(
              Row::action,
              Row::years,
              Row::kind,
              row -> row.perYear().toString(),
              row -> String.valueOf(row.usualPerYear()),
              row -> row.total().toString())
          .containsExactly(
              tuple(REGISTER, 1, Price.Kind.PROMO, "USD 6.00", "USD 10.00", "USD 6.00"),
              tuple(REGISTER, 2, Price.Kind.PROMO, "USD 6.00", "USD 9.00", "USD 15.00"),
              tuple(REGISTER, 3, Price.Kind.PROMO, "USD 6.00", "USD 9.00", "USD 24.00"),
              tuple(RENEW, 1, Price.Kind.PROMO, "USD 6.00", "USD 10.00", "USD 6.00"),
              tuple(RENEW, 2, Price.Kind.PROMO, "USD 6.00", "USD 10.00", "USD 16.00"),
              tuple(RENEW, 3, Price.Kind.PROMO, "USD 6.00", "USD 10.00", "USD 26.00"));
    }

    @Test
    @DisplayName("PR-16: listeners hear of it when it begins and when it ends")
    void listenersHearOfIt() {
      scene.reads(telescopicCom().promo("6.00", IN_AN_HOUR, IN_AN_HOUR.plusSeconds(1)).published());
      assertThat(scene.board.swap()).isEmpty();

      scene.businessClock.advance(Duration.ofHours(1));
      assertThat(scene.board.swap())
          .containsExactly(
              new Change.OfProduct(
                  SELLER, VISITOR.audience(), "com", 1, null, scene.systemClock.instant(), null));
      scene.businessClock.advance(Duration.ofSeconds(1));
      assertThat(scene.board.swap()).hasSize(1);
      assertThat(scene.board.swap()).isEmpty();
    }

    private Promo promo(String id, String perYear, Instant from) {
      return new Promo(
          id,
          "Sale",
          List.of(REGISTER),
          Money.parse("USD " + perYear),
          from,
          IN_AN_HOUR.plusSeconds(60));
    }
  }

  @Nested
  @DisplayName("Application fees")
  class ApplicationFees {

    private final PriceLists com = telescopicCom().applicationFee("80.00");

    @Test
    @DisplayName("PR-13: a registration in sunrise shows the fee apart, and in the total")
    void theFeeIsShownApart() {
      scene.reads(Tlds.of("com").sunrise(NOON, IN_AN_HOUR).listed()).reads(com.published());

      Price price = scene.price(REGISTER, 2, VISITOR);
      assertThat(price.forYears()).hasToString("USD 18.00");
      assertThat(price.applicationFee()).hasToString("USD 80.00");
      assertThat(price.total()).hasToString("USD 98.00");
      assertThat(scene.price(RENEW, 1, VISITOR).total()).hasToString("USD 10.00");
    }

    @Test
    @DisplayName("PR-13: the sunrise's start is included, its end excluded")
    void theSunriseEnds() {
      scene.reads(Tlds.of("com").sunrise(NOON, IN_AN_HOUR).listed()).reads(com.published());
      scene.businessClock.advance(Duration.ofHours(1).minusNanos(1));
      assertThat(scene.price(REGISTER, 1, VISITOR).total()).hasToString("USD 90.00");

      scene.businessClock.advance(Duration.ofNanos(1));
      assertThat(scene.price(REGISTER, 1, VISITOR).total()).hasToString("USD 10.00");
    }

    @Test
    @DisplayName("PR-4, PR-13: every tenure has its row where a fee is due once")
    void aFeeIsNotOfEachYear() {
      scene
          .reads(Tlds.of("com").tenures(1, 2).sunrise(NOON, IN_AN_HOUR).listed())
          .reads(
              PriceLists.of("com")
                  .tenures(1, 2)
                  .with(REGISTER, 0, 1, "10.00")
                  .applicationFee("80.00")
                  .published());

      assertThat(scene.listedTo(VISITOR).getFirst().rows())
          .extracting(Row::years, row -> row.total().toString())
          .containsExactly(tuple(1, "USD 90.00"), tuple(2, "USD 100.00"));
    }

    @Test
    @DisplayName("PR-13: a seller that has set none does not register in sunrise; zero is a fee")
    void withoutAFeeNothingIsRegistered() {
      scene
          .reads(Tlds.of("com").sunrise(NOON, IN_AN_HOUR).listed())
          .reads(telescopicCom().published());
      assertThat(scene.asks(REGISTER, 1, VISITOR))
          .isEqualTo(new NotSold(Lacking.APPLICATION_FEE, NOON));
      assertThat(scene.listedTo(VISITOR).getFirst().rows())
          .extracting(Row::action)
          .containsOnly(RENEW);

      scene.reads(telescopicCom().applicationFee("0.00").version(2).published());
      assertThat(scene.price(REGISTER, 1, VISITOR).total()).hasToString("USD 10.00");
    }

    @Test
    @DisplayName("PR-13: a sunrise may charge no fee")
    void aSunriseWithoutFee() {
      scene
          .reads(Tlds.of("com").sunriseWithoutFee(NOON, IN_AN_HOUR).listed())
          .reads(com.published());

      assertThat(scene.price(REGISTER, 1, VISITOR).applicationFee()).hasToString("USD 0.00");
    }

    @Test
    @DisplayName("PR-13: without the catalog's word on its sunrise a TLD is not vouched for")
    void withoutTheCatalogsWordNothingIsVouchedFor() {
      scene.readsUnlisted(com.published());

      assertThat(scene.asks(RENEW, 1, VISITOR))
          .isEqualTo(new Unvouched(UnvouchedReason.TERMS_UNKNOWN, NOON));
      assertThat(scene.unvouchedProducts()).containsExactly("com");

      scene.board.unreadableTermsRead("com", scene.nextSequence());
      scene.board.swap();
      assertThat(scene.asks(RENEW, 1, VISITOR))
          .isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));

      scene.reads(Tlds.of("com").listed());
      assertThat(scene.asks(RENEW, 1, VISITOR)).isInstanceOf(Priced.class);
    }

    @Test
    @DisplayName("PR-3: the catalog's newest word on tenures and actions counts, at once")
    void theCatalogHasTheLastWord() {
      scene.reads(com.published());
      scene.reads(Tlds.of("com").tenures(1, 2).selling(REGISTER).listed());

      assertThat(scene.asks(REGISTER, 3, VISITOR)).isEqualTo(new NotSold(Lacking.TENURE, NOON));
      assertThat(scene.asks(RENEW, 1, VISITOR)).isEqualTo(new NotSold(Lacking.ACTION, NOON));
    }

    @Test
    @DisplayName("what is no TLD has no sunrise, and needs no word of the catalog")
    void aWebServiceIsNoTld() {
      scene.readsUnlisted(
          PriceLists.of("email-hosting")
              .ofKind(Kind.WEB_SERVICE)
              .with(RENEW, 0, 1, "9.00")
              .published());

      assertThat(scene.renewal("email-hosting")).isInstanceOf(Priced.class);
    }
  }

  @Nested
  @DisplayName("Specific prices")
  class SpecificPrices {

    @Test
    @DisplayName("PR-5, E4: 12.00 fixed for a customer: 2 years cost 24.00, promo or not")
    void aSpecificPriceGoesOverAllOthers() {
      scene
          .reads(telescopicCom().promo("6.00", NOON, IN_AN_HOUR).published())
          .reads(Specifics.forCustomer(20001).with("com", REGISTER, "12.00").published());

      assertThat(shown(scene.price(REGISTER, 2, REGULAR)))
          .isEqualTo(tuple(Price.Kind.SPECIFIC, "USD 12.00", "USD 24.00"));
      assertThat(scene.price(REGISTER, 2, OTHER_CUSTOMER).kind()).isEqualTo(Price.Kind.PROMO);
      assertThat(scene.price(REGISTER, 2, VISITOR).kind()).isEqualTo(Price.Kind.PROMO);
      assertThat(scene.price(RENEW, 1, REGULAR).kind()).isEqualTo(Price.Kind.PROMO);
    }

    @Test
    @DisplayName("PR-5, PR-13: the application fee comes on top of it")
    void theFeeComesOnTop() {
      scene
          .reads(Tlds.of("com").sunrise(NOON, IN_AN_HOUR).listed())
          .reads(telescopicCom().applicationFee("80.00").published())
          .reads(Specifics.forCustomer(20001).with("com", REGISTER, "12.00").published());

      assertThat(scene.price(REGISTER, 1, REGULAR).total()).hasToString("USD 92.00");
    }

    @Test
    @DisplayName(
        "PR-5: a scheduled one starts at its business time; given up, others' price counts")
    void aSpecificPriceIsDated() {
      scene
          .reads(telescopicCom().published())
          .reads(
              Specifics.forCustomer(20001)
                  .with("com", REGISTER, Money.parse("USD 12.00"), IN_AN_HOUR)
                  .version(2)
                  .givenUp("com", REGISTER, IN_AN_HOUR.plusSeconds(60))
                  .published());
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.USUAL);

      scene.businessClock.advance(Duration.ofHours(1));
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.SPECIFIC);

      scene.businessClock.advance(Duration.ofMinutes(1));
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.USUAL);
    }

    @Test
    @DisplayName("PR-5: it starts to the nanosecond, though clocks are read in milliseconds first")
    void aSpecificPriceStartsWithinAMillisecond() {
      scene
          .reads(telescopicCom().published())
          .reads(
              Specifics.forCustomer(20001)
                  .with("com", REGISTER, Money.parse("USD 12.00"), NOON.plusNanos(500))
                  .published());
      Purchase register = Purchase.of(SELLER, "com", REGISTER, 1).by(REGULAR);
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.USUAL);

      scene.businessClock.advance(Duration.ofNanos(499));
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.USUAL);

      scene.businessClock.advance(Duration.ofNanos(1));
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.SPECIFIC);
      assertThat(scene.desk.pricesFor(List.of(register)))
          .containsExactly(scene.desk.priceFor(register));

      scene.businessClock.advance(Duration.ofNanos(-1));
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.USUAL);
    }

    @Test
    @DisplayName("PR-16: an older sheet changes nothing; an empty one gives everything up")
    void theNewestSheetCounts() {
      scene
          .reads(telescopicCom().published())
          .reads(Specifics.forCustomer(20001).version(2).with("com", REGISTER, "12.00").published())
          .reads(Specifics.forCustomer(20001).with("com", REGISTER, "1.00").published());
      assertThat(scene.price(REGISTER, 1, REGULAR).total()).hasToString("USD 12.00");

      scene.reads(Specifics.forCustomer(20001).version(3).published());
      assertThat(scene.price(REGISTER, 1, REGULAR).total()).hasToString("USD 10.00");
    }

    @Test
    @DisplayName("PR-5: an action nobody else can buy can be sold to one buyer")
    void anActionWithoutAUsualPrice() {
      scene
          .reads(telescopicCom().published())
          .reads(Specifics.forCustomer(20001).with("com", RESTORE, "50.00").published());

      assertThat(scene.price(RESTORE, 1, REGULAR).total()).hasToString("USD 50.00");
      assertThat(scene.asks(RESTORE, 1, VISITOR)).isEqualTo(new NotSold(Lacking.ACTION, NOON));
      assertThat(scene.asks(RESTORE, 2, REGULAR)).isEqualTo(new NotSold(Lacking.TENURE, NOON));
    }

    @Test
    @DisplayName("PR-5: customer 7 and sub-reseller 7 are two buyers")
    void audiencesAreApart() {
      scene
          .reads(telescopicCom().published())
          .reads(telescopicCom().forSubResellers().published())
          .reads(Specifics.forSubReseller(1003).with("com", REGISTER, "2.00").published());

      assertThat(scene.price(REGISTER, 1, subReseller("0", 0)).total()).hasToString("USD 2.00");
      assertThat(scene.price(REGISTER, 1, Buyer.customer(new CustomerId(1003))).total())
          .hasToString("USD 10.00");
    }

    @Test
    @DisplayName("PR-4, PR-5: a signed-in buyer's price list has its own prices, one row each")
    void thePriceListIsTheBuyersOwn() {
      scene
          .reads(telescopicCom().published())
          .reads(Specifics.forCustomer(20001).with("com", REGISTER, "8.00").published());

      assertThat(scene.listedTo(REGULAR).getFirst().rows())
          .extracting(Row::action, Row::years, Row::kind, row -> row.total().toString())
          .containsExactly(
              tuple(REGISTER, 1, Price.Kind.SPECIFIC, "USD 8.00"),
              tuple(RENEW, 1, Price.Kind.USUAL, "USD 10.00"));
      assertThat(scene.listedTo(VISITOR).getFirst().rows()).hasSize(11);
    }

    @Test
    @DisplayName(
        "PR-16: what cannot be read concerns that buyer and no other, until it is set again")
    void anUnreadableSheetConcernsItsBuyer() {
      scene.reads(telescopicCom().published());
      scene.board.unreadableSpecificRead(
          BuyerKey.parse("1001/CUSTOMER/20001").orElseThrow(), scene.nextSequence());
      scene.board.swap();

      assertThat(scene.asks(REGISTER, 1, REGULAR))
          .isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
      assertThat(scene.desk.priceList(SELLER, REGULAR))
          .isEqualTo(new PriceListAnswer.Unvouched(UnvouchedReason.UNREADABLE, NOON));
      assertThat(scene.asks(REGISTER, 1, OTHER_CUSTOMER)).isInstanceOf(Priced.class);

      scene.reads(
          Specifics.forCustomer(20001).version(9).with("com", REGISTER, "12.00").published());
      assertThat(scene.price(REGISTER, 1, REGULAR).kind()).isEqualTo(Price.Kind.SPECIFIC);
    }

    @Test
    @DisplayName("PR-18: a specific price in another currency than the list is no price")
    void anotherCurrencyIsNotAdded() {
      scene
          .reads(telescopicCom().published())
          .reads(
              Specifics.forCustomer(20001)
                  .with("com", REGISTER, Money.parse("EUR 12.00"), NOON)
                  .published());

      assertThat(scene.asks(REGISTER, 1, REGULAR))
          .isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
    }

    @Test
    @DisplayName("PR-16: prices are as fresh as the topic that is furthest behind")
    void everyTopicMustBeSeen() {
      scene.reads(telescopicCom().published());
      scene.systemClock.advance(PriceCacheScene.BOUND.plusMillis(1));
      for (Followed topic : Followed.values()) {
        assertThat(scene.asks(REGISTER, 1, VISITOR)).isInstanceOf(Unvouched.class);
        scene.readsAllWatermarksOf(topic);
      }

      assertThat(scene.asks(REGISTER, 1, VISITOR)).isInstanceOf(Priced.class);
    }
  }

  @Nested
  @DisplayName("Slabs")
  class Slabs {

    @Test
    @DisplayName("PR-7, E5: standing (5000, 0), (5000, 50), (999.99, 0) pays 9, 7 and 10")
    void theStandingDecides() {
      scene.reads(
          PriceLists.of("com")
              .forSubResellers()
              .slab("1000", null)
              .slab("5000", null)
              .slab(null, 50)
              .with(RENEW, 0, 1, "10.00")
              .with(RENEW, 1, 1, "9.00")
              .with(RENEW, 3, 1, "7.00")
              .published());

      assertThat(renewalAt("5000", 0)).hasToString("USD 9.00");
      assertThat(renewalAt("5000", 50)).hasToString("USD 7.00");
      assertThat(renewalAt("999.99", 0)).hasToString("USD 10.00");
      assertThat(renewalAt("1000", 0)).hasToString("USD 9.00");
      assertThat(renewalAt("99999999999999999999", 0)).hasToString("USD 9.00");
      assertThat(scene.price(RENEW, 1, new Buyer.Visitor(subReseller("0", 0).audience())).total())
          .hasToString("USD 10.00");
    }

    @Test
    @DisplayName(
        "PR-7, E5b: five slabs by receipts or orders: (800, 26) is in slab 2, (800, 0) in 1")
    void eitherThresholdIsEnough() {
      PriceLists com = PriceLists.of("com").forSubResellers().with(RENEW, 0, 1, "10.00");
      String[] receipts = {"499", "1499", "2999", "5999", "11999"};
      int[] orders = {10, 25, 50, 125, 250};
      for (int i = 0; i < receipts.length; i++) {
        com.slab(receipts[i], orders[i]).with(RENEW, i + 1, 1, (9 - i) + ".00");
      }
      scene.reads(com.published());

      assertThat(renewalAt("800", 26)).hasToString("USD 8.00");
      assertThat(renewalAt("800", 0)).hasToString("USD 9.00");
    }

    @Test
    @DisplayName("PR-18: a standing in another currency than the prices reaches no slab, nor base")
    void theStandingIsInTheSellersCurrency() {
      scene.reads(PriceLists.of("com").forSubResellers().with(RENEW, 0, 1, "10.00").published());
      Buyer elsewhere = Buyer.subReseller(new SellerId(1003), new Standing(CurrencyUnit.EUR, 1, 0));

      assertThat(scene.asks(RENEW, 1, elsewhere))
          .isEqualTo(new NotSold(Lacking.STANDING_IN_CURRENCY, NOON));
      assertThat(scene.listedTo(elsewhere)).isEmpty();
    }

    private Money renewalAt(String receipts, int orders) {
      return scene.price(RENEW, 1, subReseller(receipts, orders)).total();
    }
  }

  @Nested
  @DisplayName("TLD status")
  class TldStatus {

    private final PriceLists com =
        telescopicCom().with(TRANSFER, 0, 1, "9.00").with(RESTORE, 0, 1, "80.00");

    @Test
    @DisplayName("PR-15: no new orders refuses REGISTER and TRANSFER; renewing and restoring go on")
    void noNewOrders() {
      scene.reads(com.published()).reads(statuses(1, new Limited("com", Status.NO_NEW_ORDERS)));

      for (ProductAction action : List.of(REGISTER, TRANSFER)) {
        assertThat(scene.asks(action, 1, VISITOR)).isEqualTo(new NotSold(Lacking.NEW_ORDERS, NOON));
      }
      assertThat(scene.asks(RENEW, 1, VISITOR)).isInstanceOf(Priced.class);
      assertThat(scene.listedTo(VISITOR).getFirst().rows())
          .extracting(Row::action)
          .containsExactly(RENEW, RESTORE);
    }

    @Test
    @DisplayName(
        "PR-15: what a seller does not sell is not shown, to either audience, until it does")
    void doNotSell() {
      scene
          .reads(com.published())
          .reads(telescopicCom().forSubResellers().published())
          .reads(statuses(1, new Limited("com", Status.DO_NOT_SELL)));

      assertThat(scene.asks(RENEW, 1, VISITOR)).isEqualTo(new NotSold(Lacking.PRODUCT, NOON));
      assertThat(scene.asks(RENEW, 1, subReseller("0", 0)))
          .isEqualTo(new NotSold(Lacking.PRODUCT, NOON));
      assertThat(scene.listedTo(VISITOR)).isEmpty();

      scene.reads(statuses(2));
      assertThat(scene.asks(RENEW, 1, VISITOR)).isInstanceOf(Priced.class);
    }

    @Test
    @DisplayName("PR-15: it goes over specific prices too, and holds for later price lists")
    void itGoesOverEverything() {
      scene
          .reads(statuses(3, new Limited("com", Status.NO_NEW_ORDERS)))
          .reads(statuses(2))
          .reads(com.published())
          .reads(Specifics.forCustomer(20001).with("com", REGISTER, "12.00").published());

      assertThat(scene.asks(REGISTER, 1, REGULAR)).isEqualTo(new NotSold(Lacking.NEW_ORDERS, NOON));
    }

    @Test
    @DisplayName("PR-16: when a seller's statuses cannot be read, none of its TLDs is vouched for")
    void unreadableStatuses() {
      scene
          .reads(com.published())
          .readsUnlisted(
              PriceLists.of("privacy").ofKind(Kind.PRIVACY).renewingAt("3.00").published());
      scene.board.unreadableStatusesRead(SELLER, scene.nextSequence());
      scene.board.swap();
      assertThat(scene.asks(RENEW, 1, VISITOR))
          .isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
      assertThat(scene.renewal("privacy")).isInstanceOf(Priced.class);

      scene.reads(statuses(5));
      assertThat(scene.asks(RENEW, 1, VISITOR)).isInstanceOf(Priced.class);
    }

    @Test
    @DisplayName("PR-16: listeners hear of the products whose status changed, with its time")
    void listenersHearOfIt() {
      scene.reads(com.published());
      scene.board.statusesRead(
          statuses(1, new Limited("com", Status.DO_NOT_SELL)), new Origin(1, NOON.minusMillis(5)));

      assertThat(scene.board.swap())
          .containsExactly(
              new Change.OfProduct(
                  SELLER, VISITOR.audience(), "com", 1, null, NOON, NOON.minusMillis(5)));
    }

    private TldStatusesPublished statuses(long version, Limited... limited) {
      return new TldStatusesPublished(SELLER, version, List.of(limited), NOON);
    }
  }

  private static Buyer subReseller(String receipts, int orders) {
    return Buyer.subReseller(
        new SellerId(1003), Standing.of(Money.parse("USD " + receipts), orders));
  }

  private static Tuple shown(Price price) {
    return tuple(price.kind(), price.perYear().toString(), price.total().toString());
  }
}
