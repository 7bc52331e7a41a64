package io.tierline.ordering.orders.http;

import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.OrderProduct;
import io.tierline.ordering.orders.RenewDomain;
import io.tierline.ordering.world.Bus;
import io.tierline.ordering.world.Chain;
import io.tierline.ordering.world.Http;
import io.tierline.ordering.world.OrderingTest;
import io.tierline.testsupport.EndpointWalk;
import io.tierline.testsupport.TokenIssuer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The endpoints as clients use them. */
class OrderingHttpTest extends OrderingTest {

  @LocalServerPort int port;
  @Autowired OrderProduct register;
  @Autowired RenewDomain renew;
  @Autowired Bus bus;

  private Chain chain;
  private Http http;
  private String token = "";

  @BeforeEach
  void aChain() {
    http = new Http(port);
    chain = new Chain(world, register, renew);
    token = Http.allowed(chain.s);
  }

  private static String newCustomer(String name) {
    return """
        {"name":"%s","email":"taro@example.com","language":"ja","country":"JP",
         "timeZone":"Asia/Tokyo"}"""
        .formatted(name);
  }

  private String newOrder(String domainName) {
    return """
        {"customerId":"%s","domainName":"%s","years":1,"invoiceOption":"PayInvoice",
         "agreementVersion":"2026-01"}"""
        .formatted(chain.customer, domainName);
  }

  @Test
  @DisplayName("OR-1 a customer is registered, found, listed and told of")
  void aCustomerIsRegistered() {
    Http.Answer created = http.post("/v1/customers", token, newCustomer("田中太郎"));

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String id = created.json().get("customerId").asString();
    assertThat(http.get("/v1/customers/" + id, token).json().get("name").asString())
        .isEqualTo("田中太郎");
    JsonNode found = http.get("/v1/customers?query=%E7%94%B0%E4%B8%AD", token).json();
    assertThat(found.get("items")).hasSize(1);
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.customer", id))
                    .containsExactly("customer.registered.v1"));
    assertThat(bus.bodyOf("ordering.customer", id, "customer.registered.v1"))
        .contains("\"language\":\"ja\"", "\"timeZone\":\"Asia/Tokyo\"", "田中太郎");
  }

  @Test
  @DisplayName("OR-1 customers are paged")
  void customersArePaged() {
    http.post("/v1/customers", token, newCustomer("b"));
    http.post("/v1/customers", token, newCustomer("c"));

    JsonNode first = http.get("/v1/customers?limit=2", token).json();
    JsonNode second =
        http.get("/v1/customers?limit=2&after=" + first.get("next").asString(), token).json();

    assertThat(first.get("items")).hasSize(2);
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"\",\"email\":\"a@b.example\",\"language\":\"en\",\"country\":\"US\",\"timeZone\":\"UTC\"}",
        "{\"name\":\"a\",\"email\":\"nobody\",\"language\":\"en\",\"country\":\"US\",\"timeZone\":\"UTC\"}",
        "{\"name\":\"a\",\"email\":\"a@b.example\",\"language\":\"fr\",\"country\":\"US\",\"timeZone\":\"UTC\"}",
        "{\"name\":\"a\",\"email\":\"a@b.example\",\"language\":\"en\",\"country\":\"usa\",\"timeZone\":\"UTC\"}",
        "{\"name\":\"a\",\"email\":\"a@b.example\",\"language\":\"en\",\"country\":\"US\",\"timeZone\":\"Mars/Olympus\"}",
        "{\"name\":\"a\\u0000b\",\"email\":\"a@b.example\",\"language\":\"en\",\"country\":\"US\",\"timeZone\":\"UTC\"}",
        "{\"name\":1",
        "[]"
      })
  @DisplayName("OR-1 a customer that is not well described is refused, never an error of ours")
  void aBadCustomerIsRefused(String body) {
    assertThat(http.post("/v1/customers", token, body).status()).isBetween(400, 422);
  }

  @Test
  @DisplayName("OR-1 a customer's payment raises its debit account, once per reference")
  void aPaymentRaisesTheDebitAccount() {
    String path = "/v1/customers/%s/receipts".formatted(chain.customer);
    String body =
        "{\"amount\":{\"amount\":\"25.00\",\"currency\":\"USD\"},\"reference\":\"bank 1\"}";

    Http.Answer first = http.post(path, token, body);
    Http.Answer again = http.post(path, token, body);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(first.json().at("/balance/amount").asString()).isEqualTo("125.00");
    assertThat(again.status()).isEqualTo(409);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("125.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.00, USD",
    "10000000000000.01, USD",
    "999999999999999, USD",
    "999999999999999, CLF"
  })
  @DisplayName("OR-1 OR-2 an amount that one transfer cannot move is refused where it came in")
  void anAmountNoTransferMovesIsRefused(String amount, String currency) {
    String money = "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency);
    List<Http.Answer> answers =
        List.of(
            http.post(
                "/v1/customers/%s/receipts".formatted(chain.customer),
                token,
                "{\"amount\":%s,\"reference\":\"much\"}".formatted(money)),
            http.post(
                "/v1/partners/%s/receipts".formatted(chain.s),
                Http.allowed(chain.p),
                "{\"amount\":%s,\"method\":\"CHEQUE\",\"reference\":\"much\"}".formatted(money)));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.body()).isEqualTo(400);
              assertThat(answer.json().get("field").asString()).isEqualTo("amount");
            });
  }

  @Test
  @DisplayName("OR-1 a customer's account and its statement are shown to its seller only")
  void aCustomersAccountIsShown() {
    http.post("/v1/orders", token, newOrder(Chain.aName("account").ascii()));
    String path = "/v1/customers/%s/account".formatted(chain.customer);
    String foreign = Http.allowed(chain.p);

    JsonNode account = http.get(path + "?currency=USD", token).json();
    JsonNode entries = http.get(path + "/entries?currency=USD", token).json();

    assertThat(account.at("/available/amount").asString()).isEqualTo("88.00");
    assertThat(entries.get("items")).hasSize(2);
    assertThat(entries.at("/items/0/amount/amount").asString()).isEqualTo("-12.00");
    assertThat(http.get(path + "?currency=USD", foreign).status()).isEqualTo(404);
    assertThat(http.get(path + "/entries?currency=USD", foreign).status()).isEqualTo(404);
    assertThat(http.get(path + "?currency=NO", token).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("OR-2 a parent records a cheque of its sub-reseller; the sub-reseller sees it")
  void aParentRecordsACheque() {
    Http.Answer answer =
        http.post(
            "/v1/partners/%s/receipts".formatted(chain.s),
            Http.allowed(chain.p),
            "{\"amount\":{\"amount\":\"40.00\",\"currency\":\"USD\"},\"method\":\"CHEQUE\","
                + "\"reference\":\"4711\"}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    JsonNode account = http.get("/v1/account", token).json();
    assertThat(account.at("/balance/amount").asString()).isEqualTo("140.00");
    assertThat(account.at("/totalReceipts/amount").asString()).isEqualTo("140.00");
    JsonNode entries = http.get("/v1/account/entries?limit=1", token).json();
    assertThat(entries.at("/items/0/purpose").asString()).isEqualTo("Cheque");
    assertThat(entries.at("/items/0/balanceBefore/amount").asString()).isEqualTo("100.00");
    assertThat(entries.get("next").isNull()).isFalse();
  }

  @Test
  @DisplayName("OR-2 nobody but its parent records a partner's receipt")
  void nobodyButTheParentRecordsAReceipt() {
    String body =
        "{\"amount\":{\"amount\":\"40.00\",\"currency\":\"USD\"},\"method\":\"CHEQUE\","
            + "\"reference\":\"1\"}";

    for (SellerId other : List.of(chain.s, chain.operator)) {
      assertThat(
              http.post("/v1/partners/%s/receipts".formatted(chain.s), Http.allowed(other), body)
                  .status())
          .isEqualTo(404);
    }
    assertThat(world.credit(chain.p, chain.s)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-1 OR-10 a domain is registered; the agreement's version is kept with the order")
  void aDomainIsRegistered() {
    String name = Chain.aName("http").ascii();

    Http.Answer created = http.post("/v1/orders", token, newOrder(name));

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    JsonNode order = created.json();
    assertThat(order.get("state").asString()).isEqualTo("REGISTERED");
    assertThat(order.get("expiresAt").asString()).isEqualTo("2027-11-21T12:00:00Z");
    assertThat(order.get("agreementVersion").asString()).isEqualTo("2026-01");
    assertThat(order.at("/action/price/amount").asString()).isEqualTo("12.00");
    assertThat(order.at("/action/cost/amount").asString()).isEqualTo("8.00");
    String id = order.get("orderId").asString();
    assertThat(http.get("/v1/orders/" + id, token).json()).isEqualTo(order);
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.domain", id))
                    .containsExactly("domain.registered.v1"));
    assertThat(bus.bodyOf("ordering.domain", id, "domain.registered.v1"))
        .contains("\"lastDayToRenew\":\"2027-11-21T12:00:00Z\"");
  }

  @Test
  @DisplayName("OR-4 a seller sees its own price and cost, not what its parent pays")
  void aSellerSeesItsOwnPriceAndCost() {
    Http.Answer created = http.post("/v1/orders", token, newOrder(Chain.aName("mine").ascii()));

    assertThat(created.body()).doesNotContain("\"6.00\"", "\"7.00\"", chain.operator.toString());
  }

  @Test
  @DisplayName("OR-1 the same key again: the same order, charged once; another body is refused")
  void theSameKeyAgain() {
    String name = Chain.aName("idem").ascii();
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    Http.Answer first = http.post("/v1/orders", token, newOrder(name), key);
    Http.Answer again = http.post("/v1/orders", token, newOrder(name), key);
    Http.Answer other = http.post("/v1/orders", token, newOrder("other-" + name), key);
    Http.Answer without = http.post("/v1/orders", token, newOrder("other-" + name), Map.of());

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(422);
    assertThat(without.status()).isEqualTo(400);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("OR-6 an invoice is paid once per key; the key of another request is refused")
  void anInvoiceIsPaidUnderAKey() {
    Map<String, String> ordersKey = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    String order = newOrder(Chain.aName("pay").ascii()).replace("PayInvoice", "KeepInvoice");
    String invoice =
        http.post("/v1/orders", token, order, ordersKey).json().at("/action/invoiceId").asString();
    String path = "/v1/invoices/%s/payment".formatted(invoice);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    assertThat(http.post(path, token, "", Map.of()).status()).isEqualTo(400);
    assertThat(http.post(path, token, "", ordersKey).status()).isEqualTo(422);
    Http.Answer paid = http.post(path, token, "", key);
    assertThat(paid.status()).as(paid.body()).isEqualTo(200);
    assertThat(paid.json().at("/invoices/0/invoiceId").asString()).isEqualTo(invoice);
    assertThat(paid.json().at("/invoices/0/state").asString()).isEqualTo("PAID");
    assertThat(http.post(path, token, "", key).json()).isEqualTo(paid.json());
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("OR-3 while pricing is down: 503, nothing ordered, nothing charged")
  void whilePricingIsDown() {
    world.pricingAnswers(chain.customer, 503, "");

    Http.Answer answer = http.post("/v1/orders", token, newOrder(Chain.aName("down").ascii()));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("type").asString()).startsWith("urn:tierline:problem:");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "not a domain, 1, PayInvoice, 422",
    "example.unknown, 1, PayInvoice, 422",
    "www.example.com, 1, PayInvoice, 422",
    "years.com, 11, PayInvoice, 422",
    "years.com, 0, PayInvoice, 400",
    "years.com, 999999999999, PayInvoice, 400",
    "option.com, 1, Later, 400"
  })
  @DisplayName("OR-1 an order that cannot be is refused with what was wrong")
  void anOrderThatCannotBe(String name, String years, String option, int status) {
    String body =
        """
        {"customerId":"%s","domainName":"%s","years":%s,"invoiceOption":"%s",
         "agreementVersion":"2026-01"}"""
            .formatted(chain.customer, name, years, option);

    Http.Answer answer = http.post("/v1/orders", token, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).startsWith("urn:tierline:problem:");
  }

  @Test
  @DisplayName("OR-10 without the version of the registrant agreement nothing is bought")
  void withoutTheAgreementNothingIsBought() {
    Http.Answer answer =
        http.post(
            "/v1/orders",
            token,
            "{\"customerId\":\"%s\",\"domainName\":\"a.com\",\"years\":1,\"invoiceOption\":\"PayInvoice\"}"
                .formatted(chain.customer));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("agreementVersion");
  }

  private static String newRenewal(Order.Registered domain, String more) {
    return """
        {"years":1,"expiresAt":"%s","invoiceOption":"PayInvoice"%s}"""
        .formatted(domain.expiresAt(), more);
  }

  private static String renewals(Order.Registered domain) {
    return "/v1/orders/%s/renewals".formatted(domain.terms().id());
  }

  @Test
  @DisplayName("OR-5 a renewal that is sent twice with its key renews and charges once")
  void aRenewalSentTwiceRenewsOnce() {
    Order.Registered domain = chain.aDomain("twice");
    Map<String, String> key = Map.of("Idempotency-Key", "renewal-of-" + domain.terms().id());

    Http.Answer first = http.post(renewals(domain), token, newRenewal(domain, ""), key);
    Http.Answer replay = http.post(renewals(domain), token, newRenewal(domain, ""), key);
    Http.Answer otherBody =
        http.post(renewals(domain), token, newRenewal(domain, ",\"autoRenew\":true"), key);
    Http.Answer otherKey = http.post(renewals(domain), token, newRenewal(domain, ""));

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(replay.status()).as(replay.body()).isEqualTo(201);
    assertThat(replay.json().at("/action/actionId").asString())
        .isEqualTo(first.json().at("/action/actionId").asString());
    assertThat(otherBody.status()).as(otherBody.body()).isEqualTo(422);
    assertThat(otherKey.status()).isEqualTo(409);
    assertThat(otherKey.body()).contains("already-renewed");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
  }

  @Test
  @DisplayName("OR-5 a renewal that could not begin leaves its key free")
  void aRefusedRenewalLeavesItsKeyFree() {
    Order.Registered domain = chain.aDomain("free");
    Map<String, String> key = Map.of("Idempotency-Key", "renewal-of-" + domain.terms().id());
    world.pricingAnswers(chain.customer, 503, "");
    Http.Answer down = http.post(renewals(domain), token, newRenewal(domain, ""), key);
    chain.prices(ProductAction.RENEW, "15.00", "9.00", "7.50");

    Http.Answer again = http.post(renewals(domain), token, newRenewal(domain, ""), key);

    assertThat(down.status()).isEqualTo(503);
    assertThat(again.status()).as(again.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("OR-5 only its own seller renews a domain")
  void onlyItsOwnSellerRenewsADomain() {
    Order.Registered domain = chain.aDomain("own");

    Http.Answer ofTheParent =
        http.post(renewals(domain), Http.allowed(chain.p), newRenewal(domain, ""));

    assertThat(ofTheParent.status()).isEqualTo(404);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"years\":0,\"expiresAt\":\"2030-01-01T00:00:00Z\",\"invoiceOption\":\"PayInvoice\"}",
        "{\"years\":1,\"invoiceOption\":\"PayInvoice\"}",
        "{\"years\":1,\"expiresAt\":\"soon\",\"invoiceOption\":\"PayInvoice\"}",
        "{\"years\":1,\"expiresAt\":\"2030-01-01T00:00:00Z\",\"invoiceOption\":\"Never\"}"
      })
  @DisplayName("OR-5 a renewal that is not well described is refused, never an error of ours")
  void aBadRenewalIsRefused(String body) {
    Order.Registered domain = chain.aDomain("bad");

    assertThat(http.post(renewals(domain), token, body).status()).isBetween(400, 422);
  }

  @Test
  @DisplayName("PR-16 a price that is not the one shown is answered with the new one, uncharged")
  void aPriceThatIsNotTheOneShownIsNotCharged() {
    Order.Registered domain = chain.aDomain("shown");

    Http.Answer stale =
        http.post(
            renewals(domain),
            token,
            newRenewal(domain, ",\"shownTotal\":{\"amount\":\"14.00\",\"currency\":\"USD\"}"));

    assertThat(stale.status()).as(stale.body()).isEqualTo(409);
    assertThat(stale.json().get("type").asString()).endsWith(":price-changed");
    assertThat(stale.json().at("/totalNow/amount").asString()).isEqualTo("15.00");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));

    Http.Answer asShown =
        http.post(
            renewals(domain),
            token,
            newRenewal(domain, ",\"shownTotal\":{\"amount\":\"15.00\",\"currency\":\"USD\"}"));
    assertThat(asShown.status()).as(asShown.body()).isEqualTo(201);
  }

  @Test
  @DisplayName("PR-16 a signed quote goes to pricing with the order, and one past is refused")
  void aSignedQuoteIsHonouredOrRefused() {
    String signed = newOrder("%s").replace("}", ",\"signedQuote\":\"a.b.c\"}");

    Http.Answer honoured =
        http.post("/v1/orders", token, signed.formatted(Chain.aName("signed").ascii()));
    world.pricingAnswers(
        chain.customer, 409, "{\"type\":\"urn:tierline:problem:quote-expired\",\"status\":409}");
    Http.Answer past =
        http.post("/v1/orders", token, signed.formatted(Chain.aName("signed").ascii()));

    assertThat(honoured.status()).as(honoured.body()).isEqualTo(201);
    assertThat(world.quotesAsked(chain.customer))
        .allSatisfy(asked -> assertThat(asked).contains("\"signedQuote\":\"a.b.c\""))
        .isNotEmpty();
    assertThat(past.status()).as(past.body()).isEqualTo(409);
    assertThat(past.json().get("type").asString()).endsWith(":quote-not-honoured");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("PR-17 pricing is told the country and region of the customer's taxes")
  void pricingIsToldWhereTaxesAreDue() {
    String taro =
        """
        {"name":"Taro","email":"taro@example.com","language":"en","country":"CA","region":"QC",
         "timeZone":"America/Toronto"}""";
    String id = http.post("/v1/customers", token, taro).json().get("customerId").asString();
    world.pricingAnswers(new CustomerId(Long.parseLong(id)), 503, "");

    http.post(
        "/v1/orders",
        token,
        newOrder(Chain.aName("taxed").ascii()).replace(chain.customer.toString(), id));

    assertThat(http.get("/v1/customers/" + id, token).json().get("region").asString())
        .isEqualTo("QC");
    assertThat(world.quotesAsked(new CustomerId(Long.parseLong(id))))
        .allSatisfy(
            asked ->
                assertThat(asked).contains("\"taxAddress\":{\"country\":\"CA\",\"region\":\"QC\"}"))
        .isNotEmpty();
  }

  @Test
  @DisplayName("OR-11 orders are listed by a seller, with or without its sub-resellers'")
  void ordersAreListed() {
    Order.Registered domain = chain.aDomain("listed");
    String ofP = Http.allowed(chain.p);

    assertThat(http.get("/v1/orders", token).json().get("items")).hasSize(1);
    assertThat(http.get("/v1/orders", ofP).json().get("items")).isEmpty();
    JsonNode withSubResellers = http.get("/v1/orders?includeSubResellers=true", ofP).json();
    assertThat(withSubResellers.get("items")).hasSize(1);
    assertThat(withSubResellers.at("/items/0/orderId").asString())
        .isEqualTo(domain.terms().id().toString());
    assertThat(withSubResellers.at("/items/0").has("customerId")).isFalse();
    assertThat(http.get("/v1/orders?domainName=LISTED", token).json().get("items")).hasSize(1);
    assertThat(http.get("/v1/orders?domainName=nothing", token).json().get("items")).isEmpty();
  }

  @Test
  @DisplayName("OR-4 invoices are listed on both sides, each seller's its own")
  void invoicesAreListed() {
    http.post("/v1/orders", token, newOrder(Chain.aName("inv").ascii()));

    JsonNode raised = http.get("/v1/invoices", token).json();
    JsonNode owed = http.get("/v1/invoices?as=BUYER", token).json();

    assertThat(raised.get("items")).hasSize(1);
    assertThat(raised.at("/items/0/total/amount").asString()).isEqualTo("12.00");
    assertThat(owed.get("items")).hasSize(1);
    assertThat(owed.at("/items/0/total/amount").asString()).isEqualTo("8.00");
    assertThat(owed.at("/items/0/state").asString()).isEqualTo("PAID");
  }

  @Test
  @DisplayName("Tenancy: at every endpoint a foreign seller's token finds nothing")
  void aForeignSellersTokenFindsNothing() {
    String name = Chain.aName("private").ascii();
    JsonNode order = http.post("/v1/orders", token, newOrder(name)).json();
    String orderId = order.get("orderId").asString();
    String invoiceId = order.at("/action/invoiceId").asString();
    String customerId = chain.customer.toString();
    String subReseller = world.aPartnerOf(chain.s, "10.00").toString();
    SellerId stranger = world.aPartnerOf(world.anOperator(), "10.00");

    EndpointWalk.of(URI.create("http://127.0.0.1:" + port))
        .without("/api/")
        .onlyTheOwnerFinds(
            token,
            Http.allowed(stranger),
            Map.of(
                "/v1/customers/{id}", customerId,
                "/v1/orders/{id}", orderId,
                "/v1/invoices/{id}", invoiceId,
                "sellerId", subReseller,
                "customerId", customerId),
            name,
            "\"%s\"".formatted(customerId),
            "\"%s\"".formatted(orderId),
            "\"%s\"".formatted(invoiceId),
            "\"%s\"".formatted(subReseller));
  }

  @Test
  @DisplayName(
      "Tenancy: every endpoint refuses no token, an expired one, and one of another issuer")
  void everyEndpointRefusesBadTokens() {
    EndpointWalk walk = EndpointWalk.of(URI.create("http://127.0.0.1:" + port));
    String expired =
        "Bearer "
            + TokenIssuer.shared().expiredToken(chain.s.toString(), "orders.read", "orders.write");
    try (TokenIssuer stranger = TokenIssuer.start()) {
      String strange = stranger.bearer(chain.s.toString(), "orders.read", "orders.write");
      assertThat(walk.endpoints()).hasSizeGreaterThan(10);
      for (String authorization : Arrays.asList(null, expired, strange)) {
        assertThat(walk.visitAll(authorization, Map.of()))
            .filteredOn(visit -> !visit.endpoint().path().startsWith("/api/"))
            .allSatisfy(visit -> assertThat(visit.status()).isEqualTo(401));
      }
    }
  }

  @Test
  @DisplayName("Tenancy: every endpoint refuses a token without its scope")
  void everyEndpointRefusesATokenWithoutItsScope() {
    EndpointWalk walk = EndpointWalk.of(URI.create("http://127.0.0.1:" + port));

    assertThat(walk.visitAll(Http.bearer(chain.s, "prices.read"), Map.of()))
        .filteredOn(visit -> !visit.endpoint().path().startsWith("/api/"))
        .allSatisfy(visit -> assertThat(visit.status()).isIn(400, 403));
  }

  @Test
  @DisplayName("Metrics: postings, purchases and actions that await their registry are counted")
  void metrics() {
    http.post("/v1/orders", token, newOrder(Chain.aName("metrics").ascii()));

    assertThat(http.get("/actuator/prometheus", null).body())
        .contains(
            "tierline_ledger_postings_total",
            "tierline_purchases_seconds_count",
            "tierline_actions_awaiting_registry");
  }
}
