package io.tierline.ordering.orders.http.legacy;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.OrderProduct;
import io.tierline.ordering.orders.RenewDomain;
import io.tierline.ordering.registry.simulator.SimulatedRegistry;
import io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour;
import io.tierline.ordering.registry.simulator.SimulatorSettings.Rule;
import io.tierline.ordering.world.Chain;
import io.tierline.ordering.world.Http;
import io.tierline.ordering.world.OrderingTest;
import io.tierline.ordering.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** DOCS "Renew", over raw HTTP. */
class LegacyRenewTest extends OrderingTest {

  private static final String RENEW = "/api/domains/renew.json";

  @LocalServerPort int port;
  @Autowired OrderProduct register;
  @Autowired RenewDomain renew;
  @Autowired SimulatedRegistry registry;

  private Chain chain;
  private Order.Registered domain;
  private Map<String, String> parameters = new LinkedHashMap<>();
  private Http http;

  @BeforeEach
  void aRegisteredDomain() {
    http = new Http(port);
    chain = new Chain(world, register, renew);
    domain = chain.aDomain("legacy");
    parameters = new LinkedHashMap<>();
    parameters.put("auth-userid", chain.s.toString());
    parameters.put("api-key", world.anApiKeyOf(chain.s));
    parameters.put("order-id", domain.terms().id().toString());
    parameters.put("years", "1");
    parameters.put("exp-date", Long.toString(domain.expiresAt().getEpochSecond()));
    parameters.put("invoice-option", "PayInvoice");
    parameters.put("auto-renew", "false");
  }

  @Test
  @DisplayName("OR-7 a renewal answers with the fields of DOCS, every value a string")
  void theAnswerHasTheFieldsOfDocs() {
    Http.Answer answer = inQuery();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode json = answer.json();
    String name = domain.terms().article().label();
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "description",
            "entityid",
            "actiontype",
            "actiontypedesc",
            "eaqid",
            "actionstatus",
            "actionstatusdesc",
            "status",
            "invoiceid",
            "sellingcurrencysymbol",
            "sellingamount",
            "unutilisedsellingamount",
            "customerid");
    assertThat(json.values()).allSatisfy(value -> assertThat(value.isString()).isTrue());
    assertThat(json.get("description").asString()).isEqualTo(name);
    assertThat(json.get("entityid").asString()).isEqualTo(domain.terms().id().toString());
    assertThat(json.get("actiontype").asString()).isEqualTo("RenewDomain");
    assertThat(json.get("actiontypedesc").asString())
        .isEqualTo("Renewal of " + name + " for 1 year");
    assertThat(json.get("status").asString()).isEqualTo("Success");
    assertThat(json.get("actionstatus").asString()).isEqualTo("Success");
    assertThat(json.get("actionstatusdesc").asString()).isEqualTo("Domain renewed successfully");
    assertThat(json.get("sellingcurrencysymbol").asString()).isEqualTo("USD");
    assertThat(json.get("sellingamount").asString()).isEqualTo("-15.000");
    assertThat(json.get("unutilisedsellingamount").asString()).isEqualTo("-15.000");
    assertThat(json.get("customerid").asString()).isEqualTo(chain.customer.toString());
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "text/plain",
        "application/json",
        "application/octet-stream",
        "none"
      })
  @DisplayName("OR-7 parameters are read from a form body whatever the content type says")
  void parametersInABody(String contentType) {
    Map<String, String> headers =
        "none".equals(contentType) ? Map.of() : Map.of("Content-Type", contentType);

    Http.Answer answer = http.raw(RENEW, encoded(parameters), headers);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  @DisplayName("OR-7 some parameters in the query and some in the body are both read")
  void parametersInBothPlaces() {
    Map<String, String> body = new LinkedHashMap<>(parameters);
    body.remove("order-id");
    body.remove("years");

    Http.Answer answer =
        http.raw(
            RENEW + "?years=1&order-id=" + domain.terms().id(),
            encoded(body),
            Map.of("Content-Type", "application/x-www-form-urlencoded"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "OR-7 PR-19 unknown parameters are ignored, auto-renew may be missing, premium is told")
  void unknownParametersAreIgnored() {
    parameters.remove("auto-renew");
    parameters.put("no-such-parameter", "日本語");
    parameters.put("attr-name1", "premium");
    parameters.put("attr-value1", "true");

    assertThat(inQuery().status()).isEqualTo(200);
    assertThat(
            world.query(
                "select attributes ->> 'premium' as premium from order_action where order_id = ?"
                    + " and action = 'RENEW'",
                domain.terms().id().value()))
        .extracting(row -> row.get("premium"))
        .containsExactly("true");
    PRICING.verify(
        postRequestedFor(urlEqualTo("/v1/chain-quotes"))
            .withRequestBody(
                matchingJsonPath("$.name.name", equalTo(domain.terms().article().label())))
            .withRequestBody(matchingJsonPath("$.name.premium", equalTo("true"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"auth-userid", "api-key", "order-id", "years", "exp-date", "invoice-option"})
  @DisplayName("OR-7 a missing parameter is named; an empty one counts as missing")
  void aMissingParameterIsNamed(String name) {
    String value = parameters.remove(name);
    assertError(inQuery(), "Required parameter missing: " + name);

    parameters.put(name, "");
    assertError(inQuery(), "Required parameter missing: " + name);

    parameters.put(name, String.valueOf(value));
    assertThat(inQuery().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "order-id, abc",
    "order-id, -1",
    "order-id, 99999999999999999999",
    "years, 0",
    "years, 1.5",
    "years, 4294967297",
    "exp-date, soon",
    "exp-date, 999999999999999999",
    "invoice-option, Sometimes",
    "purchase-privacy, perhaps",
    "auto-renew, 1",
    "discount-amount, -1",
    "discount-amount, 1e9"
  })
  @DisplayName("OR-7 a value that cannot be read is an error that names its parameter")
  void aValueThatCannotBeRead(String name, String value) {
    parameters.put(name, value);

    assertError(inQuery(), "Invalid value for parameter: " + name);
  }

  @Test
  @DisplayName("OR-5 a second identical call: Domain already renewed.")
  void aSecondIdenticalCall() {
    inQuery();

    assertError(inQuery(), "Domain already renewed.");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
  }

  @Test
  @DisplayName("OR-5 a wrong or past exp-date: Domain already renewed.")
  void aWrongExpDate() {
    parameters.put("exp-date", "1279012036");

    assertError(inQuery(), "Domain already renewed.");
  }

  @Test
  @DisplayName("OR-6 with too little credit the action is pending, then there is one already")
  void tooLittleCreditIsPending() {
    Chain poor = new Chain(world, register, renew, List.of("1.00", "100.00", "100.00"));
    Order.Registered order = poor.aDomain("poor");
    parameters.put("auth-userid", poor.s.toString());
    parameters.put("api-key", world.anApiKeyOf(poor.s));
    parameters.put("order-id", order.terms().id().toString());
    parameters.put("exp-date", Long.toString(order.expiresAt().getEpochSecond()));

    JsonNode pending = inQuery().json();

    assertThat(pending.get("status").asString()).isEqualTo("Success");
    assertThat(pending.get("actionstatus").asString()).isEqualTo("PendingExecution");
    assertThat(pending.get("invoiceid").asString()).isNotEmpty();
    assertThat(world.balance(poor.s, poor.customer)).isEqualTo(usd("1.00"));
    assertError(inQuery(), "There is already an action pending on this Order.");
  }

  @Test
  @DisplayName("OR-7 with NoInvoice there are no invoice fields")
  void noInvoiceFields() {
    parameters.put("invoice-option", "NoInvoice");

    JsonNode json = inQuery().json();

    assertThat(json.propertyNames())
        .doesNotContain(
            "invoiceid",
            "sellingcurrencysymbol",
            "sellingamount",
            "unutilisedsellingamount",
            "customerid");
    assertThat(json.get("actionstatus").asString()).isEqualTo("Success");
  }

  @Test
  @DisplayName("OR-6 OnlyAdd invoices and stays pending")
  void onlyAddStaysPending() {
    parameters.put("invoice-option", "OnlyAdd");

    JsonNode json = inQuery().json();

    assertThat(json.get("actionstatus").asString()).isEqualTo("PendingExecution");
    assertThat(json.get("sellingamount").asString()).isEqualTo("-15.000");
  }

  @Test
  @DisplayName("OR-7 privacydetails only with purchase-privacy=true, with an action of its own")
  void privacyDetails() {
    chain.privacyPrices("3.00", "2.00", "1.00");
    parameters.put("purchase-privacy", "true");

    JsonNode json = inQuery().json();

    JsonNode details = json.get("privacydetails");
    assertThat(details.get("actiontype").asString()).isEqualTo("PurchasePrivacyProtection");
    assertThat(details.get("sellingamount").asString()).isEqualTo("-3.000");
    assertThat(details.get("eaqid").asString()).isNotEqualTo(json.get("eaqid").asString());
    assertThat(details.get("invoiceid").asString()).isNotEqualTo(json.get("invoiceid").asString());
    assertThat(details.get("entityid").asString()).isEqualTo(domain.terms().id().toString());
    assertThat(json.get("sellingamount").asString()).isEqualTo("-15.000");
  }

  @Test
  @DisplayName("OR-8 privacy protection is refused where the TLD has none")
  void privacyIsRefusedWhereThereIsNone() {
    world.withoutPrivacy("com");
    parameters.put("purchase-privacy", "true");

    assertError(inQuery(), "Privacy Protection Service not available.");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-5 a discount lowers the customer's amount")
  void aDiscount() {
    parameters.put("discount-amount", "7.09");

    assertThat(inQuery().json().get("sellingamount").asString()).isEqualTo("-7.910");
  }

  @Test
  @DisplayName("OR-7 an unknown or foreign order: No Entity found")
  void anUnknownOrForeignOrder() {
    parameters.put("order-id", "42");
    assertError(inQuery(), "No Entity found for Entityid: 42");

    Chain other = new Chain(world, register, renew);
    Order.Registered foreign = other.aDomain("foreign");
    parameters.put("order-id", foreign.terms().id().toString());
    assertError(inQuery(), "No Entity found for Entityid: " + foreign.terms().id());

    parameters.put("auth-userid", chain.p.toString());
    parameters.put("api-key", world.anApiKeyOf(chain.p));
    parameters.put("order-id", domain.terms().id().toString());
    assertError(inQuery(), "No Entity found for Entityid: " + domain.terms().id());
  }

  @ParameterizedTest
  @CsvSource({"api-key, wrong", "auth-userid, 1", "auth-userid, x", "auth-userid, 0"})
  @DisplayName("ON-7 a wrong key, an unknown seller: refused, and it is not said which")
  void wrongCredentials(String name, String value) {
    parameters.put(name, value);

    assertError(
        inQuery(),
        "Invalid auth-userid or api-key, or your User account maybe Inactive or Suspended");
  }

  @Test
  @DisplayName("ON-7 a seller that is not active is refused; so is a key that was revoked")
  void inactiveSellersAndRevokedKeys() {
    SellerId applicant = World.newSellerId();
    world.follow(new PartnerEvent.PartnerRejected(applicant, chain.p, "card", null, world.now()));
    parameters.put("auth-userid", applicant.toString());
    parameters.put("api-key", world.anApiKeyOf(applicant));

    assertThat(inQuery().status()).isEqualTo(500);

    String key = world.anApiKeyOf(chain.s);
    world.revoke(chain.s, key);
    parameters.put("auth-userid", chain.s.toString());
    parameters.put("api-key", key);

    assertThat(inQuery().status()).isEqualTo(500);
  }

  @Test
  @DisplayName("OR-7 what the registry refuses is an error; nothing is charged")
  void whatTheRegistryRefusesIsAnError() {
    registry.program(
        new Rule(
            Pattern.compile(Pattern.quote(domain.terms().article().label())),
            Behaviour.REFUSES,
            Duration.ZERO,
            1));

    assertError(inQuery(), "The registry's policy forbids it");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-3 without prices: an error, nothing charged, and it can be tried again")
  void withoutPrices() {
    world.pricingAnswers(chain.customer, 503, "");

    assertError(
        inQuery(), "Prices are not available right now. Nothing was charged. Please try again.");
  }

  @Test
  @DisplayName("OR-7 what is refused before it is read is refused in the form that clients know")
  void whatIsRefusedBeforeItIsRead() {
    List<Http.Answer> refused =
        List.of(
            http.raw(RENEW, "a=" + "b".repeat(2_000_000), Map.of("Content-Type", "text/plain")),
            http.raw(RENEW + "?order-id=%FF%FE", "", Map.of()),
            http.raw(RENEW + "?order-id=%00", "", Map.of()),
            http.raw("/api/domains/no-such-call.json", "", Map.of()));

    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.json().path("message").asString()).isNotEmpty();
              assertError(answer, answer.json().path("message").asString());
            });
  }

  @Test
  @DisplayName("OR-7 broken escapes are no server trouble")
  void strangeBodies() {
    assertError(
        http.raw(RENEW, "%zz=1&a=%".repeat(1000), Map.of("Content-Type", "text/plain")),
        "Required parameter missing: auth-userid");
    assertError(http.raw(RENEW, "", Map.of()), "Required parameter missing: auth-userid");
  }

  private Http.Answer inQuery() {
    return http.raw(RENEW + "?" + encoded(parameters), "", Map.of());
  }

  private static void assertError(Http.Answer answer, String message) {
    assertThat(answer.json().path("message").asString()).isEqualTo(message);
    assertThat(answer.json().path("status").asString()).isEqualTo("ERROR");
    assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("status", "message");
    assertThat(answer.status()).isEqualTo(500);
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
