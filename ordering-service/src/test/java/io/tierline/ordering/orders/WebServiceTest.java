package io.tierline.ordering.orders;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tierline.ordering.world.World.HOSTING;
import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.ledger.HoldOutcome;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.world.Bus;
import io.tierline.ordering.world.Chain;
import io.tierline.ordering.world.Http;
import io.tierline.ordering.world.OrderingTest;
import io.tierline.ordering.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Web services are ordered as domains are, and their number decides slabs. */
class WebServiceTest extends OrderingTest {

  @LocalServerPort int port;
  @Autowired OrderProduct register;
  @Autowired RenewDomain renew;
  @Autowired PriceChain priceChain;
  @Autowired PlaceOrder placeOrder;
  @Autowired Actions actions;
  @Autowired EndAction endAction;
  @Autowired Bus bus;

  private Chain chain;
  private Http http;
  private String token = "";

  @BeforeEach
  void aChainThatSellsHosting() {
    http = new Http(port);
    chain = new Chain(world, register, renew);
    token = Http.allowed(chain.s);
    hostingCosts("20.00", "9.00", "8.00");
  }

  private void hostingCosts(String customers, String ofS, String ofP) {
    world.prices(
        HOSTING,
        ProductAction.REGISTER,
        chain.customer,
        chain.sellers(),
        List.of(customers, ofS, ofP));
  }

  private String hosting(String more) {
    return """
        {"customerId":"%s","webService":"%s","years":1,"invoiceOption":"PayInvoice",
         "agreementVersion":"2026-01"%s}"""
        .formatted(chain.customer, HOSTING, more);
  }

  private Http.Answer order() {
    return http.post("/v1/orders", token, hosting(""));
  }

  private static OrderId id(Http.Answer order) {
    return new OrderId(Long.parseLong(order.json().get("orderId").asString()));
  }

  private String costOf(Http.Answer order) {
    assertThat(order.status()).as(order.body()).isEqualTo(201);
    return order.json().at("/action/cost/amount").asString();
  }

  @Test
  @DisplayName("OR-3 E9 PR-7 a web service is paid by everybody on the way up in one posting")
  void everybodyOnTheWayUpPays() {
    Http.Answer created = order();

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    JsonNode order = created.json();
    assertThat(order.get("webService").asString()).isEqualTo(HOSTING);
    assertThat(order.has("domainName")).isFalse();
    assertThat(order.get("state").asString()).isEqualTo("REGISTERED");
    assertThat(order.get("expiresAt").asString()).isEqualTo("2027-11-21T12:00:00Z");
    assertThat(order.at("/action/state").asString()).isEqualTo("DONE");
    assertThat(order.at("/action/price/amount").asString()).isEqualTo("20.00");
    assertThat(costOf(created)).isEqualTo("9.00");
    assertThat(http.get("/v1/orders/" + id(created), token).json()).isEqualTo(order);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("80.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("91.00"));
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("92.00"));
    assertThat(world.house(chain.operator, Holder.Role.REGISTRY_COST)).isEqualTo(usd("-7.00"));
    assertThat(
            world.query(
                """
                select distinct e.posting_id from ledger_entry e
                  join ledger_account a on a.id = e.account_id
                  where a.kind <> 'HOUSE' and e.amount < 0 and a.seller_id = any (?)\
                """,
                (Object) chain.sellers().stream().map(SellerId::value).toArray(Long[]::new)))
        .hasSize(1);
    assertThat(world.holdsOpen(chain.sellers())).isZero();
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 20.00 PAID");
    assertThat(world.invoiceStates(chain.p)).containsExactly("SUB_RESELLER 9.00 PAID");
    assertThat(world.invoiceStates(chain.operator)).containsExactly("SUB_RESELLER 8.00 PAID");
  }

  @Test
  @DisplayName("NO-1 no registry is asked for a web service, and nobody reminded of it")
  void noRegistryIsAsked() {
    OrderId order = id(order());

    assertThat(
            world.query(
                "select 1 from simulated_command c join order_action a"
                    + " on c.transaction_id = 'action-' || a.action_id where a.order_id = ?",
                order.value()))
        .isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.account", chain.p.toString()))
                    .contains("account.charged.v1"));
    assertThat(bus.typesOf("ordering.domain", order.toString())).isEmpty();
  }

  @Test
  @DisplayName(
      "PR-7 PR-8 the order that reaches a slab makes the next purchase cheaper, not itself")
  void theOrderThatReachesASlabMakesTheNextCheaper() {
    world.pricesFrom(2, HOSTING, chain.customer, chain.sellers(), List.of("20.00", "7.00", "8.00"));
    world.pricesFrom(2, "com", chain.customer, chain.sellers(), List.of("12.00", "5.00", "6.00"));

    assertThat(costOf(order())).isEqualTo("9.00");
    assertThat(costOf(order())).isEqualTo("9.00");
    assertThat(costOf(order())).isEqualTo("7.00");
    assertThat(chain.aDomain("cheaper")).isNotNull();

    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("70.00")); // 100 - 9 - 9 - 7 - 5
    PRICING.verify(
        1,
        postRequestedFor(urlEqualTo("/v1/chain-quotes"))
            .withRequestBody(
                equalToJson(
                    """
                    {"sellerId":"%s","customerId":"%s","product":"%s","action":"REGISTER",
                     "years":1,"standings":[
                       {"partnerId":"%s","totalReceipts":{"amount":"100.00","currency":"USD"},
                        "webServicesOrders":2},
                       {"partnerId":"%s","totalReceipts":{"amount":"100.00","currency":"USD"},
                        "webServicesOrders":2}],
                     "taxAddress":{"country":"JP","region":null},"name":null,"signedQuote":null}"""
                        .formatted(chain.s, chain.customer, HOSTING, chain.s, chain.p))));
  }

  @Test
  @DisplayName(
      "PR-7 PR-8 how many there are is shown and told, with the other half of the standing")
  void theNumberIsShownAndTold() {
    costOf(order());
    costOf(order());
    world.topUp(chain.p, chain.s, "40.00");

    assertThat(http.get("/v1/account", token).json().get("webServicesOrders").asInt()).isEqualTo(2);
    assertThat(
            http.get("/v1/partners/%s/account".formatted(chain.s), Http.allowed(chain.p))
                .json()
                .get("webServicesOrders")
                .asInt())
        .isEqualTo(2);
    String account = "ordering.account";
    for (SellerId partner : List.of(chain.s, chain.p)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(bus.typesOf(account, partner.toString()))
                      .filteredOn("web-services-order.counted.v1"::equals)
                      .hasSize(2));
      assertThat(bus.bodyOf(account, partner.toString(), "web-services-order.counted.v1"))
          .contains("\"webServicesOrders\":2", "\"100.00\"");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(bus.bodyOf(account, chain.s.toString(), "receipt.recorded.v1"))
                    .contains("\"140.00\"", "\"webServicesOrders\":2"));
  }

  @Test
  @DisplayName("PR-7 a domain is no order of a web service")
  void aDomainIsNoWebService() {
    chain.aDomain("uncounted");

    assertThat(world.webServicesOrders(chain.s)).isZero();
  }

  @Test
  @DisplayName("OR-6 PR-7 what waits for money counts when it is paid, not before, and once")
  void whatWaitsCountsWhenItIsPaid() {
    hostingCosts("20.00", "9.00", "107.50");

    Http.Answer waiting = order();

    assertThat(waiting.status()).as(waiting.body()).isEqualTo(202);
    assertThat(waiting.json().at("/action/state").asString()).isEqualTo("AWAITING_FUNDS");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
    assertThat(world.webServicesOrders(chain.s)).isZero();

    world.topUp(chain.operator, chain.p, "7.50");

    await().untilAsserted(() -> assertThat(world.actionState(id(waiting))).isEqualTo("DONE"));
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("0.00"));
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(1);
    assertThat(world.webServicesOrders(chain.p)).isEqualTo(1);
  }

  @Test
  @DisplayName("OR-6 PR-7 an order that was given up does not count")
  void whatWasGivenUpDoesNotCount() {
    hostingCosts("100.01", "9.00", "8.00");
    Http.Answer waiting = order();

    Http.Answer cancelled =
        http.post("/v1/orders/%s/cancellation".formatted(id(waiting)), token, "");

    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
    assertThat(cancelled.json().get("state").asString()).isEqualTo("NOT_REGISTERED");
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 100.01 CANCELLED");
    world.fund(chain.s, chain.customer, "50.00");
    assertThat(world.webServicesOrders(chain.s)).isZero();
    assertThat(world.webServicesOrders(chain.p)).isZero();
  }

  @Test
  @DisplayName("OR-6 PR-7 an order whose invoice is to be paid first counts when it is")
  void onlyAddCountsWhenPaid() {
    Http.Answer waiting =
        http.post("/v1/orders", token, hosting("").replace("PayInvoice", "OnlyAdd"));
    assertThat(waiting.json().at("/action/state").asString()).isEqualTo("AWAITING_PAYMENT");
    assertThat(world.webServicesOrders(chain.s)).isZero();

    http.post(
        "/v1/invoices/%s/payment".formatted(waiting.json().at("/action/invoiceId").asString()),
        token,
        "");

    assertThat(world.actionState(id(waiting))).isEqualTo("DONE");
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(1);
  }

  @Test
  @DisplayName("OR-1 the same key again, also at once: one order, counted once")
  void theSameKeyAgain() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    List<Http.Answer> answers = atOnce(6, () -> http.post("/v1/orders", token, hosting(""), key));

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.status()).isIn(201, 202))
        .extracting(WebServiceTest::id)
        .containsOnly(id(answers.getFirst()));
    assertThat(
            http.post("/v1/orders", token, hosting("").replace(HOSTING, "email-hosting"), key)
                .status())
        .isEqualTo(422);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("80.00"));
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(1);
  }

  @Test
  @DisplayName("PR-7 OR-1 orders and receipts at once never wait for each other in a circle")
  void manyAtOnceAllCount() throws Exception {
    SellerId sibling = world.aPartnerOf(chain.p, "100.00");
    CustomerId siblings = world.aCustomerOf(sibling, "100.00");
    world.prices(
        HOSTING,
        ProductAction.REGISTER,
        siblings,
        List.of(sibling, chain.p, chain.operator),
        List.of("10.00", "9.00", "8.00"));
    String ofSibling =
        hosting("").replace("\"%s\"".formatted(chain.customer), "\"%s\"".formatted(siblings));
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      calls.add(() -> costOf(order()));
      calls.add(() -> chain.register(Chain.aName("beside")));
      calls.add(() -> costOf(http.post("/v1/orders", Http.allowed(sibling), ofSibling)));
      calls.add(() -> world.topUp(chain.operator, chain.p, "1.00"));
      calls.add(() -> world.topUp(chain.p, chain.s, "1.00"));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      assertThat(threads.invokeAll(calls))
          .allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(30)));
    }

    await().untilAsserted(() -> assertThat(world.webServicesOrders(chain.p)).isEqualTo(4));
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(2);
    assertThat(world.webServicesOrders(sibling)).isEqualTo(2);
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("58.00")); // 100 + 2 - 32 - 12
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("68.00")); // 100 + 2 - 18 - 16
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(call);
      }
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  @Test
  @DisplayName("OR-1 PR-7 a crash after the money was held is recovered: charged and counted once")
  void aCrashAfterTheHoldIsRecovered() {
    ActionId placed = placeAndCrash();

    OrderId order =
        SellerScope.inBackground(() -> actions.find(placed).orElseThrow().terms().order());
    await().untilAsserted(() -> assertThat(world.actionState(order)).isEqualTo("DONE"));
    SellerScope.inBackground(
        () -> {
          endAction.done(placed, world.now(), world.now());
          endAction.failed(placed, "too late", HoldOutcome.How.VOIDED, world.now());
        });

    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("80.00"));
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(1);
    assertThat(world.webServicesOrders(chain.p)).isEqualTo(1);
  }

  @Test
  @DisplayName("OR-1 PR-7 when the charge fails the order stands, and is carried out soon, once")
  void whenTheChargeFailsTheOrderStands() {
    ordersOfSAre(Integer.MAX_VALUE); // one more cannot be counted

    Http.Answer waiting = order();

    assertThat(waiting.status()).as(waiting.body()).isEqualTo(202);
    assertThat(waiting.json().at("/action/state").asString()).isEqualTo("AWAITING_REGISTRY");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));

    ordersOfSAre(0);

    await().untilAsserted(() -> assertThat(world.actionState(id(waiting))).isEqualTo("DONE"));
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("80.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("91.00"));
    assertThat(world.webServicesOrders(chain.s)).isEqualTo(1);
    assertThat(world.webServicesOrders(chain.p)).isEqualTo(1);
    assertThat(world.holdsOpen(chain.sellers())).isZero();
  }

  private void ordersOfSAre(int count) {
    world.query(
        "update partner_account set web_services_orders = ? where partner_id = ? returning partner_id",
        count,
        chain.s.value());
  }

  private ActionId placeAndCrash() {
    OrderProduct.Request request =
        new OrderProduct.Request(
            chain.s,
            chain.customer,
            new WebService(HOSTING),
            1,
            InvoiceOption.PAY_INVOICE,
            World.AGREEMENT,
            Map.of(),
            AgreedPrice.none(),
            new RequestKeys.Key(UUID.randomUUID().toString(), "crash"));
    return SellerScope.asSeller(
        chain.s.toString(),
        () ->
            SellerScope.inBackground(
                () ->
                    placeOrder.run(
                        request,
                        (PriceChain.Result.Priced)
                            priceChain.run(
                                new PriceChain.Purchase(
                                    chain.s,
                                    chain.customer,
                                    request.article(),
                                    ProductAction.REGISTER,
                                    1,
                                    false,
                                    null,
                                    Map.of(),
                                    AgreedPrice.none())))));
  }

  @Test
  @DisplayName("PR-8 another price than the customer was shown is told, and nothing charged")
  void anotherPriceThanShown() {
    String shown = ",\"shownTotal\":{\"amount\":\"%s\",\"currency\":\"USD\"}";

    Http.Answer refused = http.post("/v1/orders", token, hosting(shown.formatted("19.00")));

    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.json().get("type").asString()).endsWith("price-changed");
    assertThat(refused.json().at("/totalNow/amount").asString()).isEqualTo("20.00");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
    assertThat(http.post("/v1/orders", token, hosting(shown.formatted("20.00"))).status())
        .isEqualTo(201);
  }

  @Test
  @DisplayName("PR-20 a signed quote of a web service is handed to pricing")
  void aSignedQuoteIsHandedOn() {
    http.post("/v1/orders", token, hosting(",\"signedQuote\":\"sealed\""));

    assertThat(world.quotesAsked(chain.customer))
        .singleElement()
        .asString()
        .contains("\"signedQuote\":\"sealed\"", "\"product\":\"linux-hosting\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"webService\":\"linux-hosting\",\"domainName\":\"a.com\" | 400 | invalid-value",
        "\"premium\":false | 400 | invalid-value",
        "\"webService\":\"linux-hosting\",\"premium\":true | 400 | invalid-value",
        "\"webService\":\"Linux Hosting\" | 422 | web-service-unknown",
        "\"webService\":\" \" | 400 | invalid-value",
        "\"domainName\":\" \" | 400 | invalid-value",
        "\"webService\":\"-\" | 422 | web-service-unknown",
        "\"webService\":\"com\" | 422 | web-service-unknown",
        "\"webService\":\"net\" | 422 | web-service-unknown",
        "\"webService\":\"privacy\" | 422 | web-service-unknown",
        "\"webService\":\"xn--q9jyb4c\" | 422 | web-service-unknown",
        "\"webService\":\"example.com\" | 422 | web-service-unknown",
        "\"webService\":\"no-such-hosting\" | 422 | web-service-unknown",
        "\"webService\":\"other-hosting\" | 422 | not-sold",
        "\"webService\":\"long-hosting\" | 422 | tenure-not-sold",
        "\"webService\":\"dear-hosting\" | 422 | not-sold"
      })
  @DisplayName("OR-1 an order of a web service that cannot be is refused with what was wrong")
  void anOrderThatCannotBe(String what, int status, String problem) {
    world.pricingRefuses(chain.customer, "no-such-hosting", "product-unknown");
    world.pricingRefuses(chain.customer, "long-hosting", "tenure-refused");
    world.pricingRefuses(chain.customer, "dear-hosting", "price-missing");
    world.pricingRefuses(chain.customer, "other-hosting", "action-not-sold");
    // what pricing says of a TLD before it looks at its kind
    world.pricingRefuses(chain.customer, "net", "price-missing");
    world.pricingRefuses(chain.customer, "xn--q9jyb4c", "tenure-refused");

    Http.Answer answer =
        http.post(
            "/v1/orders", token, hosting("").replace("\"webService\":\"linux-hosting\"", what));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("type").asString()).endsWith(problem);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
    assertThat(world.webServicesOrders(chain.s)).isZero();
  }

  @Test
  @DisplayName("OR-5 a web service cannot be renewed yet, and what that means is said")
  void aWebServiceIsNotRenewed() {
    Http.Answer order = order();

    Http.Answer refused =
        http.post(
            "/v1/orders/%s/renewals".formatted(id(order)),
            token,
            "{\"years\":1,\"expiresAt\":\"2027-11-21T12:00:00Z\",\"invoiceOption\":\"PayInvoice\"}");

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().get("type").asString()).endsWith("not-renewable");
    assertThat(refused.json().get("detail").asString())
        .contains("cannot be renewed yet", "not carried over");
    assertThat(costOf(order())).isEqualTo("9.00");
  }

  @Test
  @DisplayName("OR-1 a code is understood as people write it, and what a form leaves empty")
  void aCodeAsPeopleWriteIt() {
    Http.Answer created =
        http.post(
            "/v1/orders",
            token,
            hosting(",\"domainName\":\"\"").replace(HOSTING, " Linux-HOSTING "));

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.json().get("webService").asString()).isEqualTo(HOSTING);
  }

  @Test
  @DisplayName("OR-11 web services are among a seller's orders, and nobody else's")
  void webServicesAreListed() {
    order();
    SellerId stranger = world.aPartnerOf(world.anOperator(), "10.00");

    assertThat(http.get("/v1/orders", token).json().at("/items/0/webService").asString())
        .isEqualTo(HOSTING);
    assertThat(http.get("/v1/orders?domainName=hosting", token).json().get("items")).isEmpty();
    assertThat(http.get("/v1/orders", Http.allowed(stranger)).json().get("items")).isEmpty();
    assertThat(http.post("/v1/orders", Http.allowed(stranger), hosting("")).status())
        .isEqualTo(422);
    assertThat(world.webServicesOrders(stranger)).isZero();
  }

  @Test
  @DisplayName("PR-7 an operator's own customer buys a web service; it counts for nobody")
  void anOperatorsOwnCustomer() {
    SellerId operator = world.anOperator();
    CustomerId customer = world.aCustomerOf(operator, "20.00");
    world.prices(HOSTING, ProductAction.REGISTER, customer, List.of(operator), List.of("12.00"));

    Http.Answer created =
        http.post(
            "/v1/orders",
            Http.allowed(operator),
            hosting("").replace(chain.customer.toString(), customer.toString()));

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(world.balance(operator, customer)).isEqualTo(usd("8.00"));
  }
}
