package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.Target;
import io.tierline.pricing.webhook.EndpointChange.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EndpointChangeTest {

  private static final Mark MARK = new Mark("shop", Instant.parse("2026-11-21T12:00:00Z"));

  @Test
  @DisplayName("the trail says what was sent where, and keeps no token of a URL's query")
  void noTokenIsKept() {
    Endpoint endpoint =
        new Endpoint(
            new SellerId(1002),
            1,
            1,
            new Target(
                URI.create("https://shop.example:8443/prices?token=secret"),
                "the price cache",
                Set.of(Audience.SUB_RESELLER, Audience.CUSTOMER)),
            new Endpoint.State.Active(),
            null,
            MARK,
            MARK);

    assertThat(EndpointChange.of(Kind.EDITED, endpoint, MARK).detail())
        .isEqualTo("https://shop.example:8443/prices (CUSTOMER, SUB_RESELLER)");
  }
}
