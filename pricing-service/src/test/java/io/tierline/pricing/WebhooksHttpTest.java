package io.tierline.pricing;

import static io.tierline.pricing.db.Tables.WEBHOOK_CHANGE;
import static io.tierline.pricing.db.Tables.WEBHOOK_DELIVERY;
import static io.tierline.pricing.db.Tables.WEBHOOK_ENDPOINT;
import static io.tierline.pricing.db.Tables.WEBHOOK_FOLLOW;
import static io.tierline.pricing.db.Tables.WEBHOOK_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.WebhookReceiver.Received;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.webhook.Deliveries;
import io.tierline.pricing.webhook.Deliveries.Claimed;
import io.tierline.pricing.webhook.Deliveries.Follower;
import io.tierline.pricing.webhook.DeliveryFormat;
import io.tierline.pricing.webhook.Outcome;
import io.tierline.pricing.webhook.Patience;
import io.tierline.pricing.webhook.SendDeliveries;
import io.tierline.pricing.webhook.SendDeliveries.Times;
import io.tierline.pricing.webhook.WriteDeliveries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ThrowingRunnable;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class WebhooksHttpTest extends OnRealServers {

  @Autowired private WebhooksAtWork webhooksAtWork;
  @Autowired private Deliveries deliveries;
  @Autowired private WriteDeliveries writeDeliveries;
  @Autowired private SendDeliveries sendDeliveries;
  @Autowired private WebhooksAtWork.Sending sending;
  @Autowired private WebhookSettings settings;
  @Autowired private ReadFeed readFeed;
  @Autowired private DeliveryFormat format;
  @Autowired private DatabaseTime time;
  @Autowired private DSLContext sql;

  private final WebhookReceiver shop = WebhookReceiver.start();
  private SellerId operator = new SellerId(1);

  @BeforeEach
  void anOperatorExists() {
    operator = anOperator();
    set(renewal("com", 0, "15.00"));
  }

  @AfterEach
  void nobodyListensAnyMore() {
    shop.close();
  }

  private void set(String... cells) {
    Answer book = readBook(operator, "CUSTOMER").send();
    Call call = setPrices(operator, "CUSTOMER", prices(cells));
    if (!book.etag().equals("\"0\"")) {
      call.ifMatch(book.etag());
    }
    call.ok();
  }

  private Call webhooks(String method, String path) {
    return call(method, "/v1/webhooks" + path).as(operator, "prices.read", "prices.write");
  }

  private static String target(String url) {
    return "{\"url\": \"%s\", \"description\": \"a shop\", \"audiences\": [\"CUSTOMER\"]}"
        .formatted(url);
  }

  private record Registered(String id, String secret) {}

  private Registered register() {
    Answer answer = webhooks("POST", "").body(target(shop.url())).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.etag()).isEqualTo("\"1\"");
    return new Registered(
        answer.json().at("/endpoint/id").asString(), answer.json().path("secret").asString());
  }

  /** Works as an instance does, until it is so. */
  private void working(ThrowingRunnable asserted) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              webhooksAtWork.work();
              webhooksAtWork.beat();
              asserted.run();
            });
  }

  private JsonNode log(String id) {
    return webhooks("GET", "/" + id + "/deliveries").ok().path("items");
  }

  private static String signature(String secret, Received letter) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(
                  mac.doFinal(
                      "%s.%s.%s"
                          .formatted(letter.id(), letter.timestamp(), letter.body())
                          .getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("PR-16: an endpoint is told of a change, signed, with position and watermark")
  void aChangeIsDelivered() {
    Registered endpoint = register();
    Instant before = inBackground(time::ofTransaction);
    set(renewal("com", 0, "11.00"));

    working(() -> assertThat(shop.changes()).hasSize(1));

    Received letter = shop.changes().getFirst();
    assertThat(letter.product()).isEqualTo("com");
    assertThat(letter.price()).isEqualTo("11.00");
    assertThat(Instant.parse(letter.json().path("freshAsOf").asString())).isAfter(before);
    assertThat(letter.json().path("changeSets")).hasSize(1);
    assertThat(letter.id()).isEqualTo(letter.json().path("id").asString());
    assertThat(letter.signature()).isEqualTo(signature(endpoint.secret(), letter));
    working(
        () -> {
          JsonNode delivery = log(endpoint.id()).path(0);
          assertThat(delivery.path("status").asString()).isEqualTo("DELIVERED");
          assertThat(delivery.path("responseCode").asInt()).isEqualTo(200);
          assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
          assertThat(delivery.path("durationMs").isNumber()).isTrue();
        });
  }

  private JsonNode snapshot(String query) {
    return call("GET", "/v1/price-lists/CUSTOMER/snapshot" + query)
        .as(operator, "prices.read")
        .ok();
  }

  /** What somebody charges who has this and a clock. */
  private static String priceAt(JsonNode product, Instant at) {
    return product
        .path("versions")
        .valueStream()
        .filter(version -> !Instant.parse(version.path("effectiveFrom").asString()).isAfter(at))
        .max(Comparator.comparingLong(version -> version.path("version").asLong()))
        .orElseThrow()
        .at("/prices/0/perYear/amount")
        .asString();
  }

  private void schedule(Instant start, String... cells) {
    setPrices(
            operator,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(start, String.join(",", cells)))
        .ifMatch(readBook(operator, "CUSTOMER").send().etag())
        .ok();
  }

  private static List<String> tlds(int count) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            WebhooksHttpTest.class.getResourceAsStream("/pricing/catalog.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("TLD,") && !line.startsWith("TLD,ai,"))
          .map(line -> line.split(",", 3)[1])
          .limit(count)
          .toList();
    }
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: told of a large change to come, a shop reads prices that start by time")
  void aScheduledBulkChangeStartsByItself() throws IOException {
    List<String> tlds = tlds(55);
    set(tlds.stream().map(tld -> renewal(tld, 0, "15.00")).toArray(String[]::new));
    register();
    Instant start = clock.instant().plus(Duration.ofHours(2));
    schedule(start, tlds.stream().map(tld -> renewal(tld, 0, "9.00")).toArray(String[]::new));
    working(() -> assertThat(shop.changes()).hasSize(1));
    JsonNode change = shop.changes().getFirst().json();
    assertThat(change.path("products")).hasSize(55);
    assertThat(change.path("prices").isNull()).isTrue();

    JsonNode first = snapshot("?limit=50");
    JsonNode second = snapshot("?limit=50&after=" + first.path("next").asString());
    assertThat(first.path("position")).isEqualTo(change.path("position"));
    assertThat(second.path("position")).isEqualTo(change.path("position"));
    List<JsonNode> kept =
        Stream.concat(first.path("items").valueStream(), second.path("items").valueStream())
            .toList();

    clock.advance(Duration.ofHours(2));
    assertThat(kept)
        .hasSize(55)
        .allSatisfy(
            product -> {
              assertThat(priceAt(product, start.minusMillis(1))).isEqualTo("15.00");
              assertThat(priceAt(product, clock.instant())).isEqualTo("9.00");
            });
    assertThat(
            call("GET", "/v1/price-lists/CUSTOMER")
                .as(operator, "prices.read")
                .ok()
                .at("/items/0/rows/0/perYear/amount")
                .asString())
        .isEqualTo("9.00");
  }

  @Test
  @DisplayName(
      "PR-16: a heartbeat vouches for who read the snapshot, and not for who has an older one")
  void heartbeatsVouchForAPosition() {
    String before = snapshot("").path("position").asString();
    set(renewal("com", 0, "11.00"));
    Answer registered = webhooks("POST", "").body(target(shop.url())).send();
    JsonNode snapshot = snapshot("");
    String position = snapshot.path("position").asString();
    assertThat(registered.json().at("/endpoint/positions/CUSTOMER").asString())
        .isEqualTo(position)
        .isNotEqualTo(before);
    assertThat(snapshot.at("/items/0/versions/0/prices/0/perYear/amount").asString())
        .isEqualTo("11.00");

    working(() -> assertThat(shop.received("heartbeat")).isNotEmpty());
    assertThat(shop.received("heartbeat").getFirst().json().at("/positions/CUSTOMER").asString())
        .isEqualTo(position);
    assertThat(Instant.parse(snapshot.path("freshAsOf").asString())).isAfter(Instant.EPOCH);

    set(renewal("com", 0, "12.00"));
    working(() -> assertThat(shop.changes()).isNotEmpty());
    working(
        () ->
            assertThat(
                    shop.received("heartbeat")
                        .getLast()
                        .json()
                        .at("/positions/CUSTOMER")
                        .asString())
                .isEqualTo(shop.changes().getFirst().json().path("position").asString())
                .isNotEqualTo(position));
    working(
        () ->
            assertThat(webhooks("GET", "").ok().at("/items/0/positions/CUSTOMER").asString())
                .isEqualTo(shop.changes().getFirst().json().path("position").asString()));
  }

  @Test
  @DisplayName("a heartbeat says how fresh is who has a position")
  void heartbeatsCarryTheWatermark() {
    register();
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSize(1));
    String position = shop.changes().getFirst().json().path("position").asString();
    int before = shop.received("heartbeat").size();

    working(() -> assertThat(shop.received("heartbeat")).hasSizeGreaterThan(before + 1));

    JsonNode last = shop.received("heartbeat").getLast().json();
    assertThat(last.at("/positions/CUSTOMER").asString()).isEqualTo(position);
    assertThat(Instant.parse(last.path("freshAsOf").asString()))
        .isAfter(
            Instant.parse(
                shop.received("heartbeat").getFirst().json().path("freshAsOf").asString()));
  }

  @Test
  @DisplayName(
      "PR-16: a receiver that fails is tried again; deliveries stay in order, none is lost")
  void failuresAreTriedAgain() {
    Registered endpoint = register();
    shop.answers(500);
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSizeGreaterThanOrEqualTo(3));
    set(renewal("com", 0, "12.00"));
    set(renewal("net", 0, "13.00"));
    assertThat(shop.changes())
        .extracting(Received::id)
        .containsOnly(shop.changes().getFirst().id());

    shop.answers(204);
    working(
        () ->
            assertThat(log(endpoint.id()).valueStream())
                .hasSize(2)
                .allMatch(delivery -> delivery.path("status").asString().equals("DELIVERED")));

    Received last = shop.changes().getLast();
    assertThat(last.json().path("changeSets")).hasSize(2);
    assertThat(last.json().path("products").valueStream().map(JsonNode::asString))
        .containsExactly("com", "net");
    assertThat(last.json().path("from").asString())
        .isEqualTo(shop.changes().getFirst().json().path("position").asString());
    assertThat(log(endpoint.id()).path(1).path("attempts").asInt()).isGreaterThanOrEqualTo(3);
  }

  @Test
  @DisplayName("PR-16: a receiver that was killed is told what it missed when it is back")
  void aKilledReceiverCatchesUp() {
    Registered endpoint = register();
    shop.kill();
    set(renewal("com", 0, "11.00"));
    working(
        () ->
            assertThat(log(endpoint.id()).path(0).path("failure").asString())
                .startsWith("the connection failed"));
    assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("failingSince").isString()).isTrue();

    shop.comeBack();
    working(() -> assertThat(shop.changes()).hasSize(1));
    working(
        () ->
            assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("failingSince").isNull())
                .isTrue());
  }

  @Test
  @DisplayName("a receiver that hangs holds up nobody else, and is tried again")
  void aHangingReceiverHoldsUpNobody() {
    register();
    shop.hangs();
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSize(1));
    try (WebhookReceiver other = WebhookReceiver.start()) {
      assertThat(webhooks("POST", "").body(target(other.url())).send().status()).isEqualTo(201);
      set(renewal("com", 0, "12.00"));
      working(() -> assertThat(other.changes()).hasSize(1));
    }
    shop.goOn();
    working(() -> assertThat(shop.changes()).hasSizeGreaterThanOrEqualTo(2));
  }

  /** Fails for one endpoint, whatever is tried. */
  private final class Poisoned extends WriteDeliveries {

    private final long poisoned;

    Poisoned(String endpoint) {
      super(deliveries, readFeed, format, Duration.ofDays(1));
      this.poisoned = Long.parseLong(endpoint);
    }

    @Override
    public List<Follower> behind(List<Follower> followers) {
      return writeDeliveries.behind(followers);
    }

    @Override
    public boolean write(Follower follower) {
      if (follower.endpoint() == poisoned) {
        throw new IllegalStateException("a book that cannot be read");
      }
      return writeDeliveries.write(follower);
    }
  }

  @Test
  @DisplayName("one endpoint that nothing can be written for stops nobody else")
  void aPoisonedEndpointStopsNobody() {
    Registered poisoned = register();
    try (WebhookReceiver other = WebhookReceiver.start()) {
      assertThat(webhooks("POST", "").body(target(other.url())).send().status()).isEqualTo(201);
      set(renewal("com", 0, "11.00"));
      WebhooksAtWork working =
          new WebhooksAtWork(
              deliveries,
              new Poisoned(poisoned.id()),
              sendDeliveries,
              sending,
              settings,
              new SimpleMeterRegistry());
      await()
          .untilAsserted(
              () -> {
                working.work();
                working.beat();
                assertThat(other.changes()).hasSize(1);
                assertThat(other.received("heartbeat")).isNotEmpty();
              });
      assertThat(shop.changes()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "a secret that cannot be opened is a failure that is shown; an older one still signs")
  void aSecretThatCannotBeOpened() {
    Registered endpoint = register();
    webhooks("POST", "/" + endpoint.id() + "/secrets").ok();
    spoilSecrets(2);
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSize(1));
    Received letter = shop.changes().getFirst();
    assertThat(letter.signature()).isEqualTo(signature(endpoint.secret(), letter));

    spoilSecrets(1);
    set(renewal("com", 0, "12.00"));
    working(
        () -> {
          assertThat(log(endpoint.id()).path(0).path("failure").asString())
              .startsWith("it could not be signed");
          assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("failingSince").isString())
              .isTrue();
        });
  }

  private void spoilSecrets(int number) {
    asSeller(
        operator,
        () ->
            sql.update(WEBHOOK_SECRET)
                .set(WEBHOOK_SECRET.SEALED, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                .where(WEBHOOK_SECRET.NUMBER.eq(number))
                .execute());
  }

  @Test
  @DisplayName("PR-16: at another address all starts anew, though the old one answers still")
  void anotherAddressStartsAnew() {
    Registered endpoint = register();
    shop.hangs();
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSize(1));
    try (WebhookReceiver other = WebhookReceiver.start()) {
      Answer edited =
          webhooks("PUT", "/" + endpoint.id()).ifMatch("\"1\"").body(target(other.url())).send();
      assertThat(edited.status()).as(edited.body()).isEqualTo(200);
      shop.answers(410);
      shop.goOn();

      working(() -> assertThat(other.received("price-list.reset")).hasSize(1));
      assertThat(other.received("price-list.reset").getFirst().json().path("position").asString())
          .isEqualTo(snapshot("").path("position").asString());
      working(
          () ->
              assertThat(webhooks("GET", "/" + endpoint.id()).ok().at("/positions/CUSTOMER"))
                  .isEqualTo(snapshot("").path("position")));
      assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("status").asString())
          .isEqualTo("ACTIVE");
    }
  }

  @Test
  @DisplayName("two instances at once send each delivery once")
  void twoWorkersShareTheWork() {
    Registered endpoint = register();
    for (int i = 1; i <= 10; i++) {
      set(renewal("com", 0, i + ".00"));
      int expected = i;
      await()
          .untilAsserted(
              () -> {
                CompletableFuture.allOf(
                        CompletableFuture.runAsync(webhooksAtWork::work),
                        CompletableFuture.runAsync(webhooksAtWork::work))
                    .get(60, TimeUnit.SECONDS);
                assertThat(log(endpoint.id()).path(0).path("status").asString())
                    .isEqualTo("DELIVERED");
                assertThat(shop.changes()).hasSize(expected);
              });
    }
    assertThat(new HashSet<>(shop.changes().stream().map(Received::id).toList())).hasSize(10);
    assertThat(shop.changes())
        .extracting(Received::price)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(i -> i + ".00").toList());
  }

  @Test
  @DisplayName("killed between sending and recording it: the same delivery is sent again")
  void whatWasNotRecordedIsSentAgain() {
    register();
    set(renewal("com", 0, "11.00"));
    SendDeliveries killed = sending(Duration.ofMillis(1), Duration.ofDays(1));
    deliveriesAreWritten();
    List<Claimed> taken = inBackground(() -> killed.claim(100));
    assertThat(taken).extracting(each -> each.delivery().seller()).contains(operator);

    working(() -> assertThat(shop.changes()).hasSize(1));
    assertThat(shop.changes().getFirst().price()).isEqualTo("11.00");
  }

  private SendDeliveries sending(Duration lease, Duration disableAfter) {
    return sending(
        new Patience(Duration.ofDays(2), Duration.ofDays(2), Duration.ofDays(1), disableAfter),
        lease);
  }

  private SendDeliveries sending(Patience patience, Duration lease) {
    return new SendDeliveries(
        deliveries, time, new Times(patience, lease, Duration.ofSeconds(10)), new Random(1));
  }

  @Test
  @DisplayName("who asks to be left alone for a while is sent to no earlier")
  void aReceiverIsLeftAlone() {
    Registered endpoint = register();
    set(renewal("com", 0, "11.00"));
    Duration hour = Duration.ofHours(1);
    Instant before = inBackground(time::ofTransaction);
    refused(
        sending(
            new Patience(Duration.ofMillis(1), hour, hour.multipliedBy(9), hour.multipliedBy(9)),
            Duration.ofSeconds(30)),
        new Outcome.Refused(503, Duration.ofMillis(3), Duration.ofMinutes(30)));

    JsonNode delivery = log(endpoint.id()).path(0);
    assertThat(delivery.path("status").asString()).isEqualTo("PENDING");
    assertThat(Instant.parse(delivery.path("nextAttemptAt").asString()))
        .isAfterOrEqualTo(before.plus(Duration.ofMinutes(30)));
  }

  /** Fails once, too late to be tried again. */
  private void dies(Duration disableAfter) {
    refused(
        sending(Duration.ofSeconds(30), disableAfter),
        new Outcome.Refused(500, Duration.ofMillis(3), null));
  }

  private void refused(SendDeliveries sending, Outcome outcome) {
    deliveriesAreWritten();
    List<Claimed> claimed = inBackground(() -> sending.claim(100));
    claimed.stream()
        .filter(each -> each.delivery().seller().equals(operator))
        .forEach(
            each ->
                inBackground(
                    () -> {
                      sending.finish(each, outcome);
                      return each;
                    }));
  }

  private void deliveriesAreWritten() {
    SellerScope.inBackground(
        () ->
            writeDeliveries
                .behind(deliveries.idle(null, 1_000))
                .forEach(follower -> writeDeliveries.write(follower)));
  }

  @Test
  @DisplayName("PR-16: what a dead delivery held is in the next one")
  void theNextDeliveryBringsWhatADeadOneHeld() {
    Registered endpoint = register();
    set(renewal("com", 0, "11.00"));
    dies(Duration.ofDays(9));
    set(renewal("net", 0, "12.00"));
    deliveriesAreWritten();
    JsonNode dead = log(endpoint.id()).path(1);
    assertThat(dead.path("status").asString()).isEqualTo("DEAD");
    assertThat(dead.path("failure").asString()).isEqualTo("answered 500");

    working(() -> assertThat(shop.changes()).hasSize(1));
    assertThat(
            shop.changes().getFirst().json().path("products").valueStream().map(JsonNode::asString))
        .containsExactly("com", "net");
  }

  @Test
  @DisplayName("an endpoint that only fails is disabled with a reason, and enabled by its seller")
  void aFailingEndpointIsDisabled() {
    Registered endpoint = register();
    set(renewal("com", 0, "11.00"));
    dies(Duration.ZERO);
    Answer disabled = webhooks("GET", "/" + endpoint.id()).send();
    assertThat(disabled.json().path("status").asString()).isEqualTo("DISABLED");
    assertThat(disabled.json().path("disabledBecause").asString()).contains("answered 500");
    webhooksAtWork.work();
    assertThat(shop.changes()).isEmpty();

    assertThat(webhooks("POST", "/" + endpoint.id() + "/enable").ifMatch("\"1\"").send().status())
        .isEqualTo(412);
    assertThat(
            webhooks("POST", "/" + endpoint.id() + "/enable")
                .ifMatch(disabled.etag())
                .ok()
                .path("status")
                .asString())
        .isEqualTo("ACTIVE");
    working(() -> assertThat(shop.changes()).hasSize(1));
  }

  @Test
  @DisplayName("an endpoint that answers 410 is told nothing any more")
  void goneIsGone() {
    Registered endpoint = register();
    shop.answers(410);
    set(renewal("com", 0, "11.00"));
    working(
        () ->
            assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("disabledBecause").asString())
                .contains("410"));
  }

  @Test
  @DisplayName("after a rotation both secrets sign; asking again ends none that is in use")
  void secretsAreRotated() {
    Registered endpoint = register();
    String second =
        webhooks("POST", "/" + endpoint.id() + "/secrets").ok().path("secret").asString();
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(shop.changes()).hasSize(1));
    Received letter = shop.changes().getFirst();
    assertThat(Arrays.asList(letter.signature().split(" ")))
        .containsExactly(signature(second, letter), signature(endpoint.secret(), letter));

    String third =
        webhooks("POST", "/" + endpoint.id() + "/secrets").ok().path("secret").asString();
    assertThat(webhooks("GET", "/" + endpoint.id()).ok().path("secrets")).hasSize(3);
    assertThat(webhooks("POST", "/" + endpoint.id() + "/secrets").send().problem())
        .isEqualTo("too-many-secrets");
    set(renewal("com", 0, "12.00"));
    working(() -> assertThat(shop.changes()).hasSize(2));
    Received next = shop.changes().getLast();
    assertThat(Arrays.asList(next.signature().split(" ")))
        .containsExactly(
            signature(third, next), signature(second, next), signature(endpoint.secret(), next));
  }

  @Test
  @DisplayName(
      "no answer but the first shows a secret, and the database holds none that is readable")
  void secretsAreShownOnce() {
    Registered endpoint = register();

    assertThat(webhooks("GET", "").send().body()).doesNotContain("whsec_");
    assertThat(webhooks("GET", "/" + endpoint.id()).send().body()).doesNotContain("whsec_");
    assertThat(inBackground(() -> sql.selectFrom(WEBHOOK_SECRET).fetch().formatCSV()))
        .doesNotContain("whsec_")
        .doesNotContain(endpoint.secret().substring("whsec_".length()));
  }

  @Test
  @DisplayName("the second editor is told; an endpoint can be taken away")
  void endpointsAreEdited() {
    String id = register().id();
    String other = target("https://shop.example/prices");
    assertThat(webhooks("PUT", "/" + id).body(other).send().status()).isEqualTo(428);
    Answer edited = webhooks("PUT", "/" + id).ifMatch("\"1\"").body(other).send();
    assertThat(edited.json().path("url").asString()).isEqualTo("https://shop.example/prices");
    assertThat(edited.etag()).isEqualTo("\"2\"");
    assertThat(webhooks("PUT", "/" + id).ifMatch("\"1\"").body(other).send().status())
        .isEqualTo(412);
    assertThat(webhooks("DELETE", "/" + id).ifMatch("\"1\"").send().status()).isEqualTo(412);
    assertThat(webhooks("DELETE", "/" + id).ifMatch("\"2\"").send().status()).isEqualTo(204);
    assertThat(webhooks("GET", "/" + id).send().status()).isEqualTo(404);
    assertThat(webhooks("GET", "/" + id + "/changes").ok().path("items").valueStream())
        .extracting(change -> change.path("kind").asString())
        .containsExactly("REMOVED", "EDITED", "REGISTERED");
  }

  @Test
  @DisplayName("a URL may be as long as it is said, and its trail holds it")
  void aLongUrlIsKept() {
    String start = "https://shop.example/";
    String url = start + "a".repeat(2_000 - start.length());
    String both = target(url).replace("[\"CUSTOMER\"]", "[\"CUSTOMER\", \"SUB_RESELLER\"]");
    Answer registered = webhooks("POST", "").body(both).send();
    assertThat(registered.status()).isEqualTo(201);
    String id = registered.json().at("/endpoint/id").asString();
    assertThat(webhooks("GET", "/" + id + "/changes").ok().at("/items/0/detail").asString())
        .isEqualTo(url + " (CUSTOMER, SUB_RESELLER)");
    assertThat(webhooks("POST", "").body(target(url + "a")).send().status()).isBetween(400, 499);
  }

  @Test
  @DisplayName("the trail of an endpoint can be added to, and never be changed")
  void theTrailStays() {
    Registered endpoint = register();
    webhooks("POST", "/" + endpoint.id() + "/secrets").ok();
    assertThat(
            webhooks("GET", "/" + endpoint.id() + "/changes").ok().at("/items/0/kind").asString())
        .isEqualTo("SECRET_ROTATED");
    assertThatThrownBy(() -> asSeller(operator, () -> sql.deleteFrom(WEBHOOK_CHANGE).execute()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> inBackground(() -> sql.deleteFrom(WEBHOOK_CHANGE).execute()))
        .hasStackTraceContaining("permission denied");
    assertThat(asSeller(anOperator(), () -> sql.fetchCount(WEBHOOK_CHANGE))).isZero();
  }

  @Test
  @DisplayName("an address that must not be called is refused, and so is one endpoint too many")
  void badEndpointsAreRefused() {
    for (String url :
        List.of(
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "http://10.0.0.1/",
            "ftp://shop.example/",
            "https://user@shop.example/")) {
      assertThat(webhooks("POST", "").body(target(url)).send().problem())
          .isEqualTo("webhook-url-refused");
    }
    for (int i = 0; i < 10; i++) {
      register();
    }
    assertThat(webhooks("POST", "").body(target(shop.url())).send().problem())
        .isEqualTo("too-many-webhooks");
    JsonNode page = webhooks("GET", "?limit=4").ok();
    assertThat(page.path("items")).hasSize(4);
    assertThat(webhooks("GET", "?limit=9&after=" + page.path("next").asString()).ok().path("items"))
        .hasSize(6);
  }

  @Test
  @DisplayName("PR-1: endpoints, secrets and deliveries are their seller's alone")
  void sellersAreKeptApart() {
    Registered mine = register();
    set(renewal("com", 0, "11.00"));
    working(() -> assertThat(log(mine.id())).hasSize(1));
    String delivery = log(mine.id()).path(0).path("id").asString();
    SellerId other = anOperator();

    for (String path :
        List.of(
            "/" + mine.id(),
            "/" + mine.id() + "/deliveries",
            "/%s/deliveries/%s".formatted(mine.id(), delivery))) {
      assertThat(call("GET", "/v1/webhooks" + path).as(other, "prices.read").send().status())
          .isEqualTo(404);
    }
    assertThat(
            call("POST", "/v1/webhooks/%s/secrets".formatted(mine.id()))
                .as(other, "prices.write")
                .send()
                .status())
        .isEqualTo(404);
    for (Table<?> table :
        List.of(WEBHOOK_ENDPOINT, WEBHOOK_SECRET, WEBHOOK_FOLLOW, WEBHOOK_DELIVERY)) {
      assertThat(asSeller(operator, () -> sql.fetchCount(table))).as(table.getName()).isPositive();
      assertThat(asSeller(other, () -> sql.fetchCount(table))).as(table.getName()).isZero();
      assertThat(asSeller(other, () -> sql.deleteFrom(table).execute())).isZero();
    }
    assertThat(call("GET", "/actuator/prometheus").send().body())
        .contains("tierline_pricing_webhook_sent_total")
        .contains("tierline_pricing_webhook_oldest_undelivered_seconds");
  }
}
