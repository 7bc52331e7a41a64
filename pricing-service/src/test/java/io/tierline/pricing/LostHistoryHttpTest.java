package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.EventStream.Event;
import io.tierline.pricing.WebhookReceiver.Received;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;

/**
 * Clients that follow and change prices over HTTP, while the database tells another history than
 * the one whose numbers they have: here at the very same numbers.
 */
class LostHistoryHttpTest extends OnRealServers {

  @Autowired private WebhooksAtWork webhooksAtWork;
  @Autowired private FlywayConnectionDetails owner;

  private final WebhookReceiver shop = WebhookReceiver.start();
  private SellerId operator = new SellerId(1);

  @BeforeEach
  void anOperatorSells() {
    operator = anOperator();
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
  }

  @AfterEach
  void nobodyListensAnyMore() throws SQLException {
    shop.close();
    begins();
  }

  private void asOwner(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                owner.getJdbcUrl(), owner.getUsername(), owner.getPassword());
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** As a restore to a moment leaves it; nobody can name the new history until {@link #begins}. */
  private void isSetBack() throws SQLException {
    asOwner(
        "revoke update on messaging.history from pricing_jobs",
        "update messaging.history set database_identity = 'before the restore'");
  }

  private void begins() throws SQLException {
    asOwner("grant update on messaging.history to pricing_jobs");
    awaitHistory();
  }

  private EventStream follow(@Nullable String lastEventId) {
    return EventStream.open(
        service().resolve("/v1/price-lists/CUSTOMER/events"),
        bearer(operator, "prices.read"),
        lastEventId);
  }

  private Call snapshot() {
    return call("GET", "/v1/price-lists/CUSTOMER/snapshot").as(operator, "prices.read");
  }

  private static Instant freshAsOf(Event event) {
    return Instant.parse(event.data().path("freshAsOf").asString());
  }

  @Test
  @DisplayName(
      "PR-16: who follows a history that the database has lost is vouched for nothing, and is told the whole"
          + " list, although the numbers are the same")
  void streamsStartOver() throws Exception {
    try (EventStream stream = follow(null)) {
      String lost = stream.next("snapshot").id();
      stream.next("watermark");

      isSetBack();
      Instant setBack = Instant.now();
      try (EventStream other = follow(lost)) {
        Answer refused = snapshot().send();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("temporarily-unavailable");
        begins();

        for (EventStream each : new EventStream[] {stream, other}) {
          Event whole = each.next("snapshot", event -> !event.id().equals(lost));
          assertThat(each.named("reset").getLast().data().path("reason").asString())
              .isEqualTo("UNKNOWN_POSITION");
          assertThat(each.pricesBefore(whole)).hasSize(1);
          assertThat(numbers(whole.id())).isEqualTo(numbers(lost));
          Event watermark = each.next("watermark", event -> freshAsOf(event).isAfter(setBack));
          assertThat(watermark.data().path("position").asString()).isEqualTo(whole.id());
          assertThat(snapshot().ok().path("position").asString()).isEqualTo(whole.id());
        }
      }
    }
  }

  private static String numbers(String position) {
    return position.substring(position.lastIndexOf(':'));
  }

  @Test
  @DisplayName(
      "PR-16: an endpoint that acknowledged a lost history hears nothing until there is a new one, then that"
          + " it has to start over")
  void webhooksStartOver() throws Exception {
    Answer registered =
        call("POST", "/v1/webhooks")
            .as(operator, "prices.read", "prices.write")
            .body(
                "{\"url\": \"%s\", \"description\": \"a shop\", \"audiences\": [\"CUSTOMER\"]}"
                    .formatted(shop.url()))
            .send();
    assertThat(registered.status()).isEqualTo(201);
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "14.00"))).ifMatch("\"1\"").ok();
    working(() -> assertThat(shop.changes()).hasSize(1));
    working(() -> assertThat(shop.received("heartbeat")).isNotEmpty());
    String lost = shop.changes().getFirst().json().path("position").asString();

    isSetBack();
    Instant setBack = Instant.now();
    asOwner("update webhook_endpoint set heartbeat_due_at = '-infinity'");
    webhooksAtWork.work();
    webhooksAtWork.beat();
    begins();
    working(() -> assertThat(shop.received("price-list.reset")).hasSize(1));
    working(() -> assertThat(heartbeatsAfter(setBack)).isNotEmpty());

    Received reset = shop.received("price-list.reset").getFirst();
    assertThat(reset.json().path("reason").asString()).isEqualTo("UNKNOWN_POSITION");
    String position = reset.json().path("position").asString();
    assertThat(numbers(position)).isEqualTo(numbers(lost));
    assertThat(position).isEqualTo(snapshot().ok().path("position").asString()).isNotEqualTo(lost);
    assertThat(heartbeatsAfter(setBack))
        .allSatisfy(
            heart ->
                assertThat(heart.json().at("/positions/CUSTOMER").asString()).isEqualTo(position));
  }

  /** One that was on its way before may still arrive. */
  private List<Received> heartbeatsAfter(Instant moment) {
    return shop.received("heartbeat").stream()
        .filter(heart -> Instant.parse(heart.json().path("freshAsOf").asString()).isAfter(moment))
        .toList();
  }

  /** Works as an instance does, until it is so. */
  private void working(ThrowingCallable asserted) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              webhooksAtWork.work();
              webhooksAtWork.beat();
              try {
                asserted.call();
              } catch (Exception | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: nothing is saved on a version of a lost history, although there is one of the same number")
  void nothingIsSavedOnALostVersion() throws Exception {
    String lost = readBook(operator, "CUSTOMER").send().etagAsSent();
    String taxes = "{\"reason\": \"because\", \"taxes\": []}";
    Answer noTaxes = call("GET", "/v1/tax-rules").as(operator, "prices.read").send();

    isSetBack();
    assertThat(change("14.00").ifMatchAsSent(lost).send().status()).isEqualTo(412);
    begins();

    Answer refused = change("14.00").ifMatchAsSent(lost).send();
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.problem()).isEqualTo("precondition-failed");
    assertThat(change("14.00").ifMatchAsSent("\"1\"").send().status()).isEqualTo(412);
    assertThat(
            call("PUT", "/v1/tax-rules")
                .as(operator, "prices.write")
                .ifMatchAsSent(noTaxes.etagAsSent())
                .body(taxes)
                .send()
                .status())
        .isEqualTo(412);
    Answer present = readBook(operator, "CUSTOMER").send();
    assertThat(present.etag()).isEqualTo("\"1\"");
    assertThat(present.etagAsSent()).isNotEqualTo(lost);
    assertThat(change("14.00").ifMatchAsSent(present.etagAsSent()).send().etag())
        .isEqualTo("\"2\"");
  }

  @Test
  @DisplayName("PR-20: what was published is answered again after the history was lost")
  void whatWasPublishedIsAnsweredAgain() throws Exception {
    Answer draft = draft();
    Answer first = publish(draft, "the-first");
    assertThat(first.status()).isEqualTo(200);

    isSetBack();
    assertThat(publish(draft, "the-first")).isEqualTo(first);
    begins();

    assertThat(publish(draft, "the-first")).isEqualTo(first);
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: a draft of a lost history is not published, and the refusal shows no ETag")
  void aRefusedPublicationHasNoETag() throws Exception {
    Answer draft = draft();

    isSetBack();
    begins();

    Answer refused = publish(draft, "too-late");
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.problem()).isEqualTo("precondition-failed");
    assertThat(refused.etagAsSent()).isEmpty();
    assertThat(readBook(operator, "CUSTOMER").send().etag()).isEqualTo("\"1\"");
  }

  private Answer draft() {
    return call("POST", "/v1/price-books/CUSTOMER/drafts")
        .as(operator, "prices.read", "prices.write")
        .body("{\"change\": %s}".formatted(prices(renewal("com", 0, "14.00"))))
        .send();
  }

  private Answer publish(Answer draft, String key) {
    String id = draft.json().path("id").asString();
    return call("POST", "/v1/price-books/CUSTOMER/drafts/" + id + "/publish")
        .as(operator, "prices.read", "prices.write")
        .once(operator + key)
        .ifMatchAsSent(draft.etagAsSent())
        .body("{}")
        .send();
  }

  private Call change(String perYear) {
    return setPrices(operator, "CUSTOMER", prices(renewal("com", 0, perYear)));
  }

  @Test
  @DisplayName(
      "PR-16: no price of a lost history is quoted where a dump was restored under the same process, and the"
          + " same versions were saved anew")
  void noLostPriceIsQuoted() throws Exception {
    assertThat(quote()).isEqualTo("15.00");

    asOwner(
        "update price_list_version set per_year = '{1300}' where seller_id = " + operator,
        "update messaging.history set name = default");

    assertThat(quote()).isEqualTo("13.00");
  }

  private String quote() {
    return call("POST", "/v1/quotes")
        .as(operator, "prices.read")
        .body(
            """
            {"product": "com", "action": "RENEW", "years": 1, "audience": "CUSTOMER"}
            """)
        .ok()
        .at("/total/amount")
        .asString();
  }

  @Test
  @DisplayName("PR-16: what was read of a lost history is not said to be unchanged")
  void aLostVersionIsNotUnchanged() throws Exception {
    String lost = statuses(null).etagAsSent();
    assertThat(statuses(lost).status()).isEqualTo(304);

    isSetBack();
    begins();

    Answer anew = statuses(lost);
    assertThat(anew.status()).isEqualTo(200);
    assertThat(statuses(anew.etagAsSent()).status()).isEqualTo(304);
  }

  private Answer statuses(@Nullable String seen) {
    Call call = call("GET", "/v1/tld-statuses/com").as(operator, "prices.read");
    return (seen == null ? call : call.ifNoneMatch(seen)).send();
  }
}
