package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent.AccountOpened;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StandingsHttpTest extends OnRealServers {

  @Test
  @DisplayName(
      "PR-8 PR-1: standings are shown to the parent and to the partner itself, nobody else")
  void standingsAreShown() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId sibling = aPartnerOf(operator);
    tell(new AccountOpened(partner, operator, "USD", clock.instant()));
    receipt(partner, operator, "500.00", "500.00");
    receipt(partner, operator, "700.00", "1200.00");
    receipt(sibling, operator, "1.00", "1.00");

    await()
        .untilAsserted(
            () -> {
              JsonNode items =
                  call("GET", "/v1/standings").as(operator, "prices.read").ok().path("items");
              assertThat(items).hasSize(2);
              assertThat(items.get(0).path("totalReceipts").path("amount").asString())
                  .isEqualTo("1200.00");
            });
    JsonNode first = call("GET", "/v1/standings?limit=1").as(operator, "prices.read").ok();
    JsonNode second =
        call("GET", "/v1/standings?limit=1&after=" + first.path("next").asString())
            .as(operator, "prices.read")
            .ok();
    assertThat(second.path("items").get(0).path("partnerId").asString())
        .isEqualTo(sibling.toString());
    assertThat(
            call("GET", "/v1/standings/own")
                .as(partner, "prices.read")
                .ok()
                .path("totalReceipts")
                .path("amount")
                .asString())
        .isEqualTo("1200.00");
    tell(
        new TotalReceiptsCorrected(
            partner, operator, Money.parse("USD 700.00"), 2, "a cheque bounced", clock.instant()));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        call("GET", "/v1/standings/own")
                            .as(partner, "prices.read")
                            .ok()
                            .path("totalReceipts")
                            .path("amount")
                            .asString())
                    .isEqualTo("700.00"));
    assertThat(call("GET", "/v1/standings").as(partner, "prices.read").ok().path("items"))
        .isEmpty();
    assertThat(call("GET", "/v1/standings").as(anOperator(), "prices.read").ok().path("items"))
        .isEmpty();
    assertThat(call("GET", "/v1/standings/own").as(operator, "prices.read").send().status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("PR-7 PR-8: web-services orders are shown as ordering counted them, also the first")
  void webServicesOrdersAreShown() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    tell(new AccountOpened(partner, operator, "USD", clock.instant()));
    tell(
        new WebServicesOrderCounted(
            partner, operator, 1, Money.parse("USD 0.00"), clock.instant()));
    ownStandingShows(partner, 1, "0.00");
    tell(
        new ReceiptRecorded(
            partner,
            operator,
            Money.parse("USD 10.00"),
            Money.parse("USD 10.00"),
            1,
            clock.instant()));
    tell(
        new WebServicesOrderCounted(
            partner, operator, 2, Money.parse("USD 10.00"), clock.instant()));
    ownStandingShows(partner, 2, "10.00");
  }

  private void ownStandingShows(SellerId partner, int webServicesOrders, String receipts) {
    await()
        .untilAsserted(
            () -> {
              var answer = call("GET", "/v1/standings/own").as(partner, "prices.read").send();
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.json().path("webServicesOrders").asInt())
                  .isEqualTo(webServicesOrders);
              assertThat(answer.json().path("totalReceipts").path("amount").asString())
                  .isEqualTo(receipts);
            });
  }

  private void receipt(SellerId partner, SellerId parent, String amount, String total) {
    tell(
        new ReceiptRecorded(
            partner,
            parent,
            Money.parse("USD " + amount),
            Money.parse("USD " + total),
            0,
            clock.instant()));
  }
}
