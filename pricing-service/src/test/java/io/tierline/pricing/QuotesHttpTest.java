package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.testsupport.TokenIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QuotesHttpTest extends OnRealServers {

  private SellerId operator = new SellerId(1);
  private SellerId p = new SellerId(1);
  private SellerId s = new SellerId(1);

  @BeforeEach
  void aChainOfSellers() {
    operator = anOperator();
    p = aPartnerOf(operator);
    s = aPartnerOf(p);
  }

  private void pricesOfE9() {
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "7.50"))).ok();
    setPrices(
            p,
            "SUB_RESELLER",
            """
            {"currency": "USD",
             "slabs": [{"number": 1, "receiptsAtLeast": {"amount": "1000.00", "currency": "USD"}}],
             "prices": [%s, %s]}
            """
                .formatted(renewal("com", 0, "10.00"), renewal("com", 1, "9.00")))
        .ok();
    setPrices(s, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
  }

  @Test
  @DisplayName("E9 OR-3: the prices of a renewal at every seller on the way up")
  void aChainIsQuoted() {
    pricesOfE9();

    JsonNode quote = chainQuote("com", "1200.00").ok();

    assertThat(quote.path("kind").asString()).isEqualTo("TLD");
    assertThat(quote.path("legs")).hasSize(3);
    assertLeg(quote.path("legs").get(0), s, "CUSTOMER", "20001", "15.00");
    assertLeg(quote.path("legs").get(1), p, "SUB_RESELLER", s.toString(), "9.00");
    assertLeg(quote.path("legs").get(2), operator, "SUB_RESELLER", p.toString(), "7.50");
    assertThat(quote.path("legs").get(1).path("lines").get(0).path("rule").asString())
        .isEqualTo("PR-7 slab 1");
    assertThat(quote.path("cost").path("amount").asString()).isEqualTo("10.26");
    assertThat(
            chainQuote("com", "999.99")
                .ok()
                .path("legs")
                .get(1)
                .path("total")
                .path("amount")
                .asString())
        .isEqualTo("10.00");
  }

  @Test
  @DisplayName("PR-16: the very next quote has the new price")
  void theNextQuoteHasTheNewPrice() {
    pricesOfE9();
    for (int price = 20; price < 30; price++) {
      String etag = readBook(s, "CUSTOMER").send().etag();
      setPrices(s, "CUSTOMER", prices(renewal("com", 0, price + ".00"))).ifMatch(etag).ok();

      assertThat(
              chainQuote("com", "0.00")
                  .ok()
                  .path("legs")
                  .get(0)
                  .path("total")
                  .path("amount")
                  .asString())
          .isEqualTo(price + ".00");
    }
  }

  @Test
  @DisplayName("PR-1: a leg without a price is refused, its seller named to the internal caller")
  void aLegWithoutAPriceIsRefused() {
    setPrices(s, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();

    Answer refused = chainQuote("com", "0.00").send();

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("price-missing");
    assertThat(refused.json().path("sellerId").asString()).isEqualTo(p.toString());
  }

  @Test
  @DisplayName("PR-12: the operator's own cost counts as soon as it is recorded")
  void theOperatorsOwnCostCounts() {
    pricesOfE9();
    Answer before = call("GET", "/v1/tlds/com/costs").as(operator, "operator").send();
    assertThat(before.etag()).isEqualTo("\"0\"");
    assertThat(before.json().path("costs")).hasSize(4);
    String costs =
        """
        {"reason": "new contract",
         "costs": [{"action": "RENEW", "perYear": {"amount": "7.01", "currency": "USD"}}]}
        """;

    Answer saved =
        call("PUT", "/v1/tlds/com/costs")
            .as(operator, "operator")
            .ifMatch("\"0\"")
            .body(costs)
            .send();

    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(saved.etag()).isEqualTo("\"1\"");
    assertThat(chainQuote("com", "0.00").ok().path("cost").path("amount").asString())
        .isEqualTo("7.01");
    assertThat(
            call("PUT", "/v1/tlds/com/costs").as(operator, "operator").body(costs).send().status())
        .isEqualTo(428);
    assertThat(
            call("PUT", "/v1/tlds/com/costs")
                .as(operator, "operator")
                .ifMatch("\"0\"")
                .body(costs)
                .send()
                .status())
        .isEqualTo(412);
    assertThat(call("GET", "/v1/tlds/com/costs").as(p, "prices.read").send().status())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("E5 PR-20: a seller's own quote explains itself")
  void aQuoteExplainsItself() {
    pricesOfE9();

    JsonNode quote =
        call("POST", "/v1/quotes")
            .as(p, "prices.read")
            .body(
                """
                {"audience": "SUB_RESELLER", "product": "com", "action": "RENEW", "years": 2,
                 "standing": {"totalReceipts": {"amount": "999.99", "currency": "USD"},
                              "webServicesOrders": 0}}
                """)
            .ok();

    assertThat(quote.path("total").path("amount").asString()).isEqualTo("20.00");
    assertThat(quote.path("lines")).hasSize(1);
    assertThat(quote.path("reasons").get(0).path("verdict").asString()).isEqualTo("WON");
    assertThat(quote.path("reasons").get(1).path("rule").asString()).isEqualTo("PR-7 slab 1");
    assertThat(quote.path("reasons").get(1).path("verdict").asString()).isEqualTo("LOST");
  }

  @Test
  @DisplayName("PR-1: a quote without a price is refused, never zero")
  void aMissingPriceIsRefused() {
    Answer refused =
        call("POST", "/v1/quotes")
            .as(p, "prices.read")
            .body(
                "{\"audience\": \"CUSTOMER\", \"product\": \"com\", \"action\": \"RENEW\", \"years\": 1}")
            .send();

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("price-missing");
  }

  @Test
  @DisplayName("chain quotes are for ordering alone")
  void chainQuotesAreInternal() {
    assertThat(
            call("POST", "/v1/chain-quotes")
                .as(operator, "prices.read", "prices.write", "operator")
                .body(purchase("com", "0.00"))
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("PR-7 PR-8 E5: a chain quote of a web service takes the orders it is told of")
  void aWebServiceIsQuoted() {
    String hosting = renewal("linux-hosting", 0, "%s").replace("RENEW", "REGISTER");
    setPrices(operator, "SUB_RESELLER", prices(hosting.formatted("28.00"))).ok();
    setPrices(
            p,
            "SUB_RESELLER",
            """
            {"currency": "USD", "slabs": [{"number": 1, "webServicesOrdersAtLeast": 50}],
             "prices": [%s, %s]}
            """
                .formatted(
                    hosting.formatted("35.00"),
                    hosting.replace("\"slab\": 0", "\"slab\": 1").formatted("32.00")))
        .ok();
    setPrices(s, "CUSTOMER", prices(hosting.formatted("42.00"))).ok();

    JsonNode before = hostingAfter(49).ok();
    JsonNode reached = hostingAfter(50).ok();

    assertThat(before.path("kind").asString()).isEqualTo("WEB_SERVICE");
    assertLeg(before.path("legs").get(1), p, "SUB_RESELLER", s.toString(), "35.00");
    assertLeg(reached.path("legs").get(1), p, "SUB_RESELLER", s.toString(), "32.00");
    assertLeg(reached.path("legs").get(0), s, "CUSTOMER", "20001", "42.00");
    assertThat(reached.path("cost").path("amount").asString()).isEqualTo("28.00");
  }

  @Test
  @DisplayName("PR-1: a web service asked about as if it were a domain is refused in those words")
  void aWebServiceIsNoDomain() {
    String question =
        "{\"audience\": \"CUSTOMER\", \"product\": \"linux-hosting\", \"action\": \"%s\", \"years\": 1%s}";
    Answer transfer =
        call("POST", "/v1/quotes")
            .as(s, "prices.read")
            .body(question.formatted("TRANSFER", ""))
            .send();
    Answer named =
        call("POST", "/v1/quotes")
            .as(s, "prices.read")
            .body(question.formatted("REGISTER", ", \"name\": \"example.linux-hosting\""))
            .send();

    assertThat(transfer.status()).isEqualTo(422);
    assertThat(transfer.problem()).isEqualTo("action-not-sold");
    assertThat(transfer.json().path("detail").asString())
        .isEqualTo("There is no TRANSFER of linux-hosting, whoever sells it.");
    assertThat(named.status()).isEqualTo(422);
    assertThat(named.problem()).isEqualTo("name-mismatch");
    assertThat(named.json().path("detail").asString()).contains("'linux-hosting' is no TLD");
  }

  private Call hostingAfter(int webServicesOrders) {
    return chainQuote(
        purchase("linux-hosting", "0.00")
            .replace("RENEW", "REGISTER")
            .replaceFirst(
                "\"webServicesOrders\": 0", "\"webServicesOrders\": " + webServicesOrders));
  }

  private Call chainQuote(String product, String receipts) {
    return chainQuote(purchase(product, receipts));
  }

  private Call chainQuote(String purchase) {
    return call("POST", "/v1/chain-quotes")
        .authorization(
            "Bearer "
                + TokenIssuer.shared()
                    .tokenOf(null)
                    .clientId("ordering")
                    .scopes("quotes.chain")
                    .mint())
        .body(purchase);
  }

  private String purchase(String product, String receipts) {
    return """
        {"sellerId": "%s", "customerId": "20001", "product": "%s", "action": "RENEW", "years": 1,
         "standings": [
           {"partnerId": "%s", "totalReceipts": {"amount": "%s", "currency": "USD"},
            "webServicesOrders": 0},
           {"partnerId": "%s", "totalReceipts": {"amount": "0.00", "currency": "USD"},
            "webServicesOrders": 0}]}
        """
        .formatted(s, product, s, receipts, p);
  }

  private static void assertLeg(
      JsonNode leg, SellerId seller, String buyerKind, String buyerId, String total) {
    assertThat(leg.path("sellerId").asString()).isEqualTo(seller.toString());
    assertThat(leg.path("buyerKind").asString()).isEqualTo(buyerKind);
    assertThat(leg.path("buyerId").asString()).isEqualTo(buyerId);
    assertThat(leg.path("total").path("amount").asString()).isEqualTo(total);
  }
}
