package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.ordering.DomainEvent.DomainRegistered;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.tldstatus.TldStatuses;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class TldStatusHttpTest extends OnRealServers {

  @Autowired private Outbox outbox;
  @Autowired private TldStatuses statuses;

  @Test
  @DisplayName("PR-15 a status is set, read, followed by quotes, and its history told")
  void aStatusIsSet() {
    SellerId operator = anOperator();
    setPrices(operator, "CUSTOMER", prices(renewal("xxx", 0, "99.00"))).ok();
    Answer before = call("GET", "/v1/tld-statuses/xxx").as(operator, "prices.read").send();
    assertThat(before.etag()).isEqualTo("\"0.0\"");
    assertThat(before.json().path("status").asString()).isEqualTo("SELL");
    assertThat(before.json().path("termsVersion").asInt()).isEqualTo(1);

    Answer saved =
        call("PUT", "/v1/tld-statuses")
            .as(operator, "prices.write")
            .body(
                """
                {"reason": "no demand",
                 "tlds": [{"tld": "XXX", "status": "DO_NOT_SELL", "agreedTermsVersion": 1},
                          {"tld": "みんな", "status": "NO_NEW_ORDERS", "agreedTermsVersion": 1}]}
                """)
            .send();
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(saved.etag()).isEqualTo("\"1\"");

    Answer quote =
        call("POST", "/v1/quotes")
            .as(operator, "prices.read")
            .body(
                "{\"audience\": \"CUSTOMER\", \"product\": \"xxx\", \"action\": \"RENEW\","
                    + " \"years\": 1}")
            .send();
    assertThat(quote.status()).isEqualTo(422);
    assertThat(quote.problem()).isEqualTo("not-sold");
    JsonNode minna =
        call("GET", "/v1/tld-statuses/%E3%81%BF%E3%82%93%E3%81%AA")
            .as(operator, "prices.read")
            .ok();
    assertThat(minna.path("tld").asString()).isEqualTo("xn--q9jyb4c");
    assertThat(minna.path("unicode").asString()).isEqualTo("みんな");
    assertThat(minna.path("status").asString()).isEqualTo("NO_NEW_ORDERS");

    String again = "{\"status\": \"SELL\", \"agreedTermsVersion\": 1}";
    assertThat(put(operator, "xxx", again).send().status()).isEqualTo(428);
    assertThat(put(operator, "xxx", again).ifMatch("\"0\"").send().status()).isEqualTo(412);
    assertThat(put(operator, "xxx", again).ifMatch("\"1\"").send().status()).isEqualTo(200);
    JsonNode history =
        call("GET", "/v1/tld-statuses/xxx/history").as(operator, "prices.read").ok().path("items");
    assertThat(history.get(0).path("status").asString()).isEqualTo("SELL");
    assertThat(history.get(1).path("reason").asString()).isEqualTo("no demand");
  }

  @Test
  @DisplayName("PR-15 the last TLD cannot be given up, nor one without agreement to its terms")
  void whatIsRefused() {
    SellerId operator = anOperator();
    JsonNode tlds =
        call("GET", "/v1/tld-statuses?limit=200").as(operator, "prices.read").ok().path("items");
    String all =
        String.join(
            ",",
            tlds.valueStream()
                .map(
                    tld ->
                        "{\"tld\": \"%s\", \"status\": \"DO_NOT_SELL\", \"agreedTermsVersion\": 1}"
                            .formatted(tld.path("tld").asString()))
                .toList());

    Answer refused =
        call("PUT", "/v1/tld-statuses")
            .as(operator, "prices.write")
            .body("{\"tlds\": [%s]}".formatted(all))
            .send();

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("refusals").get(0).path("reason").asString())
        .isEqualTo("You can not unsignup for All TLDs.");
    assertThat(put(operator, "com", "{\"status\": \"NO_NEW_ORDERS\"}").send().status())
        .isEqualTo(422);
    assertThat(
            put(operator, "nosuch", "{\"status\": \"SELL\", \"agreedTermsVersion\": 1}")
                .send()
                .status())
        .isEqualTo(422);
  }

  @Test
  @DisplayName("PR-15 orders told of on the bus keep a TLD of the seller and of those above it")
  void ordersKeepATld() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    OrderId order = new OrderId(partner.value() * 7_000);
    inBackground(
        () -> {
          outbox.append(
              new OutgoingMessage(
                  DomainEvent.TOPIC,
                  order.toString(),
                  partner.toString(),
                  new DomainRegistered(
                      order,
                      partner,
                      new CustomerId(1),
                      "example.shop",
                      clock.instant(),
                      clock.instant(),
                      clock.instant())));
          return order;
        });
    await()
        .untilAsserted(
            () -> assertThat(asSeller(partner, () -> statuses.ordersOf("shop"))).isEqualTo(1));

    String body = "{\"status\": \"DO_NOT_SELL\", \"agreedTermsVersion\": 1}";
    assertThat(put(operator, "shop", body).send().status()).isEqualTo(422);
    assertThat(put(partner, "shop", body).send().status()).isEqualTo(422);
    assertThat(put(anOperator(), "shop", body).send().status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "PR-15: new terms of a TLD are published to the operator's tree; statuses stay, and the next"
          + " change agrees to them")
  void newTermsArePublished() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId other = anOperator();
    String stop = "{\"status\": \"NO_NEW_ORDERS\", \"agreedTermsVersion\": 1}";
    put(partner, "xxx", stop).ok();
    Answer first = call("GET", "/v1/tlds/xxx/terms").as(partner, "prices.read").send();
    assertThat(first.etag()).isEqualTo("\"1\"");
    assertThat(first.json().path("url").isNull()).isTrue();

    String unchanged = call("GET", "/v1/tld-statuses/xxx").as(partner, "prices.read").send().etag();
    assertThat(seenBefore(partner, unchanged).status()).isEqualTo(304);

    Answer published = publish(operator, "2027").ifMatch("\"1\"").send();
    assertThat(published.status()).as(published.body()).isEqualTo(200);
    assertThat(published.etag()).isEqualTo("\"2\"");

    JsonNode seen = seenBefore(partner, unchanged).json();
    assertThat(seen.path("status").asString()).isEqualTo("NO_NEW_ORDERS");
    assertThat(seen.path("agreedTermsVersion").asInt()).isEqualTo(1);
    assertThat(seen.path("termsVersion").asInt()).isEqualTo(2);
    assertThat(seen.path("termsUrl").asString()).isEqualTo("https://registry.example/2027");
    Answer refused =
        put(partner, "xxx", "{\"status\": \"SELL\", \"agreedTermsVersion\": 1}")
            .ifMatch("\"1\"")
            .send();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/refusals/0/reason").asString())
        .contains("version 1", "version 2", "GET /v1/tlds/xxx/terms", "agreedTermsVersion 2");
    put(partner, "xxx", "{\"status\": \"SELL\", \"agreedTermsVersion\": 2}").ifMatch("\"1\"").ok();
    assertThat(
            call("GET", "/v1/tld-statuses/xxx")
                .as(partner, "prices.read")
                .ok()
                .path("agreedTermsVersion")
                .asInt())
        .isEqualTo(2);

    put(other, "xxx", stop).ok();
    assertThat(call("GET", "/v1/tlds/xxx/terms").as(other, "prices.read").send().etag())
        .isEqualTo("\"1\"");
  }

  private Answer seenBefore(SellerId seller, String etag) {
    return call("GET", "/v1/tld-statuses/xxx").as(seller, "prices.read").ifNoneMatch(etag).send();
  }

  @Test
  @DisplayName("PR-15: terms are the operator's to publish; who, when and why is kept for it alone")
  void termsAreTheOperators() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    assertThat(publish(operator, "2027").send().status()).isEqualTo(428);
    assertThat(publish(operator, "2027").ifMatch("\"7\"").send().status()).isEqualTo(412);
    publish(operator, "2027").ifMatch("\"1\"").ok();
    assertThat(publish(operator, "2027").ifMatch("\"1\"").send().status()).isEqualTo(412);
    publish(operator, "2028").ifMatch("\"2\"").ok();

    JsonNode history =
        call("GET", "/v1/tlds/xxx/terms/history?limit=1").as(operator, "operator").ok();
    assertThat(history.at("/items/0/version").asInt()).isEqualTo(3);
    assertThat(history.at("/items/0/reason").asString()).isEqualTo("a new policy");
    assertThat(history.at("/items/0/publishedBy").asString()).isNotBlank();
    assertThat(
            call("GET", "/v1/tlds/xxx/terms/history?after=" + history.path("next").asString())
                .as(operator, "operator")
                .ok()
                .at("/items/0/url")
                .asString())
        .isEqualTo("https://registry.example/2027");

    String body = "{\"url\": \"https://registry.example/\"}";
    assertThat(
            call("PUT", "/v1/tlds/xxx/terms")
                .as(partner, "prices.read", "prices.write")
                .ifMatch("\"3\"")
                .body(body)
                .send()
                .status())
        .isEqualTo(403);
    assertThat(
            call("PUT", "/v1/tlds/xxx/terms")
                .as(partner, "operator")
                .ifMatch("\"3\"")
                .body(body)
                .send()
                .status())
        .isEqualTo(403);
    assertThat(call("GET", "/v1/tlds/xxx/terms/history").as(partner, "prices.read").send().status())
        .isEqualTo(403);
    assertThat(call("GET", "/v1/tlds/xxx/terms/history").as(partner, "operator").ok().path("items"))
        .isEmpty();
    assertThat(
            call("PUT", "/v1/tlds/xxx/terms")
                .as(operator, "operator")
                .ifMatch("\"3\"")
                .body("{\"url\": \"javascript:alert(1)\"}")
                .send()
                .status())
        .isEqualTo(422);
  }

  private Call publish(SellerId operator, String year) {
    return call("PUT", "/v1/tlds/xxx/terms")
        .as(operator, "operator")
        .body(
            "{\"url\": \"https://registry.example/%s\", \"reason\": \"a new policy\"}"
                .formatted(year));
  }

  private Call put(SellerId seller, String tld, String body) {
    return call("PUT", "/v1/tld-statuses/" + tld).as(seller, "prices.write").body(body);
  }
}
