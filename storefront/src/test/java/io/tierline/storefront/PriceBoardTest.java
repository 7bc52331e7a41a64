package io.tierline.storefront;

import static io.tierline.storefront.PriceCacheScene.BOUND;
import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.PriceAnswer.NotSold;
import io.tierline.storefront.PriceAnswer.Priced;
import io.tierline.storefront.PriceAnswer.Unvouched;
import io.tierline.storefront.PriceListener.Change;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PriceBoardTest {

  private static final Instant IN_AN_HOUR = NOON.plus(Duration.ofHours(1));

  @Test
  @DisplayName("PR-16: a newer version is shown at once, with its version and how fresh it is")
  void aNewerVersionIsShownAtOnce() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("com").renewingAt("14.00").version(2).published());

    assertThat(scene.renewal("com", 2))
        .isEqualTo(
            new Priced(
                new Price(
                    Price.Kind.USUAL,
                    Money.parse("USD 14.00"),
                    Money.parse("USD 28.00"),
                    Money.parse("USD 0.00"),
                    Money.parse("USD 28.00"),
                    2),
                NOON));
  }

  @Test
  @DisplayName("PR-16: a change made at once is shown at once, though pricing's clock were ahead")
  void aClockThatIsAheadDelaysNothing() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published());
    scene.businessClock.advance(Duration.ofSeconds(-60));
    scene.reads(PriceLists.of("com").renewingAt("14.00").version(2).from(NOON).published());

    assertThat(scene.versionShown("com")).isEqualTo(2);
    scene.businessClock.advance(Duration.ofSeconds(60));
    assertThat(scene.versionShown("com")).isEqualTo(2);
  }

  @Test
  @DisplayName("PR-1: a product is found in capitals, with a dot, and in its own letters")
  void aProductIsFoundHoweverItIsWritten() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").published())
            .reads(PriceLists.of("xn--q9jyb4c").renewingAt("16.00").published());

    for (String product : List.of("com", "COM", ".com", "みんな", "XN--Q9JYB4C")) {
      assertThat(scene.renewal(product)).as(product).isInstanceOf(Priced.class);
    }
    assertThatThrownBy(() -> scene.renewal("みん な..com"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("PR-16: older and repeated versions change nothing")
  void anOlderVersionChangesNothing() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("14.00").version(2).published())
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("com").renewingAt("99.00").version(2).published());

    assertThat(scene.versionShown("com")).isEqualTo(2);
    assertThat(scene.renewal("com")).extracting("price.total").isEqualTo(Money.parse("USD 14.00"));
    assertThat(scene.counters.snapshotsRepeated()).isEqualTo(2);
  }

  @Test
  void aWithdrawnProductIsNotSoldAndAnOlderPriceDoesNotBringItBack() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("com").version(2).withdrawn())
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published());

    assertThat(scene.renewal("com")).isEqualTo(new NotSold(Lacking.PRODUCT, NOON));
  }

  @Test
  void whatIsNotSoldIsSaidExactly() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").tenures(1, 9).published());

    assertThat(scene.renewal("net")).isEqualTo(new NotSold(Lacking.PRODUCT, NOON));
    assertThat(scene.renewal("com", 10)).isEqualTo(new NotSold(Lacking.TENURE, NOON));
    assertThat(scene.desk.priceFor(Purchase.of(SELLER, "com", ProductAction.RESTORE, 1)))
        .isEqualTo(new NotSold(Lacking.ACTION, NOON));
  }

  @Nested
  @DisplayName("The bound: served at t only while W >= t - B")
  class Bound {

    private final PriceCacheScene scene =
        PriceCacheScene.upToDate().reads(PriceLists.of("com").renewingAt("15.00").published());

    @Test
    void aPriceIsServedUpToTheBoundAndNotBeyond() {
      scene.systemClock.advance(BOUND);
      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);

      scene.systemClock.advance(Duration.ofNanos(1));
      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Test
    void aWatermarkFromTheFutureProvesNothing() {
      scene.systemClock.advance(BOUND.negated());
      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);

      scene.systemClock.advance(Duration.ofNanos(-1));
      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Test
    void whatIsNotSoldIsVouchedForAsMuchAsAPrice() {
      scene.systemClock.advance(BOUND.plusNanos(1));

      assertThat(scene.renewal("net")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Test
    void watermarksOfAllPartsAreNeeded() {
      scene.systemClock.advance(BOUND.plusNanos(1));
      scene.readsWatermark(0, scene.systemClock.instant());
      assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

      scene.readsWatermark(1, scene.systemClock.instant());
      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
    }

    @Test
    void aWatermarkThatIsReadAgainTakesNothingBack() {
      scene.readsWatermarkAgain(0, NOON.minusSeconds(60));

      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
    }

    @Test
    void onePartFromTheFutureProvesNothing() {
      scene.readsWatermark(1, NOON.plus(BOUND).plusNanos(1));

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Nested
    @DisplayName("after the database's clock was set back")
    class SetBack {

      @Test
      void pricesReturnAsSoonAsAllPartsHaveSpokenByTheNewTime() {
        spokenByAClockAheadBy(Duration.ofHours(1));
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.readsWatermark(0, NOON.plusMillis(1));
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.readsWatermark(1, NOON.plusMillis(1));
        assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
      }

      @Test
      void theBoundIsNoLongerThanBefore() {
        spokenByAClockAheadBy(Duration.ofSeconds(1));
        scene.everythingIsSeen();
        scene.systemClock.advance(BOUND.plusNanos(1));

        assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
      }

      @Test
      void whatItSaidBeforeDoesNotReturnWhenItIsReadAgain() {
        spokenByAClockAheadBy(Duration.ofHours(1));
        scene.everythingIsSeen().readsWatermarkAgain(0, NOON.plus(Duration.ofHours(1)));

        assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
      }

      private void spokenByAClockAheadBy(Duration time) {
        scene.readsWatermark(0, NOON.plus(time)).readsWatermark(1, NOON.plus(time));
      }
    }

    @Test
    @DisplayName("a watermark at the end of all time is followed by the next one")
    void noWatermarkIsTheLastWord() {
      for (Instant extreme : List.of(Instant.MIN, Instant.MAX)) {
        scene.readsWatermark(0, extreme);
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.everythingIsSeen().everythingIsSeen();
        assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
      }
    }

    @Test
    void nothingIsVouchedForBeforeEverythingThatWasOnTheBusIsRead() {
      PriceCacheScene starting =
          new PriceCacheScene()
              .reads(PriceLists.of("com").renewingAt("15.00").published())
              .everythingIsSeen();

      assertThat(starting.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STARTING, NOON));
    }

    @Test
    void aPartThatMovesToAnotherPartitionIsNotTrustedUntilTheOldOneIsRead() {
      scene.readsWatermark(1, NOON.plusMillis(1), 0);
      assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

      scene.board.caughtUp();
      scene.board.swap();
      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
    }

    @Test
    @DisplayName("PR-16: listeners hear when it passes, and when prices are vouched for again")
    void listenersHearOfIt() {
      assertThat(scene.board.swap()).isEmpty();

      scene.systemClock.advance(BOUND.plusNanos(1));
      Instant late = scene.systemClock.instant();
      assertThat(scene.board.swap())
          .containsExactly(new Change.OfSeller(SELLER, UnvouchedReason.STALE, late));
      assertThat(scene.board.swap()).isEmpty();

      scene.readsWatermark(0, late);
      assertThat(scene.readsWatermarkAndTells(1, late))
          .containsExactly(new Change.OfSeller(SELLER, null, late));
    }

    @Test
    void listenersHearWhenEverythingHasToBeReadAgain() {
      assertThat(scene.board.fallenBehind())
          .containsExactly(new Change.OfSeller(SELLER, UnvouchedReason.STARTING, NOON));

      scene.board.caughtUp();
      assertThat(scene.board.swap()).containsExactly(new Change.OfSeller(SELLER, null, NOON));
    }

    @Test
    void theBusinessClockHasNoSayInIt() {
      scene.businessClock.advance(Duration.ofDays(30));

      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
    }
  }

  @Test
  @DisplayName("PR-5: of the sheets of all buyers, read poll by poll, an index is made once")
  void whatNobodyIsServedFromIsNotMade() {
    PriceCacheScene starting = new PriceCacheScene();
    Set<Shelf.Goods> made = Collections.newSetFromMap(new IdentityHashMap<>());
    starting.reads(PriceLists.of("com").renewingAt("15.00").published());
    for (int buyer = 1; buyer <= 100; buyer++) {
      starting.reads(
          Specifics.forCustomer(buyer).with("com", ProductAction.RENEW, "12.00").published());
      made.add(starting.board.table().shelf(SELLER).goods());
    }
    starting.board.caughtUp();
    starting.everythingIsSeen();
    made.add(starting.board.table().shelf(SELLER).goods());

    assertThat(made).as("before it is up to date, and after").hasSize(2);
    for (int buyer = 1; buyer <= 100; buyer++) {
      assertThat(starting.price(ProductAction.RENEW, 1, Buyer.customer(new CustomerId(buyer))))
          .extracting(Price::kind)
          .isEqualTo(Price.Kind.SPECIFIC);
    }
  }

  @Nested
  @DisplayName("A change set becomes visible at once")
  class ChangeSets {

    private final PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("net").renewingAt("15.00").version(1).published());

    @Test
    void nothingOfItIsShownBeforeAllOfItHasArrived() {
      scene.reads(
          PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published());
      assertThat(scene.versionShown("com")).isEqualTo(1);

      scene.reads(
          PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(), 1);
      assertThat(scene.versionShown("com")).isEqualTo(2);
      assertThat(scene.versionShown("net")).isEqualTo(2);
    }

    @Test
    void aRepeatedSnapshotDoesNotCountTwice() {
      var half =
          PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published();
      scene.reads(half).reads(half);

      assertThat(scene.versionShown("com")).isEqualTo(1);
    }

    @Test
    void aSnapshotThatANewerOneHasOvertakenCountsAsArrived() {
      scene
          .reads(PriceLists.of("com").renewingAt("8.00").version(3).published())
          .reads(
              PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(),
              1)
          .reads(
              PriceLists.of("com")
                  .renewingAt("9.00")
                  .version(2)
                  .inChangeSet("sale", 2)
                  .published());

      assertThat(scene.versionShown("com")).isEqualTo(3);
      assertThat(scene.versionShown("net")).isEqualTo(2);
    }

    @Test
    void whatCompactionHasRemovedIsNotWaitedForLongerThanWatermarksNeed() {
      scene.reads(
          PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(), 1);
      assertThat(scene.versionShown("net")).isEqualTo(1);

      scene.quietlyPass(Duration.ofSeconds(1));
      assertThat(scene.versionShown("net")).isEqualTo(2);
    }

    @Test
    @DisplayName("of thousands in the backlog of a start, whose halves lie far apart")
    void aLongBacklogIsShownWhole() {
      PriceCacheScene starting = new PriceCacheScene();
      starting.reads(Tlds.of("com").listed()).reads(Tlds.of("net").listed());
      int publications = 20_000;
      for (int partition = 0; partition < 2; partition++) {
        for (int version = 1; version <= publications; version++) {
          starting.readsWithoutSwap(
              PriceLists.of(partition == 0 ? "com" : "net")
                  .renewingAt("9.00")
                  .version(version)
                  .inChangeSet("set " + version, 2)
                  .published(),
              partition);
          if (version % 500 == 0) {
            starting.readsWatermark(partition, NOON.plusMillis(version));
          }
        }
      }
      starting.board.caughtUp();
      starting.systemClock.advance(Duration.ofMillis(publications));
      starting.everythingIsSeen();

      assertThat(starting.versionShown("com")).isEqualTo(publications);
      assertThat(starting.versionShown("net")).isEqualTo(publications);
      assertThat(starting.counters.changeSetsPending()).isZero();
    }

    @Test
    void aPublicationIsNotShownBeforeTheOneItBuildsOn() {
      scene
          .reads(
              PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published())
          .reads(PriceLists.of("com").renewingAt("8.00").version(3).published());
      assertThat(scene.versionShown("com")).isEqualTo(1);

      scene.reads(
          PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(), 1);
      assertThat(scene.versionShown("com")).isEqualTo(3);
      assertThat(scene.versionShown("net")).isEqualTo(2);
    }

    @Test
    void aWatermarkDoesNotCoverWhatIsHeldBack() {
      scene.reads(
          PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published());
      scene.systemClock.advance(BOUND.plusMillis(1));
      scene.everythingIsSeen();

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Test
    void aRepetitionDoesNotMakeWhatIsHeldBackLookYounger() {
      var half =
          PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published();
      scene.reads(half);
      scene.systemClock.advance(BOUND.plusMillis(1));
      scene.everythingIsSeen().reads(half);

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    }

    @Nested
    @DisplayName("PR-16: after the database's clock was set back")
    class SetBack {

      @Test
      void whatIsHeldBackIsUnvouchedUntilItIsSettledByTheNewTime() {
        aClockAheadCommitsHalfOf(2);
        isSetBack();
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.quietlyPass(Duration.ofSeconds(1));
        assertThat(scene.versionShown("com")).isEqualTo(2);
      }

      @Test
      void whatIsHeldBackDoesNotWaitUntilTheOldTimeHasComeAgain() {
        aClockAheadCommitsHalfOf(2);
        severalRoundsOfItsPartitionFrom(IN_AN_HOUR);
        isSetBack();
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.quietlyPass(Duration.ofSeconds(1));
        assertThat(scene.versionShown("com")).isEqualTo(2);
      }

      @Test
      @DisplayName("or a frozen relay woke up: its late word says nothing of a commit after it")
      void aLateWordDoesNotSettleIt() {
        scene.reads(
            PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published());
        severalRoundsOfItsPartitionFrom(NOON);
        scene.readsWatermark(0, NOON.minusSeconds(1)).readsWatermark(1, NOON);
        assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);

        scene.reads(
            PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(),
            1);
        assertThat(scene.versionShown("com")).isEqualTo(2);
        assertThat(scene.versionShown("net")).isEqualTo(2);
      }

      @Test
      void itIsKnownAgainSinceWhenItIsHeldBackWhenMoreOfItArrives() {
        aClockAheadCommitsHalfOf(3);
        isSetBack();
        scene.reads(
            PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 3).published());
        assertThat(scene.versionShown("com")).isEqualTo(1);

        scene.systemClock.advance(BOUND.plusNanos(1));
        scene.everythingIsSeen();
        assertThat(scene.renewal("com"))
            .isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON.plusMillis(1)));
      }

      private void aClockAheadCommitsHalfOf(int snapshots) {
        scene
            .readsWatermark(0, IN_AN_HOUR)
            .readsWatermark(1, IN_AN_HOUR)
            .reads(
                PriceLists.of("com")
                    .renewingAt("9.00")
                    .version(2)
                    .inChangeSet("sale", snapshots)
                    .published());
      }

      private void severalRoundsOfItsPartitionFrom(Instant start) {
        for (int millis = 1; millis <= 4; millis++) {
          scene.readsWatermark(0, start.plusMillis(millis));
        }
      }

      private void isSetBack() {
        scene.systemClock.advance(Duration.ofMillis(1));
        scene.everythingIsSeen();
      }
    }
  }

  @Nested
  @DisplayName("A scheduled price takes effect at its business time")
  class Scheduled {

    private final PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published());

    @Test
    @DisplayName("for all of a basket alike, though the clock goes on meanwhile")
    void aBasketIsPricedAtOneMoment() {
      PriceCacheScene moving = PriceCacheScene.upToDate();
      Instant start = NOON.plusSeconds(1);
      for (String product : List.of("com", "net")) {
        moving
            .reads(PriceLists.of(product).renewingAt("15.00").version(1).published())
            .reads(PriceLists.of(product).renewingAt("9.00").version(2).from(start).published());
      }
      moving.businessClock.advance(Duration.ofMillis(999));
      assertThat(moving.versionShown("com")).isEqualTo(1);

      assertThat(
              new PriceDesk(
                      moving.settings.withBusinessClock(steppingFrom(start.minusMillis(1))),
                      moving.board::table,
                      moving.counters)
                  .pricesFor(
                      List.of(
                          Purchase.of(SELLER, "com", ProductAction.RENEW, 1),
                          Purchase.of(SELLER, "net", ProductAction.RENEW, 1))))
          .allSatisfy(
              answer ->
                  assertThat(answer)
                      .isInstanceOfSatisfying(
                          Priced.class, priced -> assertThat(priced.priceVersion()).isEqualTo(1)));
    }

    @Test
    void theOldPriceHoldsUntilThen() {
      scene.reads(PriceLists.of("com").renewingAt("9.00").version(2).from(IN_AN_HOUR).published());
      assertThat(scene.versionShown("com")).isEqualTo(1);

      scene.businessClock.advance(Duration.ofHours(1));
      assertThat(scene.versionShown("com")).isEqualTo(2);
    }

    @Test
    void aNewerImmediatePriceTakesItsPlace() {
      scene
          .reads(PriceLists.of("com").renewingAt("9.00").version(2).from(IN_AN_HOUR).published())
          .reads(PriceLists.of("com").renewingAt("11.00").version(3).published());
      assertThat(scene.versionShown("com")).isEqualTo(3);

      scene.businessClock.advance(Duration.ofHours(2));
      assertThat(scene.versionShown("com")).isEqualTo(3);
    }

    @Test
    void aProductThatWillBeSoldIsNotSoldYet() {
      scene.reads(PriceLists.of("net").renewingAt("9.00").from(IN_AN_HOUR).published());

      assertThat(scene.renewal("net")).isEqualTo(new NotSold(Lacking.PRODUCT, NOON));
    }

    @Test
    void withoutItsPredecessorNothingIsVouchedForUntilItStarts() {
      scene.reads(PriceLists.of("com").renewingAt("9.00").version(3).from(IN_AN_HOUR).published());
      assertThat(scene.renewal("com"))
          .isEqualTo(new Unvouched(UnvouchedReason.PREDECESSOR_UNKNOWN, NOON));
      assertThat(scene.unvouchedProducts()).containsExactly("com");

      scene.businessClock.advance(Duration.ofHours(1));
      assertThat(scene.versionShown("com")).isEqualTo(3);
    }

    @Test
    void listenersHearOfItWhenItStarts() {
      assertThat(
              scene.readsAndTells(
                  PriceLists.of("com").renewingAt("9.00").version(2).from(IN_AN_HOUR).published()))
          .isEmpty();

      scene.businessClock.advance(Duration.ofHours(1));
      assertThat(scene.board.swap())
          .asInstanceOf(list(Change.OfProduct.class))
          .extracting(Change.OfProduct::product, Change.OfProduct::version)
          .containsExactly(tuple("com", 2L));
      assertThat(scene.board.swap()).isEmpty();
    }
  }

  @Test
  @DisplayName("PR-16: what a failed swap has not shown is shown by the next one")
  void aFailedSwapLosesNothing() {
    PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("net").renewingAt("15.00").version(1).published());
    scene.readsWithoutSwap(PriceLists.of("com").renewingAt("14.00").version(2).published(), 0);
    scene.readsWithoutSwap(PriceLists.of("net").renewingAt("14.00").version(2).published(), 0);
    scene.board.specificRead(
        Specifics.forCustomer(20001).with("com", ProductAction.RENEW, "12.00").published(),
        Origin.UNKNOWN);
    scene.businessClock.breaksAfter(1);
    assertThatThrownBy(scene.board::swap).isInstanceOf(DateTimeException.class);

    scene.businessClock.isRepaired();
    scene.board.swap();

    assertThat(scene.versionShown("com")).isEqualTo(2);
    assertThat(scene.versionShown("net")).isEqualTo(2);
    assertThat(scene.asks(ProductAction.RENEW, 1, Buyer.customer(new CustomerId(20001))))
        .extracting("price.kind")
        .isEqualTo(Price.Kind.SPECIFIC);
  }

  @Nested
  @DisplayName("What cannot be read makes its key doubtful, and no other")
  class Unreadable {

    private final PriceKey com = PriceKey.parse("1001/CUSTOMER/com").orElseThrow();
    private final PriceCacheScene scene =
        PriceCacheScene.upToDate()
            .reads(PriceLists.of("com").renewingAt("15.00").version(1).published())
            .reads(PriceLists.of("net").renewingAt("15.00").version(1).published());

    @Test
    void othersAreServed() {
      unreadable(scene.nextSequence());

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
      assertThat(scene.renewal("net")).isInstanceOf(Priced.class);
      assertThat(scene.unvouchedProducts()).containsExactly("com");
    }

    @Test
    void aNewerPublicationHeals() {
      unreadable(scene.nextSequence());
      scene.reads(PriceLists.of("com").renewingAt("16.00").version(3).published());

      assertThat(scene.versionShown("com")).isEqualTo(3);
    }

    @Test
    void aRepetitionOfAnOlderOneDoesNotHeal() {
      unreadable(scene.nextSequence());
      scene.reads(PriceLists.of("com").renewingAt("15.00").version(1).published());

      assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);
    }

    @Test
    void oneThatWasSentBeforeItDoesNotHealHoweverLateItArrives() {
      long before = scene.nextSequence();
      unreadable(scene.nextSequence());
      scene.readsAgain(PriceLists.of("com").renewingAt("16.00").version(2).published(), before);

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
    }

    @Test
    void oneThatWaitsForItsChangeSetDoesNotHealWhatCameAfterIt() {
      scene.reads(
          PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 2).published());
      unreadable(scene.nextSequence());
      scene.reads(
          PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 2).published(), 1);

      assertThat(scene.renewal("com")).isInstanceOf(Unvouched.class);
      assertThat(scene.versionShown("net")).isEqualTo(2);
    }

    @Test
    void oneThatIsRepeatedAfterItsSuccessorSaysNothingNew() {
      unreadable(1);

      assertThat(scene.renewal("com")).isInstanceOf(Priced.class);
    }

    @Test
    void anAmountBeyondAllNumbersIsUnreadable() {
      scene.reads(PriceLists.of("com").renewingAt("92233720368547758.07").version(2).published());

      assertThat(scene.renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
    }

    @Test
    @DisplayName("PR-16: listeners hear of the doubt, and of its end")
    void listenersHearOfIt() {
      assertThat(unreadable(scene.nextSequence()))
          .containsExactly(
              new Change.OfProduct(
                  SELLER, Audience.CUSTOMER, "com", 0, UnvouchedReason.UNREADABLE, NOON, null));
      assertThat(unreadable(scene.nextSequence())).as("once").isEmpty();

      assertThat(
              scene.readsAndTells(PriceLists.of("com").renewingAt("16.00").version(3).published()))
          .containsExactly(
              new Change.OfProduct(SELLER, Audience.CUSTOMER, "com", 3, null, NOON, NOON));
    }

    @Test
    void listenersHearOfDoubtAboutABuyersPrices() {
      scene.board.unreadableSpecificRead(
          BuyerKey.parse("1001/CUSTOMER/20001").orElseThrow(), scene.nextSequence());

      assertThat(scene.board.swap())
          .containsExactly(
              new Change.OfBuyer(
                  SELLER, Audience.CUSTOMER, "20001", 0, UnvouchedReason.UNREADABLE, NOON, null));
    }

    @Test
    void listenersHearOfDoubtAboutStatusesAndTerms() {
      scene.board.unreadableStatusesRead(SELLER, scene.nextSequence());
      assertThat(scene.board.swap())
          .asInstanceOf(list(Change.OfProduct.class))
          .extracting(Change.OfProduct::product, Change.OfProduct::doubt)
          .containsExactlyInAnyOrder(
              tuple("com", UnvouchedReason.UNREADABLE), tuple("net", UnvouchedReason.UNREADABLE));
      scene.reads(new TldStatusesPublished(SELLER, 1, List.of(), NOON));

      scene.board.unreadableTermsRead("net", scene.nextSequence());
      assertThat(scene.board.swap())
          .asInstanceOf(list(Change.OfProduct.class))
          .extracting(Change.OfProduct::product, Change.OfProduct::doubt)
          .containsExactly(tuple("net", UnvouchedReason.UNREADABLE));
    }

    private List<Change> unreadable(long sequence) {
      scene.board.unreadableRead(com, sequence);
      return scene.board.swap();
    }
  }

  /** A millisecond further each time it is looked at. */
  private static Clock steppingFrom(Instant first) {
    AtomicReference<Instant> next = new AtomicReference<>(first);
    InstantSource stepping = () -> next.getAndUpdate(now -> now.plusMillis(1));
    return stepping.withZone(ZoneOffset.UTC);
  }
}
