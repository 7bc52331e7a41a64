package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.contracts.pricing.MarginEvent.PriceKind;
import io.tierline.pricing.margin.MarginAlert;
import io.tierline.pricing.margin.MarginAlerts;
import io.tierline.testsupport.EndpointWalk;
import io.tierline.testsupport.EndpointWalk.Visit;
import io.tierline.testsupport.TokenIssuer;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class EdgeHttpTest extends OnRealServers {

  private static final String[] ALL_SCOPES = {
    "prices.read", "prices.write", "quotes.chain", "operator"
  };
  private static final Map<String, String> VARIABLES = Map.of("audience", "CUSTOMER", "tld", "com");

  @Autowired private MarginAlerts marginAlerts;

  @Test
  @DisplayName(
      "every endpoint refuses no token, an expired one, another issuer's, one without scope")
  void everyEndpointWantsAGoodToken() {
    EndpointWalk walk = EndpointWalk.of(service());
    SellerId operator = anOperator();
    try (TokenIssuer stranger = TokenIssuer.start()) {
      assertThat(walk.endpoints()).hasSizeGreaterThanOrEqualTo(45);
      assertThat(statuses(walk.visitAll(null, VARIABLES))).containsOnly(401);
      assertThat(
              statuses(
                  walk.visitAll(
                      "Bearer "
                          + TokenIssuer.shared().expiredToken(operator.toString(), ALL_SCOPES),
                      VARIABLES)))
          .containsOnly(401);
      assertThat(
              statuses(walk.visitAll(stranger.bearer(operator.toString(), ALL_SCOPES), VARIABLES)))
          .containsOnly(401);
      assertThat(statuses(walk.visitAll(bearer(operator, "signup.read"), VARIABLES)))
          .allMatch(status -> status >= 400 && status < 500);
    }
  }

  @Test
  @DisplayName("PR-1: whichever endpoint another seller asks, it finds nothing of mine")
  void nothingIsFoundWithAnotherSellersToken() {
    SellerId mine = anOperator();
    SellerId other = anOperator();
    setPrices(mine, "CUSTOMER", prices(renewal("com", 0, "1234.56"))).ok();
    call("PUT", "/v1/tlds/com/costs")
        .as(mine, "operator")
        .body(
            "{\"costs\": [{\"action\": \"RENEW\", \"perYear\": {\"amount\": \"1234.56\","
                + " \"currency\": \"USD\"}}]}")
        .ok();
    call("PUT", "/v1/tlds/com/terms")
        .as(mine, "operator")
        .ifMatch("\"1\"")
        .body("{\"url\": \"https://registry.example/1234.56\", \"reason\": \"1234.56\"}")
        .ok();
    String draft =
        call("POST", "/v1/price-books/CUSTOMER/drafts")
            .as(mine, "prices.write")
            .body(
                "{\"change\": %s}"
                    .formatted(prices(renewal("com", 0, "1234.56"), renewal("net", 0, "1234.56"))))
            .send()
            .json()
            .path("id")
            .asString();
    call("PUT", "/v1/margin-rules/CUSTOMER")
        .as(mine, "prices.write")
        .body(
            """
            {"rules": [{"state": "OFF", "search": ["com"], "actions": ["RENEW"],
                        "margins": [{"percentOfCost": "1234.56"}]}]}
            """)
        .ok();
    String alert = marginAlertOf(mine, "1234.56");
    String webhook =
        call("POST", "/v1/webhooks")
            .as(mine, "prices.write")
            .body(
                "{\"url\": \"https://shop.example/\", \"description\": \"1234.56\","
                    + " \"audiences\": [\"CUSTOMER\"]}")
            .send()
            .json()
            .at("/endpoint/id")
            .asString();
    EndpointWalk walk = EndpointWalk.of(service());

    List<Visit> visits =
        walk.visitAll(
            bearer(other, "prices.read", "prices.write", "operator"),
            Map.of(
                "audience",
                "CUSTOMER",
                "tld",
                "com",
                "id",
                draft,
                "/v1/margin-alerts/{id}",
                alert,
                "webhookId",
                webhook,
                "If-Match",
                readBook(mine, "CUSTOMER").send().etagAsSent()));

    assertThat(visits).extracting(Visit::body).noneMatch(body -> body.contains("1234.56"));
    assertThat(statuses(visits)).noneMatch(status -> status >= 500);
    assertThat(readBook(mine, "CUSTOMER").ok().path("version").asLong()).isEqualTo(1);
    call("GET", "/v1/price-books/CUSTOMER/drafts/" + draft).as(mine, "prices.read").ok();
    call("GET", "/v1/webhooks/" + webhook).as(mine, "prices.read").ok();
    assertThat(visits)
        .filteredOn(visit -> visit.endpoint().path().startsWith("/v1/webhooks/{webhookId}"))
        .hasSize(8)
        .allMatch(visit -> visit.status() == 404);
    assertThat(visits)
        .filteredOn(visit -> visit.endpoint().path().endsWith("/events"))
        .singleElement()
        .satisfies(visit -> assertThat(visit.body()).contains("event: snapshot"));
  }

  private String marginAlertOf(SellerId seller, String perYear) {
    Money price = Money.parse("USD " + perYear);
    long id =
        inBackground(
            () ->
                marginAlerts.add(
                    new MarginAlert(
                        0,
                        seller,
                        List.of(Cause.REGISTRY_COST),
                        1,
                        clock.instant(),
                        clock.instant()),
                    List.of(
                        new PriceAtOrBelowCost(
                            Audience.CUSTOMER,
                            "com",
                            ProductAction.RENEW,
                            PriceKind.USUAL,
                            0,
                            1,
                            null,
                            price,
                            price,
                            null,
                            price.minus(price)))));
    assertThat(
            call("GET", "/v1/margin-alerts/%d/prices".formatted(id))
                .as(seller, "prices.read")
                .ok()
                .toString())
        .contains(perYear);
    return Long.toString(id);
  }

  static List<String> badBodies() {
    return List.of(
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"currency\": 5, \"prices\": 7}",
        "{\"currency\": null, \"prices\": []}",
        "{\"currency\": \"USD\", \"prices\": [null]}",
        "{\"currency\": \"USD\", \"slabs\": [null]}",
        "{\"currency\": \"USD\", \"withdraw\": [null]}",
        "{\"currency\": \"USD\", \"withdraw\": [\"c\\u0000m\"]}",
        "{\"currency\": \"USD\"}",
        "{\"currency\": \"USD\", \"reason\": \"a\\u0000b\", \"withdraw\": [\"com\"]}",
        "{\"currency\": \"DOLLARS\", \"prices\": []}",
        "{\"currency\": \"USD\", \"effectiveFrom\": \"tomorrow\", \"prices\": []}",
        "{\"currency\": \"USD\", \"effectiveFrom\": \"+999999999-01-01T00:00:00Z\", \"prices\":"
            + " []}",
        cell("\"com\"", "\"RENEW\"", "1", "\"1e999999999\""),
        cell("\"com\"", "\"RENEW\"", "1", "\"" + "9".repeat(39) + "\""),
        cell("\"com\"", "\"RENEW\"", "1", "\"" + "9".repeat(100_000) + "\""),
        cell("\"com\"", "\"RENEW\"", "1", "{}"),
        cell("\"com\"", "\"RENEW\"", "99999999999999999999", "\"1.00\""),
        cell("\"com\"", "\"RENEW\"", "-1", "\"1.00\""),
        cell("\"com\"", "\"RENEW\"", "1.5", "\"1.00\""),
        cell("\"com\"", "\"BUY\"", "1", "\"1.00\""),
        cell("\"com\"", "null", "1", "\"1.00\""),
        cell("null", "\"RENEW\"", "1", "\"1.00\""),
        cell("\"c\\u0000m\"", "\"RENEW\"", "1", "\"1.00\""),
        cell("\"" + "x".repeat(500) + "\"", "\"RENEW\"", "1", "\"1.00\""),
        "[".repeat(5_000),
        "{\"currency\": \"USD\", \"reason\": \"" + "x".repeat(10_000_000) + "\"}");
  }

  private static String cell(String product, String action, String years, String amount) {
    return """
    {"currency": "USD", "prices": [{"product": %s, "action": %s, "slab": 0, "years": %s,
     "perYear": {"amount": %s, "currency": "USD"}}]}
    """
        .formatted(product, action, years, amount);
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("badBodies")
  @DisplayName("a bad body is answered with a 4xx that says what is wrong")
  void aBadBodyIsRefused(String body) {
    SellerId seller = anOperator();
    for (String path :
        List.of(
            "/v1/price-books/CUSTOMER",
            "/v1/tlds/com/costs",
            "/v1/tlds/com/terms",
            "/v1/tld-statuses",
            "/v1/tld-statuses/com",
            "/v1/margin-rules/CUSTOMER",
            "/v1/price-books/CUSTOMER/drafts/1",
            "/v1/webhooks/1")) {
      refused(call("PUT", path).as(seller, ALL_SCOPES).body(body).send());
    }
    for (String path :
        List.of(
            "/v1/quotes", "/v1/chain-quotes", "/v1/price-books/CUSTOMER/drafts", "/v1/webhooks")) {
      refused(call("POST", path).as(seller, ALL_SCOPES).body(body).send());
    }
    assertThat(readBook(seller, "CUSTOMER").ok().path("version").asLong()).isZero();
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    assertThat(answer.json().path("type").asString()).startsWith("urn:tierline:problem:");
    assertThat(answer.json().path("detail").asString()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/price-books/EVERYBODY, 400",
    "GET, /v1/price-books/CUSTOMER?at=yesterday, 400",
    "GET, /v1/price-books/CUSTOMER?at=%2B1000000000-12-31T23:59:59Z, 400",
    "GET, /v1/price-books/CUSTOMER/history?after=x, 400",
    "GET, /v1/price-books/CUSTOMER/history?product=a%20b, 422",
    "GET, /v1/price-lists/CUSTOMER?limit=0, 400",
    "GET, /v1/price-lists/CUSTOMER?limit=201, 400",
    "GET, /v1/price-lists/CUSTOMER?after=%00, 400",
    "GET, /v1/price-lists/CUSTOMER?search=, 400",
    "GET, /v1/price-lists/EVERYBODY/events, 400",
    "GET, /v1/webhooks/x, 400",
    "GET, /v1/webhooks/999999999, 404",
    "GET, /v1/webhooks/999999999/changes, 404",
    "GET, /v1/webhooks/999999999/deliveries, 404",
    "GET, /v1/webhooks/999999999/deliveries/1, 404",
    "GET, /v1/webhooks?after=x, 400",
    "POST, /v1/webhooks/999999999/secrets, 404",
    "GET, /v1/tlds?after=!!, 400",
    "GET, /v1/tlds?search=, 400",
    "GET, /v1/tlds?search=a%20b, 400",
    "GET, /v1/tld-statuses/nosuchtld, 422",
    "GET, /v1/tld-statuses/com/history?after=x, 400",
    "GET, /v1/price-books/EVERYBODY.csv, 400",
    "GET, /v1/price-books/CUSTOMER.csv?at=yesterday, 400",
    "GET, /v1/price-books/CUSTOMER/drafts/x, 400",
    "GET, /v1/price-books/CUSTOMER/drafts/999999999, 404",
    "GET, /v1/price-books/CUSTOMER/drafts/999999999/preview, 404",
    "GET, /v1/price-books/CUSTOMER/drafts?after=x, 400",
    "GET, /v1/margin-rules/EVERYBODY, 400",
    "GET, /v1/margin-rules/CUSTOMER?at=yesterday, 400",
    "GET, /v1/margin-alerts?after=x, 400",
    "GET, /v1/margin-alerts?limit=0, 400",
    "GET, /v1/margin-alerts/x/prices, 400",
    "GET, /v1/margin-alerts/999999999/prices, 404",
    "GET, /v1/tlds/nosuchtld/costs, 422",
    "GET, /v1/tlds/nosuchtld/terms, 422",
    "GET, /v1/tlds/nosuchtld/terms/history, 422",
    "GET, /v1/tlds/com/terms/history?after=x, 400",
    "GET, /v1/nothing, 404",
    "DELETE, /v1/tlds, 405"
  })
  void aBadAddressIsRefused(String method, String path, int status) {
    Answer answer = call(method, path).as(anOperator(), ALL_SCOPES).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("type").asString()).startsWith("urn:tierline:problem:");
  }

  @Test
  void theTldsAreListedPageByPage() {
    SellerId seller = anOperator();
    JsonNode first = call("GET", "/v1/tlds?limit=40").as(seller, "prices.read").ok();
    JsonNode second =
        call("GET", "/v1/tlds?limit=40&after=" + first.path("next").asString())
            .as(seller, "prices.read")
            .ok();

    assertThat(first.path("items").size() + second.path("items").size()).isGreaterThanOrEqualTo(50);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(second.toString()).contains("みんな").contains("xn--q9jyb4c");
  }

  @Test
  @DisplayName("PR-10 TLDs are searched by one name, by many, by patterns, in both forms")
  void tldsAreSearched() {
    assertThat(found("com")).containsExactly("com");
    assertThat(found(".NET,com,nosuch")).containsExactly("com", "net");
    assertThat(found("co.*,uk")).contains("co.uk", "uk").doesNotContain("com");
    assertThat(found("*.uk")).contains("co.uk").doesNotContain("uk");
    assertThat(found("%E3%81%BF%E3%82%93%E3%81%AA")).containsExactly("xn--q9jyb4c");
    assertThat(found("xn--Q9JYB4C")).containsExactly("xn--q9jyb4c");
    assertThat(found("nosuch")).isEmpty();
  }

  private List<String> found(String search) {
    return call("GET", "/v1/tlds?search=" + search)
        .as(anOperator(), "prices.read")
        .ok()
        .path("items")
        .valueStream()
        .map(tld -> tld.path("tld").asString())
        .toList();
  }

  @Test
  void quoteTimesAreMeasured() {
    SellerId seller = anOperator();
    setPrices(seller, "SUB_RESELLER", prices(renewal("net", 0, "1.00"))).ok();
    call("POST", "/v1/quotes")
        .as(seller, "prices.read")
        .body(
            """
            {"audience": "SUB_RESELLER", "product": "net", "action": "RENEW", "years": 1,
             "standing": {"totalReceipts": {"amount": "0.00", "currency": "USD"},
                          "webServicesOrders": 0}}
            """)
        .ok();

    assertThat(call("GET", "/actuator/prometheus").send().body())
        .contains("tierline_pricing_quote_seconds_count")
        .contains("tierline_pricing_compiled_books_size_bytes");
  }

  @Test
  @DisplayName("PR-12 how far the look at changed costs is behind, and what failed, is measured")
  void theLookAtChangedCostsIsMeasured() {
    assertThat(call("GET", "/actuator/prometheus").send().body())
        .contains("tierline_pricing_cost_changes_waiting")
        .contains("tierline_pricing_cost_changes_failing")
        .contains("tierline_pricing_cost_changes_oldest_seconds")
        .contains("tierline_pricing_cost_change_failures_total");
  }

  @Test
  void everyBodyHasAnExampleInTheDocumentation() {
    String openApi = call("GET", "/v3/api-docs").send().body();

    assertThat(openApi).contains("autumn prices").contains("registry raised its price");
    assertThat(openApi)
        .contains("Autumn")
        .contains("cost and a fifth")
        .contains("a fifth on renewals")
        .contains("not worth the support")
        .contains("the shop's price cache")
        .contains("event: change-set", "Tierline-Fresh-As-Of")
        .contains("too many disputes")
        .contains("the registry's new abuse policy")
        .contains("com,REGISTER,0,2,9.00,USD");
    assertThat(openApi).contains("/v1/chain-quotes").contains("standings");
  }

  private static List<Integer> statuses(List<Visit> visits) {
    return visits.stream().map(Visit::status).toList();
  }
}
