package io.tierline.ordering.credit;

import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.world.Bus;
import io.tierline.ordering.world.Http;
import io.tierline.ordering.world.OrderingTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What decides a sub-reseller's slab can be put right, and tells why it is what it is. */
class TotalReceiptsTest extends OrderingTest {

  @LocalServerPort int port;
  @Autowired Bus bus;

  private Http http;
  private SellerId operator;
  private SellerId partner;
  private String parent = "";

  TotalReceiptsTest() {
    this.http = new Http(0);
    this.operator = new SellerId(1);
    this.partner = new SellerId(1);
  }

  @BeforeEach
  void aPartnerThatPaidTwice() {
    http = new Http(port);
    operator = world.anOperator();
    partner = world.aPartnerOf(operator, "100.00");
    parent = Http.allowed(operator);
    world.topUp(operator, partner, "60.00");
  }

  private String path(String rest) {
    return "/v1/partners/%s/%s".formatted(partner, rest);
  }

  private Http.Answer count(int receipt, String counting) {
    return http.put(
        path("receipts/%d/counting".formatted(receipt)),
        parent,
        "{\"counting\":\"%s\",\"reason\":\"小切手が不渡り\"}".formatted(counting),
        Map.of());
  }

  private Http.Answer correct(String amount, long seen) {
    return http.put(
        path("total-receipts"),
        parent,
        """
        {"totalReceipts":{"amount":"%s","currency":"USD"},"reason":"taken over"}"""
            .formatted(amount),
        Map.of("If-Match", "\"%d\"".formatted(seen)));
  }

  private String total() {
    return http.get(path("total-receipts"), parent).json().at("/totalReceipts/amount").asString();
  }

  @Test
  @DisplayName("PR-8: a receipt that does not count lowers Total Receipts, never the credit")
  void aReceiptThatDoesNotCount() {
    Http.Answer without = count(2, "NOT_COUNTED");

    assertThat(without.status()).as(without.body()).isEqualTo(200);
    assertThat(without.json().at("/totalReceipts/amount").asString()).isEqualTo("100.00");
    assertThat(world.credit(operator, partner)).isEqualTo(usd("160.00"));
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.account", partner.toString()))
                    .endsWith("total-receipts.corrected.v1"));
    assertThat(bus.bodyOf("ordering.account", partner.toString(), "total-receipts.corrected.v1"))
        .contains("\"100.00\"", "小切手が不渡り");
  }

  @Test
  @DisplayName(
      "PR-8: saying again that a receipt does not count changes nothing; it can count again")
  void countingIsSaidOnce() {
    count(2, "NOT_COUNTED");
    count(2, "NOT_COUNTED");

    assertThat(total()).isEqualTo("100.00");
    assertThat(count(2, "COUNTED").json().at("/totalReceipts/amount").asString())
        .isEqualTo("160.00");
    assertThat(count(2, "COUNTED").json().get("version").asInt()).isEqualTo(4);
  }

  @Test
  @DisplayName("PR-8: the figure is corrected with a reason, and tells who, when and why")
  void theFigureIsCorrected() {
    Http.Answer corrected = correct("5000.00", 2);

    assertThat(corrected.status()).as(corrected.body()).isEqualTo(200);
    JsonNode changes = http.get(path("total-receipts/changes"), parent).json().get("items");
    assertThat(changes).hasSize(3);
    assertThat(changes.at("/0/kind").asString()).isEqualTo("CORRECTION");
    assertThat(changes.at("/0/difference/amount").asString()).isEqualTo("4840.00");
    assertThat(changes.at("/0/reason").asString()).isEqualTo("taken over");
    assertThat(changes.at("/0/author").asString()).isNotBlank();
    assertThat(changes.at("/1/kind").asString()).isEqualTo("RECEIPT");
    assertThat(changes.at("/1/receiptId").asString()).isEqualTo("2");
    assertThat(changes.at("/2/reason").asString()).isEqualTo("Payment at signup");
    assertThat(http.get(path("total-receipts/changes?limit=2"), parent).json().get("next").isNull())
        .isFalse();
  }

  @Test
  @DisplayName("PR-8: who has not seen the latest change is told, and nothing is overwritten")
  void anOldVersionIsRefused() {
    assertThat(correct("200.00", 2).status()).isEqualTo(200);

    assertThat(correct("300.00", 2).status()).isEqualTo(412);
    assertThat(total()).isEqualTo("200.00");
    assertThat(
            http.put(
                    path("total-receipts"),
                    parent,
                    "{\"totalReceipts\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"reason\":\"x\"}",
                    Map.of())
                .status())
        .isEqualTo(428);
  }

  @Test
  @DisplayName("PR-8: of many who correct the same version at once one does")
  void manyCorrectAtOnce() throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      String amount = i + "000.00";
      calls.add(() -> correct(amount, 2).status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> call : pool.invokeAll(calls)) {
        statuses.add(call.get());
      }
    }

    assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
  }

  @Test
  @DisplayName("PR-8: taking a receipt out cannot bring Total Receipts below zero")
  void neverBelowZero() {
    correct("10.00", 2);

    Http.Answer refused = count(2, "NOT_COUNTED");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("total-receipts-below-zero");
    assertThat(total()).isEqualTo("10.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "99999999999999.00"})
  @DisplayName("PR-8: a figure out of its limits is refused")
  void aFigureOutOfItsLimits(String amount) {
    assertThat(correct(amount, 2).status()).isEqualTo(400);
    assertThat(total()).isEqualTo("160.00");
  }

  @Test
  @DisplayName("PR-8: another currency, no reason, an unknown receipt: refused")
  void badRequestsAreRefused() {
    assertThat(
            http.put(
                    path("total-receipts"),
                    parent,
                    "{\"totalReceipts\":{\"amount\":\"1\",\"currency\":\"JPY\"},\"reason\":\"x\"}",
                    Map.of("If-Match", "\"2\""))
                .status())
        .isEqualTo(422);
    assertThat(
            http.put(
                    path("receipts/2/counting"),
                    parent,
                    "{\"counting\":\"NOT_COUNTED\",\"reason\":\" \"}",
                    Map.of())
                .status())
        .isEqualTo(400);
    assertThat(count(9, "NOT_COUNTED").status()).isEqualTo(404);
    assertThat(count(0, "NOT_COUNTED").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("Tenancy: neither the sub-reseller itself nor a stranger changes or reads it here")
  void nobodyButTheParent() {
    for (SellerId other : List.of(partner, world.anOperator())) {
      parent = Http.allowed(other);
      assertThat(count(2, "NOT_COUNTED").status()).isEqualTo(404);
      assertThat(correct("9.00", 2).status()).isEqualTo(404);
      assertThat(http.get(path("total-receipts"), parent).status()).isEqualTo(404);
      assertThat(http.get(path("total-receipts/changes"), parent).status()).isEqualTo(404);
    }
    parent = Http.allowed(operator);
    assertThat(total()).isEqualTo("160.00");
  }
}
