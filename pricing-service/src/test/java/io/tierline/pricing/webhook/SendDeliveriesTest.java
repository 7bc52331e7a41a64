package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendDeliveriesTest {

  private static final String HISTORY = "0a1b2c3d4e5f";

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final SellerId SELLER = new SellerId(1002);

  private final InMemoryWebhooks webhooks = new InMemoryWebhooks();
  private Instant now = NOW;
  private final SendDeliveries sending =
      new SendDeliveries(
          webhooks,
          () -> now,
          new SendDeliveries.Times(
              new Patience(
                  Duration.ofSeconds(5),
                  Duration.ofMinutes(10),
                  Duration.ofDays(1),
                  Duration.ofDays(3)),
              Duration.ofMinutes(1),
              Duration.ofSeconds(10)),
          new Random(7));

  private void anEndpointWithDeliveries() {
    Mark mark = new Mark("client-1", NOW);
    Endpoint endpoint =
        webhooks.add(
            new Endpoint(
                SELLER,
                0,
                1,
                new Target(
                    URI.create("https://shop.example/"), "a shop", Set.of(Audience.values())),
                new Endpoint.State.Active(),
                null,
                mark,
                mark));
    for (Audience audience : Audience.values()) {
      webhooks.add(
          new Delivery(
              SELLER,
              0,
              endpoint.id(),
              "msg_" + audience,
              new FeedPosition(new BookKey(SELLER, audience), HISTORY, 2, 0, 1),
              "{}",
              NOW,
              new Progress(State.PENDING, 0, NOW, NOW.plus(Duration.ofDays(1)), null)));
    }
  }

  private static Outcome refused(@Nullable Duration retryAfter) {
    return new Outcome.Refused(429, Duration.ZERO, retryAfter);
  }

  @Test
  @DisplayName("a delivery that is refused until later holds back the endpoint's others, too")
  void aRefusedDeliveryHoldsBackTheOthers() {
    anEndpointWithDeliveries();
    sending.finish(sending.claim(1).getFirst(), refused(Duration.ofMinutes(2)));

    now = NOW.plusSeconds(119);
    assertThat(sending.claim(10)).isEmpty();
    assertThat(sending.claimHearts(10)).isEmpty();
    now = NOW.plusSeconds(120);
    assertThat(sending.claim(10)).hasSize(2);
    assertThat(sending.claimHearts(10)).hasSize(1);
  }

  @Test
  @DisplayName("so does a heartbeat, for the longest wait at most; who names no time holds none")
  void aRefusedHeartbeatHoldsBackTheOthers() {
    anEndpointWithDeliveries();
    sending.finish(sending.claimHearts(1).getFirst(), refused(Duration.ofDays(9_000)));
    assertThat(sending.claim(10)).isEmpty();
    now = NOW.plus(Duration.ofMinutes(10));
    assertThat(sending.claim(1)).hasSize(1);

    sending.finish(sending.claimHearts(1).getFirst(), refused(null));
    assertThat(sending.claim(10)).hasSize(1);
  }
}
