package io.tierline.ordering.credit;

import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.sellers.AuthenticateApiKey;
import io.tierline.ordering.world.Bus;
import io.tierline.ordering.world.OrderingTest;
import io.tierline.ordering.world.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What other services tell on the bus, and what this one tells then. */
class PartnerEventsTest extends OrderingTest {

  @Autowired Bus bus;
  @Autowired AuthenticateApiKey authenticate;
  @Autowired Tlds tlds;

  @Test
  @DisplayName("E7 ON-2 paid 500.00, fee 120.00: credit 380.00, Total Receipts 500.00")
  void anActivatedPartnerGetsItsCredit() {
    SellerId operator = world.anOperator();
    SellerId partner = World.newSellerId();

    bus.send(PartnerEvent.TOPIC, partner.toString(), 1, activated(partner, operator));

    await()
        .untilAsserted(() -> assertThat(world.credit(operator, partner)).isEqualTo(usd("380.00")));
    assertThat(totalReceipts(partner)).isEqualTo(50_000L);
    assertThat(world.invoiceStates(operator)).containsExactly("SUB_RESELLER 120.00 PAID");
    assertThat(world.house(operator, Holder.Role.CASH)).isEqualTo(usd("-500.00"));
    assertThat(world.house(operator, Holder.Role.FEES)).isEqualTo(usd("120.00"));
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.account", partner.toString()))
                    .containsExactly(
                        "account.opened.v1", "receipt.recorded.v1", "account.credited.v1"));
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.invoice", invoiceOf(operator)))
                    .containsExactly("invoice.raised.v1", "invoice.paid.v1"));
  }

  @Test
  @DisplayName("E7 the same activation, told again, changes nothing")
  void aRedeliveredActivationChangesNothing() {
    SellerId operator = world.anOperator();
    SellerId partner = World.newSellerId();
    PartnerEvent activation = activated(partner, operator);

    bus.send(PartnerEvent.TOPIC, partner.toString(), 1, activation);
    bus.resend(PartnerEvent.TOPIC, partner.toString());
    bus.send(PartnerEvent.TOPIC, partner.toString(), 2, activation);
    bus.send(
        PartnerEvent.TOPIC,
        partner.toString(),
        3,
        new PartnerEvent.BrandChanged(partner, World.brand(), world.now()));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        world.query(
                            "select last_seq from messaging.inbox_position where aggregate_id = ?",
                            partner.toString()))
                    .extracting(row -> row.get("last_seq"))
                    .contains(3L));
    assertThat(world.credit(operator, partner)).isEqualTo(usd("380.00"));
    assertThat(totalReceipts(partner)).isEqualTo(50_000L);
    assertThat(world.invoiceStates(operator)).hasSize(1);
  }

  @Test
  @DisplayName("ON-2 Basic: all of what was paid becomes credit, and there is no invoice")
  void basicHasNoFee() {
    SellerId operator = world.anOperator();

    SellerId partner = world.aPartnerOf(operator, "100.00");

    assertThat(world.credit(operator, partner)).isEqualTo(usd("100.00"));
    assertThat(world.invoiceStates(operator)).isEmpty();
  }

  @Test
  @DisplayName("OR-2 a cheque raises credit and Total Receipts")
  void aChequeRaisesCreditAndTotalReceipts() {
    SellerId operator = world.anOperator();
    SellerId partner = world.aPartnerOf(operator, "100.00");

    RecordReceipt.Result result = world.topUp(operator, partner, "50.00");

    assertThat(result)
        .isEqualTo(
            new RecordReceipt.Result.Recorded(2, usd("50.00"), usd("150.00"), usd("150.00")));
  }

  @Test
  @DisplayName("OR-7 API keys come by events, as hashes, and go by events")
  void apiKeysComeAndGo() {
    SellerId operator = world.anOperator();
    SellerId partner = world.aPartnerOf(operator, "1.00");
    String hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // "secret"
    String keyId = "tlk_" + partner;

    bus.send(
        ApiKeyEvent.TOPIC,
        keyId,
        1,
        new ApiKeyEvent.ApiKeyIssued(keyId, partner, hash, world.now()));
    await().untilAsserted(() -> assertThat(authenticated(partner, "secret")).isTrue());
    assertThat(authenticated(partner, "Secret")).isFalse();

    bus.send(
        ApiKeyEvent.TOPIC, keyId, 2, new ApiKeyEvent.ApiKeyRevoked(keyId, partner, world.now()));
    await().untilAsserted(() -> assertThat(authenticated(partner, "secret")).isFalse());
  }

  @Test
  @DisplayName("NO-2 TLDs come by events, with the last day to renew")
  void tldsComeByEvents() {
    bus.send(
        TldEvent.TOPIC,
        "tokyo",
        7,
        new TldEvent.TldListed("tokyo", 1, 5, List.of(), false, 25, null, world.now()));

    await()
        .untilAsserted(
            () ->
                assertThat(SellerScope.inBackground(() -> tlds.find("tokyo")))
                    .hasValueSatisfying(
                        tld ->
                            assertThat(tld.lastDayToRenew(Instant.parse("2027-01-26T00:00:00Z")))
                                .isEqualTo("2027-01-01T00:00:00Z")));
  }

  private boolean authenticated(SellerId seller, String secret) {
    return SellerScope.inBackground(() -> authenticate.run(seller, secret));
  }

  private PartnerEvent activated(SellerId partner, SellerId operator) {
    return new PartnerEvent.PartnerActivated(
        partner,
        operator,
        "ADVANCED",
        "USD",
        usd("500.00"),
        usd("120.00"),
        usd("380.00"),
        world.now());
  }

  private long totalReceipts(SellerId partner) {
    return world
        .query("select total_receipts from partner_account where partner_id = ?", partner.value())
        .getFirst()
        .get("total_receipts", Long.class);
  }

  private String invoiceOf(SellerId seller) {
    return world
        .query("select invoice_id::text as id from invoice where seller_id = ?", seller.value())
        .getFirst()
        .get("id", String.class);
  }
}
