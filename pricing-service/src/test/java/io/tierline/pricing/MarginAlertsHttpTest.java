package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.margin.CostChanges.Step;
import io.tierline.pricing.margin.WatchMargins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class MarginAlertsHttpTest extends WatchedMargins {

  @Autowired private WatchMargins watchMargins;
  @Autowired private CostsOfSellers costsOfSellers;

  @Test
  @DisplayName(
      "PR-12: a registry's new price raises one alert that lists each price now below cost")
  void aRegistrysNewPrice() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    setPrices(
            operator,
            "SUB_RESELLER",
            prices(renewal("com", 0, "11.00"), renewal("net", 0, "99.00")))
        .ok();
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "12.00"))).ok();
    specific(operator, "customers/20001", "10.50");
    quiet();
    assertThat(alerts(partner)).isEmpty();

    costs(operator, "12.00", "\"0\"");
    quiet();

    JsonNode alerts = alerts(operator);
    assertThat(alerts).hasSize(1);
    JsonNode alert = alerts.get(0);
    assertThat(alert.path("causes").get(0).asString()).isEqualTo("REGISTRY_COST");
    assertThat(alert.path("pricesTotal").asInt()).isEqualTo(3);
    JsonNode usual = price(operator, "SUB_RESELLER", "USUAL");
    assertThat(usual.path("perYear").path("amount").asString()).isEqualTo("11.00");
    assertThat(usual.path("marginBefore").path("amount").asString()).isEqualTo("0.74");
    assertThat(usual.path("marginAfter").path("amount").asString()).isEqualTo("-1.00");
    assertThat(price(operator, "CUSTOMER", "USUAL").path("marginAfter").path("amount").asString())
        .isEqualTo("0.00");
    assertThat(price(operator, "CUSTOMER", "SPECIFIC").path("name").asString()).isEqualTo("20001");
    assertThat(readBook(operator, "SUB_RESELLER").ok().path("version").asLong()).isEqualTo(1);

    quiet();
    costs(operator, "5.00", "\"1\"");
    quiet();
    assertThat(alerts(operator)).hasSize(1);
    assertThat(alerts(partner)).isEmpty();
  }

  @Test
  @DisplayName("PR-12: a parent's price is its partners' cost, from the moment it takes effect")
  void aParentsNewPrice() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId other = aPartnerOf(operator);
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "7.50"))).ok();
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    setPrices(other, "CUSTOMER", prices(renewal("com", 0, "20.00"))).ok();
    quiet();
    setPrices(
            operator,
            "SUB_RESELLER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(clock.instant().plus(Duration.ofHours(1)), renewal("com", 0, "15.00")))
        .ifMatch("\"1\"")
        .ok();
    quiet();
    assertThat(alerts(partner)).isEmpty();

    clock.advance(Duration.ofHours(1));
    quiet();
    quiet();

    assertThat(alerts(partner)).hasSize(1);
    assertThat(alerts(partner).get(0).path("causes").get(0).asString()).isEqualTo("PARENT_PRICE");
    assertThat(pricesOf(partner).get(0).path("marginBefore").path("amount").asString())
        .isEqualTo("7.50");
    assertThat(alerts(other)).isEmpty();
  }

  @Test
  @DisplayName("PR-12 PR-5: a price fixed for a partner is its cost")
  void aPriceFixedForAPartner() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "7.50"))).ok();
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    quiet();

    specific(operator, "sub-resellers/" + partner, "16.00");
    quiet();

    assertThat(alerts(partner).get(0).path("causes").get(0).asString()).isEqualTo("SPECIFIC_PRICE");
  }

  @Test
  @DisplayName("PR-12 PR-18: an exchange rate changes the cost of whoever buys through it")
  void anExchangeRate() {
    SellerId operator = anOperator();
    SellerId inEuro = aPartnerOf(operator, "EUR");
    SellerId inDollars = aPartnerOf(operator);
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "10.00"))).ok();
    setPrices(
            inEuro,
            "CUSTOMER",
            "{\"currency\": \"EUR\", \"prices\": [%s]}"
                .formatted(renewal("com", 0, "9.00").replace("USD", "EUR")))
        .ok();
    rate(operator, "0.86", "\"0\"");
    quiet();
    assertThat(alerts(inEuro)).isEmpty();

    rate(operator, "0.95", "\"1\"");
    quiet();

    JsonNode alert = alerts(inEuro).get(0);
    assertThat(alert.path("causes").get(0).asString()).isEqualTo("EXCHANGE_RATE");
    assertThat(pricesOf(inEuro).get(0).path("marginBefore").path("amount").asString())
        .isEqualTo("0.40");
    assertThat(pricesOf(inEuro).get(0).path("marginAfter").path("amount").asString())
        .isEqualTo("-0.50");
    assertThat(alerts(inDollars)).isEmpty();
  }

  @Test
  @DisplayName(
      "PR-12: several instances raise one alert, and one that is killed leaves it to others")
  void oneAlertWhateverHappens() throws Exception {
    SellerId operator = anOperator();
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "12.00"))).ok();
    quiet();
    keep(operator, "CUSTOMER", "20", "com");
    costs(operator, "13.00", "\"0\"");
    clock.advance(Duration.ofSeconds(10));

    assertThat(inBackground(() -> watchMargins.begin(Step.ALERT, operator))).isTrue();
    assertThatThrownBy(
            () ->
                inBackground(
                    () -> {
                      watchMargins.look(Step.ALERT, operator, costsOfSellers.inThePast());
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(alerts(operator)).isEmpty();
    assertThat(drafts(operator, "CUSTOMER")).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    Callable<Boolean> instance =
        () -> {
          follow();
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(4, instance))) {
        assertThat(done.get()).isTrue();
      }
    }
    follow();

    assertThat(alerts(operator)).hasSize(1);
    assertThat(drafts(operator, "CUSTOMER")).hasSize(1);
  }

  @Test
  @DisplayName("PR-12: five hundred changes of cost are one alert, and all its prices can be read")
  void aBulkChangeIsOneAlert() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    List<String> tlds =
        call("GET", "/v1/tlds?limit=200")
            .as(operator, "prices.read")
            .ok()
            .path("items")
            .valueStream()
            .filter(tld -> tld.path("minYears").asInt() == 1)
            .map(tld -> tld.path("tld").asString())
            .toList();
    setPrices(operator, "SUB_RESELLER", all(tlds, "5.00")).ok();
    setPrices(partner, "CUSTOMER", all(tlds, "10.00")).ok();
    quiet();
    for (int version = 1; version <= 10; version++) {
      setPrices(operator, "SUB_RESELLER", all(tlds, (10 + version) + ".00"))
          .ifMatch("\"" + version + "\"")
          .ok();
    }
    quiet();

    assertThat(alerts(partner)).hasSize(1);
    JsonNode alert = alerts(partner).get(0);
    assertThat(alert.path("pricesTotal").asInt()).isEqualTo(tlds.size());
    List<String> listed = new ArrayList<>();
    String path = "/v1/margin-alerts/%s/prices".formatted(alert.path("id").asString());
    String next = "?limit=20";
    while (!next.isEmpty()) {
      JsonNode page = call("GET", path + next).as(partner, "prices.read").ok();
      page.path("items").forEach(price -> listed.add(price.path("product").asString()));
      next = page.path("next").isNull() ? "" : "?limit=20&after=" + page.path("next").asString();
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(tlds);
    assertThat(call("GET", path).as(operator, "prices.read").send().status()).isEqualTo(404);
  }

  @Test
  @DisplayName("PR-12: a seller whose costs cannot be compared stops nobody; it is tried again")
  void aPoisonedSellerStopsNobody() {
    SellerId poisoned = anOperator();
    SellerId other = anOperator();
    for (SellerId seller : List.of(poisoned, other)) {
      setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "12.00"))).ok();
    }
    quiet();
    currency(poisoned, "QQQ");
    costs(poisoned, "13.00", "\"0\"");
    costs(other, "13.00", "\"0\"");
    clock.advance(Duration.ofSeconds(10));
    List<SellerId> failed = follow();

    assertThat(failed).containsExactly(poisoned);
    assertThat(alerts(other)).hasSize(1);
    assertThat(follow()).isEmpty();

    currency(poisoned, "USD");
    clock.advance(Duration.ofMinutes(1));
    assertThat(follow()).isEmpty();
    assertThat(alerts(poisoned)).hasSize(1);
  }

  private void currency(SellerId seller, String currency) {
    inBackground(
        () ->
            jdbc.sql("update seller set currency = ? where seller_id = ?")
                .param(currency)
                .param(seller.value())
                .update());
  }

  @Test
  @DisplayName(
      "PR-10 PR-12: a registry's price is followed down three levels, proposal by proposal")
  void proposalsCascade() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId sub = aPartnerOf(partner);
    setPrices(operator, "SUB_RESELLER", prices(renewal("com", 0, "11.99"))).ok();
    setPrices(partner, "SUB_RESELLER", prices(renewal("com", 0, "13.99"))).ok();
    setPrices(partner, "CUSTOMER", prices(renewal("com", 0, "20.00"))).ok();
    setPrices(sub, "CUSTOMER", prices(renewal("com", 0, "16.99"))).ok();
    quiet();
    for (SellerId seller : List.of(operator, partner)) {
      keep(seller, "SUB_RESELLER", "20", "com");
    }
    keep(sub, "CUSTOMER", "20", "*");

    costs(operator, "15.00", "\"0\"");
    quiet();
    assertThat(drafts(partner, "SUB_RESELLER")).isEmpty();
    assertThat(preview(operator, "SUB_RESELLER")).isEqualTo("11.99 -> 17.99, 2.99");
    assertThat(renewalOf(operator, "SUB_RESELLER")).isEqualTo("11.99");
    publish(operator, "SUB_RESELLER");
    assertThat(renewalOf(operator, "SUB_RESELLER")).isEqualTo("17.99");

    quiet();
    assertThat(pricesOf(partner).get(0).path("marginAfter").path("amount").asString())
        .isEqualTo("-4.00");
    assertThat(alerts(sub)).isEmpty();
    assertThat(preview(partner, "SUB_RESELLER")).isEqualTo("13.99 -> 21.99, 4.00");
    assertThat(drafts(partner, "CUSTOMER")).isEmpty();
    publish(partner, "SUB_RESELLER");

    quiet();
    assertThat(alerts(sub)).hasSize(1);
    assertThat(preview(sub, "CUSTOMER")).isEqualTo("16.99 -> 25.99, 4.00");
    assertThat(renewalOf(sub, "CUSTOMER")).isEqualTo("16.99");
    publish(sub, "CUSTOMER");
    assertThat(renewalOf(sub, "CUSTOMER")).isEqualTo("25.99");
    quiet();
    assertThat(drafts(sub, "CUSTOMER")).isEmpty();
  }

  /** The one change of the one proposal: before, after, margin after. */
  private String preview(SellerId seller, String audience) {
    JsonNode draft = drafts(seller, audience).get(0);
    assertThat(draft.path("origin").asString()).isEqualTo("PROPOSAL");
    JsonNode preview =
        call(
                "GET",
                "/v1/price-books/%s/drafts/%s/preview"
                    .formatted(audience, draft.path("id").asString()))
            .as(seller, "prices.read")
            .ok();
    assertThat(preview.path("changesTotal").asInt()).isEqualTo(1);
    JsonNode change = preview.path("changes").path("items").get(0);
    assertThat(change.path("marginBefore").path("amount").path("amount").asString())
        .startsWith("-");
    return "%s -> %s, %s"
        .formatted(
            change.path("before").path("amount").asString(),
            change.path("after").path("amount").asString(),
            change.path("marginAfter").path("amount").path("amount").asString());
  }

  private static String all(List<String> tlds, String perYear) {
    return prices(tlds.stream().map(tld -> renewal(tld, 0, perYear)).toArray(String[]::new));
  }

  private JsonNode price(SellerId seller, String audience, String kind) {
    List<JsonNode> found =
        pricesOf(seller)
            .valueStream()
            .filter(
                price ->
                    price.path("audience").asString().equals(audience)
                        && price.path("kind").asString().equals(kind))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private void costs(SellerId operator, String perYear, String seen) {
    call("PUT", "/v1/tlds/com/costs")
        .as(operator, "operator")
        .ifMatch(seen)
        .body(
            "{\"costs\": [{\"action\": \"RENEW\", \"perYear\": {\"amount\": \"%s\", \"currency\": \"USD\"}}]}"
                .formatted(perYear))
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

  private void rate(SellerId operator, String rate, String seen) {
    call("PUT", "/v1/exchange-rates/USD/EUR")
        .as(operator, "operator")
        .ifMatch(seen)
        .body(
            "{\"rate\": \"%s\", \"day\": \"%s\", \"source\": \"ECB\"}"
                .formatted(rate, clock.instant().toString().substring(0, 10)))
        .ok();
  }
}
