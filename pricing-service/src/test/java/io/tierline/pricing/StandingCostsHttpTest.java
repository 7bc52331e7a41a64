package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;
import io.tierline.pricing.standing.KeepStandings;
import io.tierline.testsupport.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a partner pays changes with the slab it reaches; its margins are watched all the same. */
class StandingCostsHttpTest extends WatchedMargins {

  private static final String SLAB =
      """
      "slabs": [{"number": 1, "receiptsAtLeast": {"amount": "1000.00", "currency": "USD"},
                 "webServicesOrdersAtLeast": 25}]""";

  @Autowired private KeepStandings keepStandings;

  @Test
  @DisplayName(
      "PR-12 PR-7: a partner that loses its slab is told of its prices below cost, in its own alert")
  void aLostSlab() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    SellerId sibling = aPartnerOf(operator);
    for (SellerId seller : List.of(partner, sibling)) {
      setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "9.50"))).ok();
    }
    receipt(partner, operator, "1200.00");
    receipt(sibling, operator, "1200.00");
    quiet();
    assertThat(alerts(partner)).isEmpty();

    told(
        new TotalReceiptsCorrected(
            partner, operator, Money.parse("USD 700.00"), 0, "a cheque bounced", clock.instant()));
    quiet();

    assertThat(alerts(partner)).hasSize(1);
    JsonNode alert = alerts(partner).get(0);
    assertThat(alert.path("causes").valueStream().map(JsonNode::asString))
        .containsExactly("STANDING");
    JsonNode price =
        call("GET", "/v1/margin-alerts/%s/prices".formatted(alert.path("id").asString()))
            .as(partner, "prices.read")
            .ok()
            .path("items")
            .get(0);
    assertThat(price.path("cost").path("amount").asString()).isEqualTo("10.00");
    assertThat(price.path("marginBefore").path("amount").asString()).isEqualTo("1.50");
    assertThat(price.path("marginAfter").path("amount").asString()).isEqualTo("-0.50");
    assertThat(alerts(sibling)).isEmpty();
    assertThat(alerts(operator)).isEmpty();
    assertThat(readBook(partner, "CUSTOMER").ok().path("version").asLong()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "PR-12 PR-7 PR-10: a slab reached by web-services orders is followed down the chain, proposal"
          + " by proposal")
  void aSlabReachedIsFollowedDownTheChain() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    SellerId sub = aPartnerOf(partner);
    setPrices(partner, "SUB_RESELLER", prices(renewal("com", 0, "11.99"))).ok();
    setPrices(sub, "CUSTOMER", prices(renewal("com", 0, "13.99"))).ok();
    quiet();
    keep(partner, "SUB_RESELLER", "20", "com");
    keep(sub, "CUSTOMER", "20", "com");

    told(
        new WebServicesOrderCounted(
            partner, operator, 25, Money.parse("USD 0.00"), clock.instant()));
    quiet();

    assertThat(drafts(sub, "CUSTOMER")).isEmpty();
    assertThat(proposed(partner, "SUB_RESELLER")).isEqualTo("11.99 -> 9.99");
    assertThat(renewalOf(partner, "SUB_RESELLER")).isEqualTo("11.99");
    publish(partner, "SUB_RESELLER");
    quiet();
    assertThat(proposed(sub, "CUSTOMER")).isEqualTo("13.99 -> 11.99");
    assertThat(alerts(partner)).isEmpty();

    told(
        new TotalReceiptsCorrected(
            partner, operator, Money.parse("USD 0.00"), 24, "one too many", clock.instant()));
    quiet();
    assertThat(alerts(partner)).hasSize(1);
    assertThat(proposed(partner, "SUB_RESELLER")).isEqualTo("9.99 -> 11.99");
  }

  @Test
  @DisplayName("PR-12: a standing that reaches no other slab leaves nothing to be looked at")
  void withinASlabThereIsNothingToLookAt() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "9.50"))).ok();
    quiet();

    receipt(partner, operator, "1.00");
    receipt(partner, operator, "999.99");
    told(
        new WebServicesOrderCounted(
            partner, operator, 24, Money.parse("USD 999.99"), clock.instant()));
    assertThat(rows("cost_change", "seller_id", partner)).isZero();
    assertThat(rows("standing_change", "partner_id", partner)).isEqualTo(3);

    receipt(partner, operator, "1000.00");
    assertThat(rows("cost_change", "seller_id", partner)).isEqualTo(1);
    assertThat(rows("cost_change", "seller_id", operator)).isZero();
    receipt(partner, operator, "90000.00");
    assertThat(rows("cost_change", "seller_id", partner)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "PR-12 PR-7: a slab lost to higher thresholds is noticed though the standing moves before the"
          + " look")
  void thresholdsAndStandingMoveTogether() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "9.50"))).ok();
    receipt(partner, operator, "1200.00");
    quiet();

    setSlab(operator, SLAB.replace("1000.00", "2000.00")).ifMatch("\"1\"").ok();
    clock.advance(Duration.ofSeconds(1));
    receipt(partner, operator, "900.00");
    quiet();

    assertThat(alerts(partner)).hasSize(1);
    assertThat(alerts(partner).get(0).path("causes").valueStream().map(JsonNode::asString))
        .containsExactly("PARENT_PRICE");
  }

  @Test
  @DisplayName("PR-12: an event that comes again changes nothing, and raises no second alert")
  void anEventThatComesAgain() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "9.50"))).ok();
    receipt(partner, operator, "1200.00");
    quiet();
    told(
        new TotalReceiptsCorrected(
            partner, operator, Money.parse("USD 700.00"), 0, "a cheque bounced", clock.instant()));

    List<ConsumerRecord<String, byte[]>> sent = accountEventsOf(partner);
    assertThat(sent).hasSize(2);
    sendAgain(sent);
    receipt(partner, operator, "701.00");
    quiet();

    assertThat(rows("standing_change", "partner_id", partner)).isEqualTo(3);
    assertThat(alerts(partner)).hasSize(1);
  }

  @Test
  @DisplayName("PR-12: standing and change of cost are kept together or not at all")
  void allOrNothing() {
    SellerId operator = anOperatorWithASlab();
    SellerId partner = aPartnerOf(operator);
    Money receipts = Money.parse("USD 1000.00");

    assertThatThrownBy(
            () ->
                inBackground(
                    () -> {
                      keepStandings.on(
                          new ReceiptRecorded(
                              partner, operator, receipts, receipts, 0, clock.instant()));
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");

    for (String table : List.of("standing", "standing_change")) {
      assertThat(rows(table, "partner_id", partner)).isZero();
    }
    assertThat(rows("cost_change", "seller_id", partner)).isZero();
  }

  private SellerId anOperatorWithASlab() {
    SellerId operator = anOperator();
    setSlab(operator, SLAB).ok();
    return operator;
  }

  private Call setSlab(SellerId operator, String slab) {
    return setPrices(
        operator,
        "SUB_RESELLER",
        "{\"currency\": \"USD\", %s, \"prices\": [%s, %s]}"
            .formatted(slab, renewal("com", 0, "10.00"), renewal("com", 1, "8.00")));
  }

  private void receipt(SellerId partner, SellerId parent, String total) {
    Money receipts = Money.parse("USD " + total);
    told(new ReceiptRecorded(partner, parent, receipts, receipts, 0, clock.instant()));
  }

  /** Tells it and waits until it is kept. */
  private void told(AccountEvent event) {
    tell(event);
    StandingTold expected =
        switch (event) {
          case ReceiptRecorded receipt ->
              new StandingTold(receipt.totalReceipts(), receipt.webServicesOrders());
          case TotalReceiptsCorrected corrected ->
              new StandingTold(corrected.totalReceipts(), corrected.webServicesOrders());
          case WebServicesOrderCounted counted ->
              new StandingTold(counted.totalReceipts(), counted.webServicesOrders());
          default -> throw new IllegalArgumentException("Tells no standing: " + event);
        };
    await()
        .untilAsserted(
            () -> {
              Answer own =
                  call("GET", "/v1/standings/own").as(event.partnerId(), "prices.read").send();
              assertThat(own.status()).isEqualTo(200);
              assertThat(own.json().path("webServicesOrders").asInt())
                  .isEqualTo(expected.webServicesOrders());
              assertThat(own.json().path("totalReceipts").path("amount").asString())
                  .isEqualTo(expected.totalReceipts().getAmount().toPlainString());
            });
  }

  private record StandingTold(Money totalReceipts, int webServicesOrders) {}

  private int rows(String table, String column, SellerId seller) {
    return inBackground(
        () ->
            jdbc.sql("select count(*) from %s where %s = ?".formatted(table, column))
                .param(seller.value())
                .query(Integer.class)
                .single());
  }

  private static List<ConsumerRecord<String, byte[]>> accountEventsOf(SellerId partner) {
    return Topic.read(AccountEvent.TOPIC).stream()
        .filter(record -> partner.toString().equals(record.key()))
        .toList();
  }

  private static void sendAgain(List<ConsumerRecord<String, byte[]>> records) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.broker().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (ConsumerRecord<String, byte[]> record : records) {
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.key(),
                record.value(),
                record.headers()));
      }
    }
  }

  /** The one change of the one proposal. */
  private String proposed(SellerId seller, String audience) {
    assertThat(drafts(seller, audience)).hasSize(1);
    JsonNode draft = drafts(seller, audience).get(0);
    assertThat(draft.path("origin").asString()).isEqualTo("PROPOSAL");
    JsonNode changes =
        call(
                "GET",
                "/v1/price-books/%s/drafts/%s/preview"
                    .formatted(audience, draft.path("id").asString()))
            .as(seller, "prices.read")
            .ok()
            .path("changes")
            .path("items");
    assertThat(changes).hasSize(1);
    return "%s -> %s"
        .formatted(
            changes.get(0).path("before").path("amount").asString(),
            changes.get(0).path("after").path("amount").asString());
  }
}
