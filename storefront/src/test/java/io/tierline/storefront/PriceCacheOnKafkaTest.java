package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.ANOTHER_SELLER;
import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.storefront.PriceAnswer.NotSold;
import io.tierline.storefront.PriceAnswer.Priced;
import io.tierline.storefront.PriceAnswer.Unvouched;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.testsupport.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cache on a real broker. Time stands still unless a test moves it. */
@Tag("servers")
class PriceCacheOnKafkaTest {

  private static final Duration BOUND = Duration.ofSeconds(2);

  private final SettableClock clock = new SettableClock(NOON);
  private PriceTopic topic = PriceTopic.create(TestServers.broker().bootstrapServers());
  private PriceCache cache = connect();

  @BeforeEach
  void nothingIsLeftOfOtherTests() {
    assertThat(cache.counters().snapshotsShown()).isZero();
  }

  @AfterEach
  void close() {
    cache.close();
    topic.close();
  }

  @Test
  @DisplayName("PR-16: a saved price is shown without anything else being done")
  void aPublishedPriceIsShown() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);

    topic.publish(PriceLists.of("com").renewingAt("14.00").version(2).published());
    awaitVersion("com", 2);
    assertThat(renewal("com")).extracting("price.total").hasToString("USD 14.00");
  }

  @Test
  void aNewCacheReadsEverythingThatIsThereFirst() throws InterruptedException {
    for (int version = 1; version <= 50; version++) {
      topic.publish(PriceLists.of("com").renewingAt(version + ".00").version(version).published());
      topic.publish(PriceLists.of("net").renewingAt(version + ".00").version(version).published());
    }
    topic.everythingIsSentUpTo(NOON);
    cache.close();
    cache = connect();

    assertThat(cache.awaitFresh(SELLER, Duration.ofMinutes(2))).isTrue();
    assertThat(version("com")).isEqualTo(50);
    assertThat(version("net")).isEqualTo(50);
  }

  @Test
  void aPublicationOfManyProductsIsShownWhole() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .publish(PriceLists.of("net").renewingAt("15.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("net", 1);

    topic
        .publish(
            PriceLists.of("com").renewingAt("9.00").version(2).inChangeSet("sale", 3).published())
        .publish(
            PriceLists.of("net").renewingAt("9.00").version(2).inChangeSet("sale", 3).published());
    await().until(() -> cache.counters().changeSetsPending() == 1);
    assertThat(version("com")).isEqualTo(1);

    topic.publish(
        PriceLists.of("org").renewingAt("9.00").version(1).inChangeSet("sale", 3).published());
    awaitVersion("org", 1);
    assertThat(version("com")).isEqualTo(2);
    assertThat(version("net")).isEqualTo(2);
  }

  @Test
  void olderAndRepeatedVersionsAreIgnored() {
    topic
        .publish(PriceLists.of("com").renewingAt("14.00").version(2).published())
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .publish(PriceLists.of("com").renewingAt("14.00").version(2).published())
        .everythingIsSentUpTo(NOON);

    await().until(() -> cache.counters().snapshotsRepeated() == 2);
    awaitVersion("com", 2);
  }

  @Test
  @DisplayName("PR-16: when watermarks stop, prices stop; when they come again, so do prices")
  void failsClosedWhenWatermarksStopAndHeals() {
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);

    clock.advance(BOUND.plusMillis(1));
    assertThat(renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));

    topic.everythingIsSentUpTo(clock.instant());
    await().until(() -> renewal("com") instanceof Priced);
  }

  @Test
  @DisplayName(
      "PR-16: who follows a topic that is made anew vouches for nothing, until it is told everything")
  void aTopicThatIsMadeAnewIsReadFromNothing() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .publish(PriceLists.of("net").renewingAt("16.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("net", 1);
    List<Change> told = new CopyOnWriteArrayList<>();
    cache.onChange(told::addAll);

    topic.makeAnew();
    topic.publish(PriceLists.of("com").renewingAt("14.00").version(2).published());
    await().until(() -> renewal("com") instanceof Unvouched);
    assertThat(renewal("net")).isInstanceOf(Unvouched.class);

    topic
        .publish(PriceLists.of("org").renewingAt("17.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("org", 1);
    assertThat(version("com")).isEqualTo(2);
    assertThat(renewal("net")).isInstanceOf(NotSold.class);
    assertThat(cache.counters().startsOver()).isPositive();
    await()
        .untilAsserted(
            () ->
                assertThat(told)
                    .anySatisfy(
                        change ->
                            assertThat(change)
                                .isEqualTo(
                                    new Change.OfProduct(
                                        SELLER, Audience.CUSTOMER, "net", 0, null, NOON, null))));
  }

  @Test
  @DisplayName(
      "PR-16: watermarks that speak of a topic that is no more are not believed on the new one")
  void watermarksOfALostTopicAreNotBelieved() {
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);

    topic.makeAnewUnnoticed();
    await().until(() -> cache.counters().startsOver() > 0);
    topic.everythingIsSentUpTo(NOON);
    long read = cache.counters().recordsOfOthersSkipped();
    topic.publish(PriceLists.of(ANOTHER_SELLER, "com").renewingAt("1.00").published());

    await().until(() -> cache.counters().recordsOfOthersSkipped() > read);
    assertThat(renewal("com")).isInstanceOf(Unvouched.class);
  }

  @Test
  @DisplayName(
      "PR-16: of a database that was set back the lower versions count, for who follows and who starts")
  void aHistoryThatWasLostCountsNoLonger() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .publish(PriceLists.of("com").renewingAt("14.00").version(2).published())
        .publish(PriceLists.of("net").renewingAt("16.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("com", 2);

    topic.beginGeneration();
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);
    assertThat(renewal("net")).isInstanceOf(NotSold.class);

    cache.close();
    cache = connect();
    awaitVersion("com", 1);
    assertThat(renewal("net")).isInstanceOf(NotSold.class);
    assertThat(cache.counters().connectionsMade()).as("what counts is read once").isEqualTo(2);
    assertThat(cache.counters().startsOver()).as("nothing was shown before").isZero();
  }

  @Test
  void aShopThatIsPatientWithItsBrokerIsConnected() {
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);
    cache.close();
    cache =
        PriceCache.connect(
            settings()
                .withConsumerProperties(
                    Map.of(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "30000")));

    awaitVersion("com", 1);
  }

  @Test
  @DisplayName("PR-1: another seller's prices never enter the memory of this seller's storefront")
  void anotherSellersPricesAreNotHeld() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").published())
        .publish(
            PriceLists.of(ANOTHER_SELLER, "com")
                .renewingAt("1.00")
                .inChangeSet("secret", 1)
                .published())
        .publish(
            PriceLists.of(ANOTHER_SELLER, "com")
                .renewingAt("1.00")
                .version(2)
                .inChangeSet("secret-too", 9)
                .published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);
    await().until(() -> cache.counters().recordsOfOthersSkipped() == 2);

    Held held = Held.by(cache);
    assertThat(held.sellers()).containsExactly(SELLER);
    assertThat(held.texts()).contains("com").noneMatch(text -> text.contains("secret"));
    assertThatThrownBy(
            () -> cache.priceFor(Purchase.of(ANOTHER_SELLER, "secret", ProductAction.RENEW, 1)))
        .hasMessageContaining("1002 are not followed");
  }

  @Test
  @DisplayName("PR-1: a body of another seller under this seller's key is not believed")
  void aBodyUnderAForeignKeyIsNotBelieved() {
    topic
        .send("1001/CUSTOMER/com", "price-list.published.v1", body(ANOTHER_SELLER, "com"))
        .everythingIsSentUpTo(NOON);

    await().until(() -> cache.isFresh(SELLER));
    assertThat(renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
    assertThat(Held.by(cache).sellers()).containsExactly(SELLER);
  }

  @Test
  void whatCannotBeReadConcernsItsKeyOnly() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").published())
        .publish(PriceLists.of("net").renewingAt("15.00").published())
        .publish(PriceLists.of("org").renewingAt("15.00").published())
        .publish(PriceLists.of("biz").renewingAt("15.00").published())
        .send("1001/CUSTOMER/com", "price-list.published.v1", utf8("{\"version\":"))
        .send("1001/CUSTOMER/net", "price-list.published.v1", utf8("null"))
        .send("1001/CUSTOMER/org", "price-list.published.v2", utf8("{}"))
        .send("nobody's", "price-list.published.v1", utf8("{}"))
        .send("~watermark/0", "messaging.watermark.v1", utf8("[]"))
        .everythingIsSentUpTo(NOON);
    awaitVersion("biz", 1);

    for (String product : List.of("com", "net", "org")) {
      assertThat(renewal(product)).isEqualTo(new Unvouched(UnvouchedReason.UNREADABLE, NOON));
    }
    topic.publish(PriceLists.of("com").renewingAt("16.00").version(2).published());
    awaitVersion("com", 2);
  }

  @Test
  @DisplayName("PR-5, PR-15, PR-13: buyers' prices, statuses and sunrises come from their topics")
  void everythingThatMakesAPriceIsFollowed() {
    Buyer regular = Buyer.customer(new CustomerId(20001));
    topic
        .list(Tlds.of("com").sunrise(NOON, NOON.plusSeconds(60)).listed())
        .publish(
            PriceLists.of("com")
                .with(ProductAction.REGISTER, 0, 1, "10.00")
                .applicationFee("80.00")
                .published())
        .publish(PriceLists.of("net").renewingAt("15.00").published())
        .publish(
            Specifics.forCustomer(20001).with("com", ProductAction.REGISTER, "9.00").published())
        .publish(
            new TldStatusesPublished(
                SELLER, 1, List.of(new Limited("net", Status.DO_NOT_SELL)), NOON))
        .publish(
            new TldStatusesPublished(
                ANOTHER_SELLER, 1, List.of(new Limited("com", Status.DO_NOT_SELL)), NOON))
        .everythingIsSentUpTo(NOON);
    await().until(() -> cache.isFresh(SELLER));

    Purchase registration = Purchase.of(SELLER, "com", ProductAction.REGISTER, 1);
    assertThat(cache.priceFor(registration)).extracting("price.total").hasToString("USD 90.00");
    assertThat(cache.priceFor(registration.by(regular)))
        .extracting("price.total")
        .hasToString("USD 89.00");
    assertThat(renewal("net")).isInstanceOf(NotSold.class);
    assertThat(Held.by(cache).sellers()).containsExactly(SELLER);

    topic.sendWithoutSequence(new TldStatusesPublished(SELLER, 2, List.of(), NOON));
    await().until(() -> renewal("net").equals(new Unvouched(UnvouchedReason.UNREADABLE, NOON)));
    assertThat(cache.counters().recordsUnreadable()).isEqualTo(1);

    topic
        .sendTo(SpecificPriceEvent.TOPIC, "1001/CUSTOMER/20001", "x.v9", utf8("{}"))
        .sendTo(TldStatusEvent.TOPIC, "1001", "tld-status.published.v1", utf8("{"));
    await().until(() -> cache.counters().recordsUnreadable() == 3);
    await()
        .until(
            () ->
                cache
                    .priceFor(registration)
                    .equals(new Unvouched(UnvouchedReason.UNREADABLE, NOON)));
  }

  @Test
  @DisplayName("PR-16: one silent topic is enough to stop all prices")
  void oneSilentTopicIsEnough() {
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);
    clock.advance(BOUND.plusMillis(1));
    long read = cache.counters().watermarksRead();
    topic
        .everythingIsSentUpTo(clock.instant(), PriceListEvent.TOPIC)
        .everythingIsSentUpTo(clock.instant(), SpecificPriceEvent.TOPIC)
        .everythingIsSentUpTo(clock.instant(), TldEvent.TOPIC);
    await().until(() -> cache.counters().watermarksRead() == read + 12);

    assertThat(renewal("com")).isEqualTo(new Unvouched(UnvouchedReason.STALE, NOON));
    topic.everythingIsSentUpTo(clock.instant(), TldStatusEvent.TOPIC);
    await().until(() -> renewal("com") instanceof Priced);
  }

  @Test
  void aTopicThatGrowsIsFollowed() {
    topic
        .publish(PriceLists.of("com").renewingAt("15.00").version(1).published())
        .publish(PriceLists.of("net").renewingAt("15.00").version(1).published())
        .everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);

    topic.growTo(7);
    clock.advance(BOUND.plusSeconds(1));
    topic
        .publish(PriceLists.of("com").renewingAt("14.00").version(2).published())
        .publish(PriceLists.of("net").renewingAt("14.00").version(2).published())
        .everythingIsSentUpTo(clock.instant());

    await().until(() -> cache.isFresh(SELLER));
    assertThat(version("com")).isEqualTo(2);
    assertThat(version("net")).isEqualTo(2);
  }

  @Test
  void aCacheMayConnectBeforeTheTopicIsThere() throws InterruptedException {
    cache.close();
    topic.close();
    try (PriceCache early = connect()) {
      assertThat(early.priceList(SELLER, Buyer.visitor()))
          .isInstanceOf(PriceListAnswer.Unvouched.class);
      assertThat(early.awaitFresh(SELLER, Duration.ofMillis(30))).isFalse();
      topic = PriceTopic.create(TestServers.broker().bootstrapServers());
      topic
          .publish(PriceLists.of("com").renewingAt("15.00").published())
          .everythingIsSentUpTo(NOON);

      await().until(() -> early.isFresh(SELLER));
    }
  }

  @Test
  void listenersHearWhatBecameVisible() {
    List<Change> heard = new CopyOnWriteArrayList<>();
    cache.onChange(
        _ -> {
          throw new IllegalStateException("a listener that fails harms nobody");
        });
    cache.onChange(heard::addAll);
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);

    awaitVersion("com", 1);
    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .contains(
                        new Change.OfProduct(SELLER, Audience.CUSTOMER, "com", 1, null, NOON, null),
                        new Change.OfSeller(SELLER, null, NOON)));

    clock.advance(BOUND.plusNanos(1));
    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .last()
                    .isEqualTo(
                        new Change.OfSeller(SELLER, UnvouchedReason.STALE, clock.instant())));
  }

  @Test
  void countersTellWhatWasAnswered() {
    topic.publish(PriceLists.of("com").renewingAt("15.00").published()).everythingIsSentUpTo(NOON);
    awaitVersion("com", 1);
    long pricedBefore = cache.counters().answersPriced();
    long unvouchedBefore = cache.counters().answersUnvouched();

    assertThat(renewal("com")).isInstanceOf(Priced.class);
    assertThat(renewal("net")).isInstanceOf(NotSold.class);
    clock.advance(BOUND.plusMillis(1));
    assertThat(renewal("com")).isInstanceOf(Unvouched.class);

    assertThat(cache.counters().answersPriced() - pricedBefore).isEqualTo(1);
    assertThat(cache.counters().answersNotSold()).isEqualTo(1);
    assertThat(cache.counters().answersUnvouched() - unvouchedBefore).isEqualTo(1);
    assertThat(cache.counters().connectionsMade()).isEqualTo(1);
  }

  private PriceCache connect() {
    // A slow broker is no reason to connect anew, where connections are counted.
    return PriceCache.connect(
        settings()
            .withConsumerProperties(
                Map.of(
                    CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                    "60000",
                    CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    "60000")));
  }

  private PriceCacheSettings settings() {
    return PriceCacheSettings.following(TestServers.broker().bootstrapServers(), SELLER)
        .withStaleBound(BOUND)
        .withSystemClock(clock)
        .withBusinessClock(clock);
  }

  private PriceAnswer renewal(String product) {
    return cache.priceFor(Purchase.of(SELLER, product, ProductAction.RENEW, 1));
  }

  private long version(String product) {
    return renewal(product) instanceof Priced priced ? priced.priceVersion() : -1;
  }

  private void awaitVersion(String product, long version) {
    await().until(() -> version(product) == version);
  }

  private static byte[] body(SellerId seller, String product) {
    return utf8(
        """
        {"sellerId":"%s","audience":"CUSTOMER","product":"%s","kind":"TLD","version":1,
         "changeSet":{"id":"c","size":1},"currency":"USD","minYears":1,"maxYears":10,
         "slabs":[],"cells":[],"promos":[],"effectiveFrom":"2026-11-21T12:00:00Z",
         "occurredAt":"2026-11-21T12:00:00Z"}
        """
            .formatted(seller, product));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
