package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.quote.KeepQuoteKeys;
import io.tierline.testsupport.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Quotes with the buyer's terms and the seller's rules: single, batch, whole chain, signed. */
class QuoteTermsHttpTest extends OnRealServers {

  @Autowired private KeepQuoteKeys keepQuoteKeys;

  private SellerId operator = new SellerId(1);
  private SellerId p = new SellerId(1);

  @BeforeEach
  void pricesOfTwoLevels() {
    operator = anOperator();
    p = aPartnerOf(operator);
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "7.50"))).ok();
    setPrices(p, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
  }

  @Test
  @DisplayName("E4 PR-5: a specific price counts for its buyer alone, in single and chain quotes")
  void aSpecificPriceCounts() {
    specific(p, "customers/20001", "12.00");
    specific(operator, "sub-resellers/" + p, "8.00");

    assertThat(total(quote("\"buyerId\": \"20001\"").ok())).isEqualTo("12.00");
    assertThat(total(quote("\"buyerId\": \"20002\"").ok())).isEqualTo("15.00");
    assertThat(quote("\"buyerId\": \"20001\"").ok().path("lines").get(0).path("rule").asString())
        .startsWith("PR-5");
    JsonNode chain = chain("").ok();
    assertThat(total(chain.path("legs").get(0))).isEqualTo("12.00");
    assertThat(total(chain.path("legs").get(1))).isEqualTo("8.00");
  }

  @Test
  @DisplayName("PR-17: taxes are lines of their own, and refused where the country is not known")
  void taxesAreLines() {
    taxes(
        p,
        "[{\"name\": \"GST\", \"country\": \"CA\", \"kinds\": [\"TLD\"], \"ratePercent\": \"5\", \"basis\": \"SIMPLE\"},"
            + "{\"name\": \"QST\", \"country\": \"CA\", \"region\": \"QC\", \"kinds\": [\"TLD\"], \"ratePercent\": \"9.975\", \"basis\": \"SIMPLE\"}]");

    JsonNode quote = quote("\"taxAddress\": {\"country\": \"CA\", \"region\": \"QC\"}").ok();
    assertThat(quote.path("preTax").path("amount").asString()).isEqualTo("15.00");
    assertThat(total(quote)).isEqualTo("17.25");
    assertThat(quote.path("lines")).hasSize(3);
    assertThat(quote.path("lines").get(2).path("description").asString()).isEqualTo("QST");
    assertThat(total(quote("\"taxAddress\": {\"country\": \"SG\"}").ok())).isEqualTo("15.00");

    Answer refused = quote(null).send();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("tax-address-missing");
    assertThat(chain("").send().problem()).isEqualTo("tax-address-missing");
    JsonNode leg =
        chain("\"taxAddress\": {\"country\": \"CA\", \"region\": \"QC\"},")
            .ok()
            .path("legs")
            .get(0);
    assertThat(total(leg)).isEqualTo("17.25");
    assertThat(leg.path("preTax").path("amount").asString()).isEqualTo("15.00");
    assertThat(leg.path("lines").get(1).path("kind").asString()).isEqualTo("TAX");
  }

  @Test
  @DisplayName("PR-17: a partner's taxes are due where it signed up")
  void aPartnersTaxes() {
    taxes(
        operator,
        "[{\"name\": \"GST\", \"country\": \"SG\", \"kinds\": [\"TLD\"], \"ratePercent\": \"9\", \"basis\": \"SIMPLE\"}]");

    assertThat(total(chain("").ok().path("legs").get(1))).isEqualTo("8.18");
    JsonNode quote =
        call("POST", "/v1/quotes")
            .as(operator, "prices.read")
            .body(
                """
                {"audience": "SUB_RESELLER", "buyerId": "%s", "product": "com", "action": "RENEW",
                 "years": 1,
                 "standing": {"totalReceipts": {"amount": "0.00", "currency": "USD"},
                              "webServicesOrders": 0}}
                """
                    .formatted(p))
            .ok();
    assertThat(total(quote)).isEqualTo("8.18");
  }

  @Test
  @DisplayName("PR-20: a quote as of a past moment gives what was quoted then, taxes and all")
  void aPastQuoteIsWhatItWas() {
    specific(p, "customers/20001", "12.00");
    taxes(
        p,
        "[{\"name\": \"GST\", \"country\": \"SG\", \"kinds\": [\"TLD\"], \"ratePercent\": \"9\", \"basis\": \"SIMPLE\"}]");
    String address = "\"buyerId\": \"20001\", \"taxAddress\": {\"country\": \"SG\"}";
    String then = total(quote(address).ok());
    Instant moment = clock.instant();
    clock.advance(Duration.ofHours(1));
    setPrices(p, "CUSTOMER", prices(renewal("com", 0, "99.00"))).ifMatch("\"1\"").ok();
    call("DELETE", "/v1/specific-prices/customers/20001")
        .as(p, "prices.write")
        .ifMatch("\"1\"")
        .ok();
    call("PUT", "/v1/tax-rules")
        .as(p, "prices.write")
        .ifMatch("\"1\"")
        .body("{\"taxes\": []}")
        .ok();

    assertThat(then).isEqualTo("13.08");
    assertThat(total(quote(address).ok())).isEqualTo("99.00");
    assertThat(total(quote(address + ", \"at\": \"" + moment + "\"").ok())).isEqualTo(then);
  }

  @Test
  @DisplayName("up to 1,000 quotes in one request: each answered or refused, in order")
  void aBatchIsAnsweredInOrder() {
    String quotes =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    "{\"audience\": \"CUSTOMER\", \"product\": \"%s\", \"action\": \"RENEW\", \"years\": %d}"
                        .formatted(i % 2 == 0 ? "com" : "net", i % 10 + 1))
            .collect(Collectors.joining(","));

    JsonNode answers =
        call("POST", "/v1/quotes/batch")
            .as(p, "prices.read")
            .body("{\"quotes\": [" + quotes + "]}")
            .ok()
            .path("answers");

    assertThat(answers).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      if (i % 2 == 0) {
        assertThat(total(answers.get(i).path("quote"))).isEqualTo(15 * (i % 10 + 1) + ".00");
      } else {
        assertThat(answers.get(i).path("refusal").path("type").asString())
            .isEqualTo("urn:tierline:problem:price-missing");
      }
    }
    assertThat(
            call("POST", "/v1/quotes/batch")
                .as(p, "prices.read")
                .body("{\"quotes\": [" + quotes + "," + quotes + "]}")
                .send()
                .status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("a signed quote is honoured for the customer's leg while it has not expired")
  void aSignedQuoteIsHonoured() {
    String token = signed();
    setPrices(p, "CUSTOMER", prices(renewal("com", 0, "99.00"))).ifMatch("\"1\"").ok();

    JsonNode chain = chain("\"signedQuote\": \"" + token + "\",").ok();
    assertThat(total(chain.path("legs").get(0))).isEqualTo("15.00");
    assertThat(chain.path("legs").get(0).path("honoured").asBoolean()).isTrue();
    assertThat(chain.path("legs").get(1).path("honoured").asBoolean()).isFalse();
    assertThat(total(chain("").ok().path("legs").get(0))).isEqualTo("99.00");

    clock.advance(Duration.ofMinutes(15));
    Answer late = chain("\"signedQuote\": \"" + token + "\",").send();
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.problem()).isEqualTo("quote-expired");
  }

  @ParameterizedTest
  @CsvSource({
    "\"customerId\": \"20001\", \"customerId\": \"20002\", customerId",
    "\"customerId\": \"20001\", \"customerId\": null, customerId",
    "\"years\": 1, \"years\": 2, years",
    "\"action\": \"RENEW\", \"action\": \"REGISTER\", action",
    "\"product\": \"com\", \"product\": \"net\", product"
  })
  @DisplayName("a signed quote is for exactly one purchase")
  void aSignedQuoteIsForOnePurchase(String what, String other, String field) {
    Answer refused =
        chainBody(purchase("\"signedQuote\": \"" + signed() + "\",").replace(what, other)).send();

    assertThat(refused.problem()).as(refused.body()).isEqualTo("quote-mismatch");
    assertThat(refused.json().path("field").asString()).isEqualTo(field);
  }

  @Test
  @DisplayName("a signed quote of another seller, a changed or an unsigned one is refused")
  void onlyOurOwnQuotesCount() {
    String token = signed();
    int dot = token.indexOf('.');
    int signature = token.lastIndexOf('.') + 1;
    String changed =
        token.substring(0, signature)
            + (token.charAt(signature) == 'A' ? 'B' : 'A')
            + token.substring(signature + 1);
    String unsigned = "eyJhbGciOiJub25lIn0" + token.substring(dot, token.lastIndexOf('.') + 1);
    for (String bad : new String[] {changed, unsigned, "x", "a.b.c"}) {
      assertThat(chain("\"signedQuote\": \"" + bad + "\",").send().problem())
          .isEqualTo("quote-not-ours");
    }
    SellerId other = aPartnerOf(operator);
    Answer foreign =
        chainBody(
                purchase("\"signedQuote\": \"" + token + "\",")
                    .replace(p.toString(), other.toString()))
            .send();
    assertThat(foreign.problem()).isEqualTo("quote-mismatch");
    assertThat(foreign.json().path("field").asString()).isEqualTo("sellerId");
  }

  @Test
  @DisplayName("a new key signs in time; what the one before signed counts until it expires")
  void keysAreReplaced() {
    clock.advance(Duration.ofDays(31));
    String before = signed();
    keepKeys();
    assertThat(total(chain("\"signedQuote\": \"" + before + "\",").ok().path("legs").get(0)))
        .isEqualTo("15.00");
    String after = signed();
    assertThat(after.substring(0, after.indexOf('.')))
        .isNotEqualTo(before.substring(0, before.indexOf('.')));

    clock.advance(Duration.ofHours(2));
    keepKeys();
    assertThat(chain("\"signedQuote\": \"" + before + "\",").send().problem())
        .isEqualTo("quote-not-ours");
    assertThat(chain("\"signedQuote\": \"" + after + "\",").send().problem())
        .isEqualTo("quote-expired");
  }

  @Test
  @DisplayName("a signed quote names its buyer and is of this moment")
  void aSignedQuoteNamesItsBuyer() {
    assertThat(quote("\"signed\": true").send().status()).isEqualTo(400);
    assertThat(
            quote("\"signed\": true, \"buyerId\": \"20001\", \"at\": \"2026-11-01T00:00:00Z\"")
                .send()
                .status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName(
      "PR-19: a premium name is sold by margin rules alone, level by level, if acknowledged")
  void aPremiumName() {
    premium("gold.com", "100.00");
    String name = "\"name\": \"Gold.com\"";
    specific(p, "customers/20001", "12.00");

    assertThat(quote(name).send().problem()).isEqualTo("premium-cost-unknown");
    rule(operator, "SUB_RESELLER", "{\"percentOfCost\": \"10\"}");
    assertThat(quote(name).send().problem()).isEqualTo("premium-not-acknowledged");
    assertThat(quote(name + ", \"premium\": true").send().problem()).isEqualTo("price-missing");
    rule(p, "CUSTOMER", "{\"percentOfCost\": \"20\", \"rounding\": {\"afterPoint\": \"99\"}}");

    assertThat(total(quote(name + ", \"premium\": true, \"buyerId\": \"20001\"").ok()))
        .isEqualTo("131.99");
    assertThat(total(quote("\"name\": \"other.com\", \"premium\": true").ok())).isEqualTo("15.00");
    assertThat(quote("\"name\": \"gold.net\"").send().problem()).isEqualTo("name-mismatch");
    JsonNode chain = chain("\"name\": {\"name\": \"gold.com\", \"premium\": true},").ok();
    assertThat(total(chain.path("legs").get(0))).isEqualTo("131.99");
    assertThat(total(chain.path("legs").get(1))).isEqualTo("110.00");
    assertThat(chain.path("cost").path("amount").asString()).isEqualTo("100.00");
    assertThat(chain("\"name\": {\"name\": \"gold.com\", \"premium\": false},").send().problem())
        .isEqualTo("premium-not-acknowledged");
    assertThat(
            chainBody(
                    purchase("\"name\": {\"name\": \"gold.com\", \"premium\": true},")
                        .replace("RENEW", "REGISTER"))
                .send()
                .problem())
        .isEqualTo("premium-cost-unknown");
  }

  @Test
  @DisplayName(
      "PR-18 PR-19: what a premium name costs is converted at a dated rate, never as it is")
  void aPremiumNameInAnotherCurrency() {
    SellerId inEuro = aPartnerOf(operator, "EUR");
    premium("silver.com", "100.00");
    rule(operator, "SUB_RESELLER", "{\"percentOfCost\": \"10\"}");
    rule(inEuro, "CUSTOMER", "{\"perYear\": {\"amount\": \"5.00\", \"currency\": \"EUR\"}}");
    setPrices(
            inEuro,
            "CUSTOMER",
            "{\"currency\": \"EUR\", \"prices\": [%s]}"
                .formatted(renewal("com", 0, "15.00").replace("USD", "EUR")))
        .ok();
    String question =
        "{\"audience\": \"CUSTOMER\", \"product\": \"com\", \"action\": \"RENEW\", \"years\": 2, \"name\": \"silver.com\", \"premium\": true}";

    Answer refused = call("POST", "/v1/quotes").as(inEuro, "prices.read").body(question).send();
    assertThat(refused.problem()).isEqualTo("rate-missing");
    assertThat(refused.json().path("from").asString()).isEqualTo("USD");
    assertThat(refused.json().path("to").asString()).isEqualTo("EUR");

    call("PUT", "/v1/exchange-rates/USD/EUR")
        .as(operator, "operator")
        .body(
            "{\"rate\": \"0.86145\", \"day\": \"%s\", \"source\": \"ECB\"}"
                .formatted(clock.instant().toString().substring(0, 10)))
        .ok();
    // 110.00 USD are 94.7595 EUR: 94.76, and 5.00, twice
    assertThat(total(call("POST", "/v1/quotes").as(inEuro, "prices.read").body(question).ok()))
        .isEqualTo("199.52");
  }

  @Test
  @DisplayName(
      "PR-19: where margins lead beyond the largest price the seller is told, and no other")
  void aPremiumNameThatIsTooDear() {
    premium("gold.com", "10000000000.00");
    rule(operator, "SUB_RESELLER", "{\"percentOfCost\": \"0\"}");
    rule(p, "CUSTOMER", "{\"percentOfCost\": \"0\"}");
    String name = "\"name\": \"gold.com\", \"premium\": true";
    String inChain = "\"name\": {\"name\": \"gold.com\", \"premium\": true},";

    assertThat(total(quote(name).ok())).isEqualTo("10000000000.00");
    largestMarginInsteadOf("\"1\"", p, "CUSTOMER");
    Answer refused = quote(name).send();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("price-too-large");
    Answer refusedInChain = chain(inChain).send();
    assertThat(refusedInChain.problem()).isEqualTo("price-too-large");
    assertThat(refusedInChain.json().path("sellerId").asString()).isEqualTo(p.toString());
    largestMarginInsteadOf("\"1\"", operator, "SUB_RESELLER");
    assertThat(quote(name).send().problem()).isEqualTo("premium-cost-unknown");
    assertThat(chain(inChain).send().json().path("sellerId").asString())
        .isEqualTo(operator.toString());
  }

  @Test
  @DisplayName("PR-19 PR-1: premium names and their costs are the operator's alone, and versioned")
  void premiumNamesAreTheOperators() {
    premium("gold.com", "100.00");

    assertThat(call("GET", "/v1/premium-names").as(p, "prices.read").send().status())
        .isEqualTo(403);
    assertThat(call("GET", "/v1/premium-names").as(anOperator(), "operator").ok().path("items"))
        .isEmpty();
    JsonNode listed = call("GET", "/v1/premium-names").as(operator, "operator").ok();
    assertThat(listed.path("items").get(0).path("name").asString()).isEqualTo("gold.com");
    assertThat(
            call("DELETE", "/v1/premium-names/gold.com").as(operator, "operator").send().status())
        .isEqualTo(428);
    call("DELETE", "/v1/premium-names/gold.com").as(operator, "operator").ifMatch("\"1\"").ok();
    assertThat(call("GET", "/v1/premium-names").as(operator, "operator").ok().path("items"))
        .isEmpty();
    assertThat(total(quote("\"name\": \"gold.com\"").ok())).isEqualTo("15.00");
  }

  private void keepKeys() {
    inBackground(
        () -> {
          keepQuoteKeys.keep();
          return true;
        });
  }

  private String signed() {
    return quote("\"signed\": true, \"buyerId\": \"20001\"")
        .ok()
        .path("signedQuote")
        .path("token")
        .asString();
  }

  private static String total(JsonNode quote) {
    return quote.path("total").path("amount").asString();
  }

  private void premium(String name, String renewal) {
    call("PUT", "/v1/premium-names/" + name)
        .as(operator, "operator")
        .body(
            "{\"costs\": [{\"action\": \"RENEW\", \"perYear\": {\"amount\": \"%s\", \"currency\": \"USD\"}}]}"
                .formatted(renewal))
        .ok();
  }

  private void rule(SellerId seller, String audience, String rule) {
    call("PUT", "/v1/premium-rule/" + audience).as(seller, "prices.write").body(rule).ok();
  }

  private void largestMarginInsteadOf(String version, SellerId seller, String audience) {
    call("PUT", "/v1/premium-rule/" + audience)
        .as(seller, "prices.write")
        .ifMatch(version)
        .body("{\"percentOfCost\": \"100000\"}")
        .ok();
  }

  private void specific(SellerId seller, String buyer, String perYear) {
    call("PUT", "/v1/specific-prices/" + buyer)
        .as(seller, "prices.write")
        .body(
            "{\"prices\": [{\"product\": \"com\", \"action\": \"RENEW\", \"perYear\": {\"amount\": \"%s\", \"currency\": \"USD\"}}]}"
                .formatted(perYear))
        .ok();
  }

  private void taxes(SellerId seller, String taxes) {
    call("PUT", "/v1/tax-rules").as(seller, "prices.write").body("{\"taxes\": " + taxes + "}").ok();
  }

  private Call quote(@Nullable String members) {
    return call("POST", "/v1/quotes")
        .as(p, "prices.read")
        .body(
            "{\"audience\": \"CUSTOMER\", \"product\": \"com\", \"action\": \"RENEW\", \"years\": 1%s}"
                .formatted(members == null ? "" : ", " + members));
  }

  private Call chain(String members) {
    return chainBody(purchase(members));
  }

  private Call chainBody(String body) {
    return call("POST", "/v1/chain-quotes")
        .authorization(
            "Bearer "
                + TokenIssuer.shared()
                    .tokenOf(null)
                    .clientId("ordering")
                    .scopes("quotes.chain")
                    .mint())
        .body(body);
  }

  private String purchase(String members) {
    return """
        {"sellerId": "%s", "customerId": "20001", "product": "com", "action": "RENEW", "years": 1,
         %s
         "standings": [
           {"partnerId": "%1$s", "totalReceipts": {"amount": "0.00", "currency": "USD"},
            "webServicesOrders": 0}]}
        """
        .formatted(p, members);
  }
}
