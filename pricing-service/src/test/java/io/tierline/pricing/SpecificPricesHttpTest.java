package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SpecificPricesHttpTest extends OnRealServers {

  private static final String CUSTOMER = "/v1/specific-prices/customers/20001";

  @Test
  @DisplayName("PR-5 PR-20: prices of one buyer are set, read as of any moment, scheduled, removed")
  void specificPricesHaveAHistory() {
    SellerId seller = anOperator();
    assertThat(call("GET", CUSTOMER).as(seller, "prices.read").send().etag()).isEqualTo("\"0\"");
    set(seller, CUSTOMER, price("com", "RENEW", "12.00")).ok();
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    Instant later = clock.instant().plus(Duration.ofDays(2));
    call("PUT", CUSTOMER)
        .as(seller, "prices.write")
        .ifMatch("\"1\"")
        .body(
            "{\"effectiveFrom\": \"%s\", \"reason\": \"from then\", \"prices\": [%s], \"remove\": [{\"product\": \"com\", \"action\": \"RENEW\"}]}"
                .formatted(later, price("net", "RENEW", "9.00")))
        .ok();

    JsonNode now = call("GET", CUSTOMER).as(seller, "prices.read").ok();
    assertThat(now.path("version").asLong()).isEqualTo(2);
    assertThat(now.path("prices")).hasSize(1);
    assertThat(now.path("scheduled")).hasSize(2);
    JsonNode future =
        call("GET", CUSTOMER + "?at=" + later.plusSeconds(1)).as(seller, "prices.read").ok();
    assertThat(future.path("prices")).hasSize(1);
    assertThat(future.path("prices").get(0).path("product").asString()).isEqualTo("net");
    JsonNode past = call("GET", CUSTOMER + "?at=" + then).as(seller, "prices.read").ok();
    assertThat(past.path("version").asLong()).isEqualTo(1);
    assertThat(past.path("scheduled")).isEmpty();

    call("DELETE", CUSTOMER).as(seller, "prices.write").ifMatch("\"2\"").ok();
    JsonNode none = call("GET", CUSTOMER).as(seller, "prices.read").ok();
    assertThat(none.path("prices")).isEmpty();
    assertThat(none.path("scheduled")).isEmpty();
    JsonNode history = call("GET", CUSTOMER + "/history").as(seller, "prices.read").ok();
    assertThat(history.path("items")).hasSize(3);
    assertThat(history.path("items").get(1).path("reason").asString()).isEqualTo("from then");
  }

  @Test
  @DisplayName("PR-5: one product and action is removed alone")
  void oneIsRemovedAlone() {
    SellerId seller = anOperator();
    set(seller, CUSTOMER, price("com", "RENEW", "12.00"), price("com", "REGISTER", "11.00")).ok();

    call("DELETE", CUSTOMER + "?product=com&action=RENEW")
        .as(seller, "prices.write")
        .ifMatch("\"1\"")
        .ok();

    JsonNode left = call("GET", CUSTOMER).as(seller, "prices.read").ok();
    assertThat(left.path("prices")).hasSize(1);
    assertThat(left.path("prices").get(0).path("action").asString()).isEqualTo("REGISTER");
    assertThat(
            call("DELETE", CUSTOMER + "?product=com")
                .as(seller, "prices.write")
                .ifMatch("\"2\"")
                .send()
                .status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("PR-5: of two editors the second is told")
  void theSecondEditorIsTold() throws Exception {
    SellerId seller = anOperator();
    Callable<Integer> editor =
        () ->
            set(seller, CUSTOMER, price("com", "RENEW", "12.00")).ifMatch("\"0\"").send().status();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads.invokeAll(List.of(editor, editor)).stream().map(Future::resultNow).toList();
      assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }
    assertThat(set(seller, CUSTOMER, price("com", "RENEW", "13.00")).send().status())
        .isEqualTo(428);
  }

  @Test
  @DisplayName("PR-1 PR-5: a sub-reseller's price is for partners of this seller only")
  void aPartnerMustBeOnesOwn() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId below = aPartnerOf(partner);

    set(operator, "/v1/specific-prices/sub-resellers/" + partner, price("com", "RENEW", "7.00"))
        .ok();
    for (SellerId other : List.of(below, anOperator(), operator)) {
      Answer refused =
          set(operator, "/v1/specific-prices/sub-resellers/" + other, price("com", "RENEW", "7.00"))
              .send();
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.problem()).isEqualTo("no-sub-reseller");
    }
    assertThat(
            call("GET", "/v1/specific-prices/sub-resellers/" + partner)
                .as(partner, "prices.read")
                .ok()
                .path("prices"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "com, RENEW, 1.001, USD, too-many-decimals",
    "com, RENEW, -1, USD, amount-negative",
    "com, RENEW, 10000000000.01, USD, amount-too-large",
    "com, RENEW, ten, USD, amount-unreadable",
    "com, RENEW, 1.00, EUR, other-currency",
    "nosuchtld, RENEW, 1.00, USD, product-unknown"
  })
  @DisplayName("PR-5: a bad specific price is refused with its field, and nothing is saved")
  void aBadPriceIsRefused(
      String product, String action, String amount, String currency, String code) {
    SellerId seller = anOperator();

    Answer refused =
        set(
                seller,
                CUSTOMER,
                price("net", "RENEW", "1.00"),
                price(product, action, amount).replace("USD", currency))
            .send();

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().path("refusals").get(0).path("code").asString()).isEqualTo(code);
    assertThat(refused.json().path("refusals").get(0).path("field").asString())
        .startsWith("prices[1].");
    assertThat(call("GET", CUSTOMER).as(seller, "prices.read").ok().path("version").asLong())
        .isZero();
  }

  @Test
  @DisplayName("PR-5: nothing to change, a price set twice, one to remove that is not set: refused")
  void unclearChangesAreRefused() {
    SellerId seller = anOperator();

    assertThat(codes(set(seller, CUSTOMER).send())).isEqualTo("nothing-to-change");
    assertThat(
            codes(
                set(seller, CUSTOMER, price("com", "RENEW", "1.00"), price("com", "RENEW", "2.00"))
                    .send()))
        .isEqualTo("duplicate-price");
    assertThat(
            codes(
                call("PUT", CUSTOMER)
                    .as(seller, "prices.write")
                    .body("{\"remove\": [{\"product\": \"com\", \"action\": \"RENEW\"}]}")
                    .send()))
        .isEqualTo("no-specific-price");
    assertThat(codes(call("DELETE", CUSTOMER).as(seller, "prices.write").send()))
        .isEqualTo("nothing-to-change");
  }

  private static String codes(Answer refused) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    return refused.json().path("refusals").get(0).path("code").asString();
  }

  private Call set(SellerId seller, String path, String... prices) {
    return call("PUT", path)
        .as(seller, "prices.write")
        .body("{\"prices\": [%s]}".formatted(String.join(",", prices)));
  }

  private static String price(String product, String action, String amount) {
    return """
        {"product": "%s", "action": "%s", "perYear": {"amount": "%s", "currency": "USD"}}
        """
        .formatted(product, action, amount);
  }
}
