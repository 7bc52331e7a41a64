package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.EventStream.Event;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.feed.FeedFormat;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.FeedSource;
import io.tierline.pricing.feed.FeedWatch;
import io.tierline.pricing.feed.LiveFeeds;
import io.tierline.pricing.feed.LiveStream;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class PriceFeedHttpTest extends OnRealServers {

  @Autowired private PublishDueChanges publishDueChanges;
  @Autowired private DatabaseTime databaseTime;
  @Autowired private SetPrices setPrices;
  @Autowired private FeedSource source;
  @Autowired private FeedFormat format;
  @Autowired private FeedWatch watch;

  private SellerId operator = new SellerId(1);

  @BeforeEach
  void anOperatorExists() {
    operator = anOperator();
  }

  private EventStream follow(SellerId seller, @Nullable String lastEventId) {
    return EventStream.open(
        service().resolve("/v1/price-lists/CUSTOMER/events"),
        bearer(seller, "prices.read"),
        lastEventId);
  }

  private void set(String... cells) {
    Answer book = readBook(operator, "CUSTOMER").send();
    Call call = setPrices(operator, "CUSTOMER", prices(cells));
    if (!book.etag().equals("\"0\"")) {
      call.ifMatch(book.etag());
    }
    call.ok();
  }

  private static String priceOf(JsonNode product) {
    return product.path("versions").path(0).path("prices").path(0).at("/perYear/amount").asString();
  }

  @Test
  @DisplayName("PR-16: a stream starts with the whole list and goes on with each change, whole")
  void aStreamStartsWholeAndFollows() {
    set(renewal("com", 0, "15.00"), renewal("net", 0, "16.00"));
    try (EventStream stream = follow(operator, null)) {
      assertThat(stream.status()).isEqualTo(200);
      Event snapshot = stream.next("snapshot");
      assertThat(stream.named("reset").getFirst().data().path("reason").asString())
          .isEqualTo("START");
      assertThat(stream.pricesBefore(snapshot))
          .extracting(product -> product.path("product").asString())
          .containsExactly("com", "net");

      set(renewal("com", 0, "11.00"), renewal("jp", 0, "30.00"), renewal("net", 0, "12.00"));

      Event change = stream.next("change-set");
      assertThat(stream.pricesBefore(change))
          .extracting(PriceFeedHttpTest::priceOf)
          .containsExactly("11.00", "30.00", "12.00");
      assertThat(change.data().path("from").asString()).isEqualTo(snapshot.id());
      assertThat(change.data().path("changeSets")).hasSize(1);
      assertThat(stream.pricesBefore(change).getFirst().at("/versions/0/changeSetId"))
          .isEqualTo(change.data().at("/changeSets/0/id"));
    }
  }

  @Test
  @DisplayName("PR-16: a watermark comes after everything that was committed before it")
  void watermarksFollowWhatWasCommitted() {
    set(renewal("com", 0, "15.00"));
    try (EventStream stream = follow(operator, null)) {
      Instant first = freshAsOf(stream.next("watermark"));
      for (int i = 1; i <= 5; i++) {
        set(renewal("com", 0, i + ".00"));
        Instant committed = inBackground(() -> databaseNow());
        Event watermark = stream.next("watermark", event -> !freshAsOf(event).isBefore(committed));
        List<Event> all = stream.events();
        Event last =
            all.subList(0, all.indexOf(watermark)).stream()
                .filter(event -> event.name().equals("change-set"))
                .toList()
                .getLast();
        assertThat(watermark.data().path("position")).isEqualTo(last.data().path("position"));
        assertThat(priceOf(stream.pricesBefore(last).getFirst())).isEqualTo(i + ".00");
      }
      assertThat(stream.named("watermark")).extracting(PriceFeedHttpTest::freshAsOf).isSorted();
      assertThat(first).isBefore(inBackground(() -> databaseNow()));
    }
  }

  @Test
  @DisplayName("PR-16: a transaction that was under way at a watermark is told after it, not lost")
  void whatWasUnderWayIsNotLost() throws Exception {
    set(renewal("com", 0, "15.00"));
    CountDownLatch saved = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    try (EventStream stream = follow(operator, null)) {
      CompletableFuture<Boolean> slow =
          CompletableFuture.supplyAsync(() -> saveAndWait(saved, mayCommit));
      assertThat(saved.await(60, TimeUnit.SECONDS)).isTrue();
      Instant underWay = inBackground(this::databaseNow);
      Event before = stream.next("watermark", event -> freshAsOf(event).isAfter(underWay));
      assertThat(stream.named("change-set")).isEmpty();

      mayCommit.countDown();
      assertThat(slow.get(60, TimeUnit.SECONDS)).isTrue();
      Instant committed = inBackground(this::databaseNow);

      Event after = stream.next("watermark", event -> !freshAsOf(event).isBefore(committed));
      Event change = stream.next("change-set");
      assertThat(stream.events()).containsSubsequence(before, change, after);
      assertThat(freshAsOf(change)).isAfter(freshAsOf(before));
    }
  }

  private boolean saveAndWait(CountDownLatch saved, CountDownLatch mayCommit) {
    return asSeller(
        operator,
        () -> {
          SetPrices.Result result =
              setPrices.set(
                  new SetPrices.Command(
                      new BookKey(operator, Audience.CUSTOMER),
                      1L,
                      new Changes(
                          "USD",
                          null,
                          ProposedPrices.of(
                              List.of(
                                  new ProposedCell(
                                      "prices[0]",
                                      "com",
                                      ProductAction.RENEW,
                                      0,
                                      1,
                                      new ProposedAmount("7.00", "USD")))),
                          List.of()),
                      null,
                      "client-1",
                      ""));
          saved.countDown();
          try {
            return mayCommit.await(60, TimeUnit.SECONDS)
                && result instanceof SetPrices.Result.Saved;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Instant databaseNow() {
    return databaseTime.ofTransaction();
  }

  private static Instant freshAsOf(Event event) {
    return Instant.parse(event.data().path("freshAsOf").asString());
  }

  @Test
  @DisplayName("PR-16: a client comes back with Last-Event-ID and is told what it missed")
  void aClientGoesOnWhereItWas() {
    set(renewal("com", 0, "15.00"), renewal("net", 0, "16.00"));
    String seen;
    try (EventStream stream = follow(operator, null)) {
      seen = stream.next("snapshot").id();
    }
    set(renewal("net", 0, "12.00"));
    set(renewal("net", 0, "11.00"));

    try (EventStream stream = follow(operator, seen)) {
      Event missed = stream.next("change-set");
      assertThat(stream.named("reset")).isEmpty();
      assertThat(missed.data().path("changeSets")).hasSize(2);
      assertThat(stream.pricesBefore(missed))
          .extracting(PriceFeedHttpTest::priceOf)
          .containsExactly("11.00");
      seen = missed.id();
    }
    try (EventStream stream = follow(operator, seen)) {
      assertThat(stream.next("watermark").data().path("position").asString()).isEqualTo(seen);
      assertThat(stream.events()).allMatch(event -> event.name().equals("watermark"));
    }
  }

  @Test
  @DisplayName("PR-16: another instance goes on where this one stopped")
  void anotherInstanceGoesOn() throws InterruptedException {
    set(renewal("com", 0, "15.00"), renewal("net", 0, "16.00"));
    String seen;
    try (EventStream stream = follow(operator, null)) {
      seen = stream.next("snapshot").id();
    }
    set(renewal("net", 0, "12.00"));
    BookKey book = new BookKey(operator, Audience.CUSTOMER);
    LiveFeeds other =
        new LiveFeeds(
            new LiveFeeds.Parts(source, format, watch),
            new LiveFeeds.Limits(1, 1, Duration.ofMillis(1), 1_000_000, 1_000_000, 1),
            Runnable::run,
            System::nanoTime);

    try (LiveStream stream =
        ((LiveFeeds.Opening.Opened) other.open(book, FeedPosition.parse(book, seen).orElseThrow()))
            .stream()) {
      other.look();
      assertThat(stream.take(Duration.ZERO))
          .isInstanceOfSatisfying(
              LiveStream.Taken.Bytes.class,
              taken ->
                  assertThat(new String(taken.bytes(), StandardCharsets.UTF_8))
                      .contains("event: change-set", "12.00")
                      .doesNotContain("event: reset", "15.00"));
    }
  }

  @Test
  @DisplayName("a position that is none of this list, or lies ahead of it, starts anew")
  void anUnknownPositionIsReset() {
    set(renewal("com", 0, "15.00"));
    String ofAnotherList = "%s:SUB_RESELLER:1.0.1".formatted(operator);
    String ahead = "%s:CUSTOMER:99.0.1".formatted(operator);
    for (String position : List.of("nonsense", ofAnotherList, ahead)) {
      try (EventStream stream = follow(operator, position)) {
        assertThat(stream.next("snapshot").data().path("products").asInt()).isEqualTo(1);
        assertThat(stream.next("reset").data().path("reason").asString())
            .isEqualTo("UNKNOWN_POSITION");
      }
    }
  }

  @Test
  @DisplayName("PR-20: a scheduled change is told when it is recorded, with its start, and once")
  void aScheduledChangeIsToldAhead() {
    set(renewal("com", 0, "15.00"));
    try (EventStream stream = follow(operator, null)) {
      stream.next("snapshot");
      Instant start = clock.instant().plus(Duration.ofDays(2));
      schedule(start, renewal("com", 0, "9.00"));

      JsonNode com = stream.pricesBefore(stream.next("change-set")).getFirst();
      assertThat(com.path("versions")).hasSize(2);
      assertThat(com.at("/versions/1/effectiveFrom").asString()).isEqualTo(start.toString());

      clock.advance(Duration.ofDays(3));
      publishDue();
      Instant published = inBackground(this::databaseNow);
      stream.next("watermark", event -> !freshAsOf(event).isBefore(published));
      assertThat(stream.named("change-set")).hasSize(1);
    }
  }

  private void schedule(Instant start, String... cells) {
    setPrices(
            operator,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(start, String.join(",", cells)))
        .ifMatch("\"1\"")
        .ok();
  }

  @Test
  @DisplayName("PR-16: a snapshot that says how fresh it is has what started, published or not")
  void aSnapshotWaitsForNoBus() {
    set(renewal("com", 0, "15.00"));
    Instant start = clock.instant().plus(Duration.ofHours(2));
    schedule(start, renewal("com", 0, "9.00"));
    clock.advance(Duration.ofHours(3));
    assertThat(inBackground(publishDueChanges::late))
        .contains(new BookKey(operator, Audience.CUSTOMER));

    JsonNode com =
        call("GET", "/v1/price-lists/CUSTOMER/snapshot")
            .as(operator, "prices.read")
            .ok()
            .at("/items/0");

    assertThat(com.path("versions")).hasSize(1);
    assertThat(com.at("/versions/0/prices/0/perYear/amount").asString()).isEqualTo("9.00");
    publishDue();
  }

  @Test
  @DisplayName("PR-15: a TLD that takes no new orders any more is told too")
  void aStatusIsTold() {
    set(renewal("com", 0, "15.00"), renewal("net", 0, "16.00"));
    try (EventStream stream = follow(operator, null)) {
      stream.next("snapshot");
      call("PUT", "/v1/tld-statuses/net")
          .as(operator, "prices.write")
          .body("{\"status\": \"NO_NEW_ORDERS\", \"agreedTermsVersion\": 1}")
          .ok();

      Event change = stream.next("change-set");
      assertThat(stream.pricesBefore(change))
          .extracting(product -> product.path("product").asString() + product.path("status"))
          .containsExactly("net\"NO_NEW_ORDERS\"");
    }
  }

  @Test
  @DisplayName("PR-1: a stream carries its seller's own prices only")
  void sellersDoNotHearEachOther() {
    SellerId other = anOperator();
    try (EventStream mine = follow(operator, null);
        EventStream others = follow(other, null)) {
      others.next("snapshot");
      set(renewal("com", 0, "1234.56"));
      mine.next("change-set");
      Instant committed = inBackground(this::databaseNow);
      others.next("watermark", event -> !freshAsOf(event).isBefore(committed));
      assertThat(others.named("prices")).isEmpty();
      assertThat(others.named("change-set")).isEmpty();
    }
  }

  @Test
  @DisplayName("a stream ends with its token")
  void aStreamEndsWithItsToken() {
    try (EventStream stream =
        EventStream.open(
            service().resolve("/v1/price-lists/CUSTOMER/events"),
            "Bearer "
                + TokenIssuer.shared()
                    .tokenOf(operator.toString())
                    .scopes("prices.read")
                    .expiresAt(Instant.now().plusSeconds(2))
                    .mint(),
            null)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.next("end").data().path("reason").asString()).isEqualTo("TOKEN_EXPIRED");
      await().untilAsserted(() -> assertThat(stream.hasEnded()).isTrue());
    }
  }

  @Test
  @DisplayName("a seller has so many streams and no more; a closed one makes room")
  void thereAreLimits() {
    List<EventStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        streams.add(follow(operator, null));
      }
      assertThat(streams).allMatch(stream -> stream.status() == 200);
      Answer refused =
          call("GET", "/v1/price-lists/CUSTOMER/events").as(operator, "prices.read").send();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.problem()).isEqualTo("too-many-streams");

      streams.removeFirst().close();
      await()
          .untilAsserted(
              () -> {
                EventStream again = follow(operator, null);
                streams.add(again);
                assertThat(again.status()).isEqualTo(200);
              });
    } finally {
      streams.forEach(EventStream::close);
    }
    assertThat(call("GET", "/actuator/prometheus").send().body())
        .contains("tierline_pricing_feed_streams")
        .contains("tierline_pricing_feed_events_total");
  }

  @Test
  @DisplayName(
      "who only asks whether there is a stream (HEAD) is refused, and takes no one's place")
  void probesTakeNoPlace() {
    for (int i = 0; i <= 20; i++) {
      Answer probed =
          call("HEAD", "/v1/price-lists/CUSTOMER/events").as(operator, "prices.read").send();
      assertThat(probed.status()).isEqualTo(405);
    }
    try (EventStream stream = follow(operator, null)) {
      assertThat(stream.status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("PR-4: the list carries its watermark, and 304 does when nothing has changed")
  void theListCarriesItsWatermark() throws IOException, InterruptedException {
    Instant before = inBackground(this::databaseNow);
    set(renewal("com", 0, "15.00"), renewal("uk", 0, "8.00"), renewal("co.uk", 0, "9.00"));
    Answer list = call("GET", "/v1/price-lists/CUSTOMER").as(operator, "prices.read").send();

    assertThat(list.json().path("version").asInt()).isEqualTo(1);
    assertThat(Instant.parse(list.json().path("freshAsOf").asString())).isAfter(before);
    assertThat(list.etag()).startsWith("W/\"1-");
    assertThat(unlessItIs(list.etag())).isEqualTo(304);

    set(renewal("com", 0, "14.00"));
    assertThat(unlessItIs(list.etag())).isEqualTo(200);

    assertThat(found("*.uk")).containsExactly("co.uk");
    assertThat(found("com,.UK")).containsExactly("com", "uk");
    assertThat(found("nosuch")).isEmpty();
    assertThat(
            call("GET", "/v1/price-lists/CUSTOMER?search=a%20b")
                .as(operator, "prices.read")
                .send()
                .status())
        .isEqualTo(400);
  }

  private int unlessItIs(String etag) throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(service().resolve("/v1/price-lists/CUSTOMER"))
                    .header("Authorization", bearer(operator, "prices.read"))
                    .header("If-None-Match", etag)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Tierline-Fresh-As-Of"))
        .hasValueSatisfying(text -> assertThat(Instant.parse(text)).isNotNull());
    return answer.statusCode();
  }

  private List<String> found(String search) {
    return call("GET", "/v1/price-lists/CUSTOMER?search=" + search)
        .as(operator, "prices.read")
        .ok()
        .path("items")
        .valueStream()
        .map(product -> product.path("product").asString())
        .toList();
  }

  @Test
  @DisplayName("PR-4: pages of the list of another state do not belong together")
  void pagesBelongTogether() {
    set(renewal("com", 0, "15.00"));
    Instant start = clock.instant().plus(Duration.ofHours(2));
    schedule(start, renewal("com", 0, "9.00"));
    String before = state();
    assertThat(state()).isEqualTo(before);

    clock.advance(Duration.ofHours(3));
    publishDue();
    String started = state();
    assertThat(started).isNotEqualTo(before);

    call("PUT", "/v1/tld-statuses/net")
        .as(operator, "prices.write")
        .body("{\"status\": \"NO_NEW_ORDERS\", \"agreedTermsVersion\": 1}")
        .ok();
    assertThat(state()).isNotEqualTo(started);
  }

  private void publishDue() {
    boolean more = true;
    while (more) {
      more = inBackground(publishDueChanges::publishOneBook);
    }
  }

  @Test
  @DisplayName("PR-4: who pages with what was kept sees a page again when the state is another one")
  void pagingWithWhatWasKeptEnds() {
    set(renewal("com", 0, "15.00"), renewal("net", 0, "16.00"));
    Instant start = clock.instant().plus(Duration.ofHours(2));
    setPrices(
            operator,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(start, renewal("net", 0, "9.00")))
        .ifMatch("\"1\"")
        .ok();
    publishDue();
    Answer kept = firstPage("\"none yet\"");
    assertThat(firstPage(kept.etag()).status()).isEqualTo(304);

    clock.advance(Duration.ofHours(3));
    publishDue();
    Answer started = firstPage(kept.etag());
    assertThat(started.json().path("state").asString()).isEqualTo(state());

    call("PUT", "/v1/tld-statuses/net")
        .as(operator, "prices.write")
        .body("{\"status\": \"NO_NEW_ORDERS\", \"agreedTermsVersion\": 1}")
        .ok();
    Answer changed = firstPage(started.etag());
    assertThat(changed.json().path("state").asString()).isEqualTo(state());
    assertThat(firstPage(changed.etag()).status()).isEqualTo(304);
  }

  /** It holds com; what changes is on the second one. */
  private Answer firstPage(String kept) {
    return call("GET", "/v1/price-lists/CUSTOMER?limit=1")
        .as(operator, "prices.read")
        .ifNoneMatch(kept)
        .send();
  }

  private String state() {
    return call("GET", "/v1/price-lists/CUSTOMER")
        .as(operator, "prices.read")
        .ok()
        .path("state")
        .asString();
  }

  @Test
  @DisplayName("PR-13: what is told says what can be bought, and whether a sunrise decides")
  void theTermsAreTold() {
    set(renewal("com", 0, "15.00"));
    JsonNode com =
        call("GET", "/v1/price-lists/CUSTOMER/snapshot")
            .as(operator, "prices.read")
            .ok()
            .at("/items/0");
    assertThat(com.path("kind").asString()).isEqualTo("TLD");
    assertThat(com.path("actions").valueStream().map(JsonNode::asString))
        .contains("REGISTER", "RENEW");
    assertThat(com.path("sunrise").isNull()).isTrue();
  }

  @Test
  @DisplayName("PR-4 PR-6 PR-15: the list shows promos, and leaves out what is not sold")
  void theListShowsWhatBuyersCanBuy() {
    setPrices(
            operator,
            "CUSTOMER",
            """
            {"currency": "USD", "prices": [%s, %s],
             "promos": [{"name": "Autumn", "products": ["com"], "actions": ["RENEW"],
               "perYear": {"amount": "6.00", "currency": "USD"},
               "from": "%s", "until": "%s"}]}
            """
                .formatted(
                    renewal("com", 0, "15.00"),
                    renewal("xxx", 0, "90.00"),
                    clock.instant(),
                    clock.instant().plus(Duration.ofDays(2))))
        .ok();
    call("PUT", "/v1/tld-statuses/xxx")
        .as(operator, "prices.write")
        .body("{\"status\": \"DO_NOT_SELL\", \"agreedTermsVersion\": 1}")
        .ok();

    JsonNode items =
        call("GET", "/v1/price-lists/CUSTOMER").as(operator, "prices.read").ok().path("items");

    assertThat(items).hasSize(1);
    JsonNode com = items.get(0);
    assertThat(com.at("/promos/0/name").asString()).isEqualTo("Autumn");
    assertThat(com.at("/promos/0/years").asInt()).isEqualTo(1);
    assertThat(com.path("effectiveFrom").isString()).isTrue();
    assertThat(com.path("status").asString()).isEqualTo("SELL");
  }
}
