package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.margin.FollowCosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Margins and proposals as sellers see them, looked at when the test says so. */
abstract class WatchedMargins extends OnRealServers {

  @Autowired FollowCosts followCosts;
  @Autowired JdbcClient jdbc;

  /** Until no cost has changed for a while; whatever is due is looked at then. */
  final void quiet() {
    clock.advance(Duration.ofSeconds(10));
    assertThat(follow()).isEmpty();
  }

  final List<SellerId> follow() {
    List<SellerId> failed = Collections.synchronizedList(new ArrayList<>());
    SellerScope.inBackground(
        () -> {
          while (followCosts.follow((seller, _) -> failed.add(seller))) {
            // the next round
          }
        });
    return failed;
  }

  final JsonNode alerts(SellerId seller) {
    return call("GET", "/v1/margin-alerts").as(seller, "prices.read").ok().path("items");
  }

  /** Of the newest alert. */
  final JsonNode pricesOf(SellerId seller) {
    return call(
            "GET",
            "/v1/margin-alerts/%s/prices".formatted(alerts(seller).get(0).path("id").asString()))
        .as(seller, "prices.read")
        .ok()
        .path("items");
  }

  final void keep(SellerId seller, String audience, String percent, String pattern) {
    call("PUT", "/v1/margin-rules/" + audience)
        .as(seller, "prices.write")
        .body(
            """
            {"rules": [{"state": "ON", "search": ["%s"], "actions": ["RENEW"],
                        "margins": [{"percentOfCost": "%s"}], "rounding": {"afterPoint": "99"}}]}
            """
                .formatted(pattern, percent))
        .ok();
  }

  final JsonNode drafts(SellerId seller, String audience) {
    return call("GET", "/v1/price-books/%s/drafts".formatted(audience))
        .as(seller, "prices.read")
        .ok()
        .path("items");
  }

  final void publish(SellerId seller, String audience) {
    JsonNode draft = drafts(seller, audience).get(0);
    call(
            "POST",
            "/v1/price-books/%s/drafts/%s/publish".formatted(audience, draft.path("id").asString()))
        .as(seller, "prices.write")
        .once()
        .ifMatch("\"%d\"".formatted(draft.path("version").asLong()))
        .body("{}")
        .ok();
  }

  final String renewalOf(SellerId seller, String audience) {
    return readBook(seller, audience)
        .ok()
        .path("prices")
        .get(0)
        .path("perYear")
        .path("amount")
        .asString();
  }
}
