package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Deliveries.Claimed;
import io.tierline.pricing.webhook.Deliveries.Follower;
import io.tierline.pricing.webhook.Deliveries.Heart;
import io.tierline.pricing.webhook.Deliveries.NextBeat;
import io.tierline.pricing.webhook.Delivery.LastAttempt;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of endpoints and deliveries does. */
interface WebhooksBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  Endpoints endpoints();

  Deliveries deliveries();

  /** Runs as the background does, in a transaction of its own. */
  <T> T inTransaction(Supplier<T> work);

  /** Runs on behalf of a seller, in a transaction of its own. */
  <T> T inTransactionOf(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  private Endpoint anEndpoint(Audience... audiences) {
    SellerId seller = freshSeller();
    Mark mark = new Mark("client-1", NOW);
    return inTransactionOf(
        seller,
        () -> {
          Endpoint endpoint =
              endpoints()
                  .add(
                      new Endpoint(
                          seller,
                          0,
                          1,
                          new Target(
                              URI.create("https://shop.example/"), "a shop", Set.of(audiences)),
                          new Endpoint.State.Active(),
                          null,
                          mark,
                          mark));
          endpoints().addSecret(endpoint, "first", NOW, NOW);
          Map<Audience, FeedPosition> from = new HashMap<>();
          for (Audience audience : audiences) {
            from.put(audience, position(endpoint, audience, 1));
          }
          endpoints().follow(endpoint, from);
          return endpoint;
        });
  }

  private static FeedPosition position(Endpoint endpoint, Audience audience, long prices) {
    return new FeedPosition(new BookKey(endpoint.seller(), audience), "0a1b2c3d4e5f", prices, 0, 1);
  }

  private Delivery aDelivery(Endpoint endpoint, long leadsTo) {
    return inTransaction(
        () ->
            deliveries()
                .add(
                    new Delivery(
                        endpoint.seller(),
                        0,
                        endpoint.id(),
                        "msg_" + endpoint.id() + "_" + leadsTo,
                        position(endpoint, Audience.CUSTOMER, leadsTo),
                        "{}",
                        NOW,
                        new Progress(State.PENDING, 0, NOW, NOW.plus(Duration.ofDays(1)), null))));
  }

  private List<Claimed> claimed(Endpoint endpoint, Instant now) {
    return inTransaction(() -> deliveries().claim(now, now.plusSeconds(60), 1_000)).stream()
        .filter(claimed -> claimed.delivery().endpoint() == endpoint.id())
        .toList();
  }

  private boolean finished(Claimed claimed, State state, Instant next) {
    return inTransaction(
        () ->
            deliveries()
                .finish(
                    claimed.delivery(),
                    new Progress(
                        state,
                        claimed.delivery().progress().attempts(),
                        next,
                        claimed.delivery().progress().giveUpAt(),
                        new LastAttempt(NOW, 200, 7, null))));
  }

  private List<Follower> idle(Endpoint endpoint) {
    return inTransaction(() -> deliveries().idle(null, 10_000)).stream()
        .filter(follower -> follower.endpoint() == endpoint.id())
        .toList();
  }

  @Test
  @DisplayName("a follower is idle until it has a delivery under way, and again when it is through")
  default void oneDeliveryIsUnderWay() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER, Audience.SUB_RESELLER);
    assertThat(idle(endpoint)).hasSize(2);
    Follower customers = idle(endpoint).getFirst();
    assertThat(customers.audience()).isEqualTo(Audience.CUSTOMER);
    assertThat(inTransaction(() -> deliveries().lockIdle(customers))).contains(customers);

    aDelivery(endpoint, 2);

    assertThat(idle(endpoint))
        .extracting(Follower::audience)
        .containsExactly(Audience.SUB_RESELLER);
    assertThat(inTransaction(() -> deliveries().lockIdle(customers))).isEmpty();
    assertThat(finished(claimed(endpoint, NOW).getFirst(), State.DELIVERED, NOW)).isTrue();
    assertThat(idle(endpoint))
        .extracting(follower -> follower.acknowledged().prices())
        .containsExactly(2L, 1L);
    assertThat(inTransaction(() -> deliveries().idle(idle(endpoint).getFirst(), 1)))
        .containsExactly(idle(endpoint).getLast());
  }

  @Test
  @DisplayName(
      "a delivery is taken by one, until its lease ends; the late one's outcome counts no more")
  default void aDeliveryIsTakenByOne() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    Claimed late = claimed(endpoint, NOW).getFirst();
    assertThat(late.sealedSecrets()).containsExactly("first");
    assertThat(claimed(endpoint, NOW.plusSeconds(59))).isEmpty();

    Claimed next = claimed(endpoint, NOW.plusSeconds(60)).getFirst();

    assertThat(next.delivery().progress().attempts()).isEqualTo(2);
    assertThat(finished(late, State.DELIVERED, NOW)).isFalse();
    assertThat(idle(endpoint)).isEmpty();
    assertThat(finished(next, State.DELIVERED, NOW)).isTrue();
    assertThat(finished(next, State.DELIVERED, NOW)).isFalse();
  }

  @Test
  @DisplayName("what failed waits for its next attempt; what is dead leaves the position as it was")
  default void failedDeliveriesWait() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    finished(claimed(endpoint, NOW).getFirst(), State.PENDING, NOW.plusSeconds(5));
    assertThat(claimed(endpoint, NOW.plusSeconds(4))).isEmpty();

    Claimed again = claimed(endpoint, NOW.plusSeconds(5)).getFirst();
    finished(again, State.DEAD, NOW.plusSeconds(9));

    assertThat(claimed(endpoint, NOW.plusSeconds(100))).isEmpty();
    assertThat(idle(endpoint))
        .extracting(follower -> follower.acknowledged().prices())
        .containsExactly(1L);
  }

  @Test
  @DisplayName("what is over keeps no body; what nobody finished in time is given up")
  default void whatIsOver() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    Delivery first = aDelivery(endpoint, 2);
    assertThat(first.body()).isEqualTo("{}");
    assertThat(claimed(endpoint, NOW)).hasSize(1);
    givenUp(NOW.plusSeconds(30));
    givenUp(NOW.plus(Duration.ofDays(1)).minusSeconds(1));
    assertThat(log(endpoint, OptionalLong.empty()).getFirst().progress().state())
        .isEqualTo(State.PENDING);

    givenUp(NOW.plus(Duration.ofDays(1)));

    Delivery over = log(endpoint, OptionalLong.empty()).getFirst();
    assertThat(over.progress().state()).isEqualTo(State.DEAD);
    assertThat(over.body()).isNull();
    aDelivery(endpoint, 3);
    finished(claimed(endpoint, NOW).getFirst(), State.DELIVERED, NOW);
    assertThat(log(endpoint, OptionalLong.empty()).getFirst().body()).isNull();
  }

  private void givenUp(Instant now) {
    inTransaction(
        () -> {
          deliveries().giveUp(now);
          return now;
        });
  }

  @Test
  @DisplayName("with another address all starts anew; what becomes of the old one counts no more")
  default void anotherAddress() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    Claimed underWay = claimed(endpoint, NOW).getFirst();
    Heart beating = hearts(endpoint, NOW).getFirst();
    inTransaction(() -> deliveries().fails(endpoint.seller(), endpoint.id(), NOW));
    leftAlone(endpoint, NOW.plusSeconds(120));

    inTransactionOf(
        endpoint.seller(),
        () -> {
          Endpoint locked = endpoints().lock(endpoint.seller(), endpoint.id()).orElseThrow();
          endpoints()
              .replace(
                  locked.with(
                      new Target(
                          URI.create("https://other.example/"),
                          "moved",
                          locked.target().audiences()),
                      new Mark("client-1", NOW)));
          endpoints().startAnew(locked);
          return locked;
        });

    assertThat(finished(underWay, State.DELIVERED, NOW)).isFalse();
    assertThat(inTransaction(() -> deliveries().heartbeat(beating, NOW, "answered 410"))).isFalse();
    assertThat(found(endpoint).failingSince()).isNull();
    assertThat(lastBeat(endpoint)).isEmpty();
    assertThat(hearts(endpoint, NOW)).hasSize(1);
    assertThat(idle(endpoint))
        .extracting(Follower::acknowledged)
        .containsExactly(FeedPosition.nothing(new BookKey(endpoint.seller(), Audience.CUSTOMER)));
  }

  @Test
  @DisplayName("nothing is sent to a disabled endpoint; when it is enabled it goes on")
  default void disabledEndpointsRest() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    inTransaction(
        () -> {
          assertThat(deliveries().fails(endpoint.seller(), endpoint.id(), NOW)).isEqualTo(NOW);
          assertThat(deliveries().fails(endpoint.seller(), endpoint.id(), NOW.plusSeconds(9)))
              .isEqualTo(NOW);
          deliveries()
              .disable(
                  endpoint.seller(),
                  endpoint.id(),
                  new Endpoint.State.Disabled("it only fails", NOW));
          return endpoint;
        });
    assertThat(claimed(endpoint, NOW)).isEmpty();
    assertThat(hearts(endpoint, NOW)).isEmpty();
    assertThat(trail(endpoint))
        .extracting(EndpointChange::kind, EndpointChange::detail)
        .containsExactly(tuple(EndpointChange.Kind.DISABLED, "it only fails"));
    Endpoint disabled = found(endpoint);
    assertThat(disabled.version()).isEqualTo(2);
    assertThat(disabled.state()).isEqualTo(new Endpoint.State.Disabled("it only fails", NOW));

    inTransactionOf(
        endpoint.seller(),
        () -> {
          endpoints().replace(disabled.enabled(new Mark("client-1", NOW)));
          endpoints().revive(disabled, NOW, NOW.plusSeconds(60));
          return disabled;
        });
    assertThat(found(endpoint).failingSince()).isNull();
    assertThat(claimed(endpoint, NOW)).hasSize(1);
  }

  private List<EndpointChange> trail(Endpoint endpoint) {
    return inTransactionOf(
        endpoint.seller(),
        () -> endpoints().trail(endpoint.seller(), endpoint.id(), OptionalLong.empty(), 10));
  }

  private Endpoint found(Endpoint endpoint) {
    return inTransactionOf(
        endpoint.seller(), () -> endpoints().find(endpoint.seller(), endpoint.id()).orElseThrow());
  }

  private Optional<Endpoints.LastBeat> lastBeat(Endpoint endpoint) {
    return inTransactionOf(endpoint.seller(), () -> endpoints().lastBeat(endpoint));
  }

  private List<Heart> hearts(Endpoint endpoint, Instant now) {
    return inTransaction(
            () ->
                deliveries()
                    .claimHearts(
                        now, new NextBeat(now.plusSeconds(10), now.plusSeconds(60)), 1_000))
        .stream()
        .filter(heart -> heart.endpoint() == endpoint.id())
        .toList();
  }

  @Test
  @DisplayName(
      "a heartbeat is taken by one, comes less often while the endpoint fails, and as often as before when it works again")
  default void heartbeats() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    Heart first = hearts(endpoint, NOW).getFirst();
    assertThat(lastBeat(endpoint)).isEmpty();
    inTransaction(
        () -> {
          deliveries().heartbeat(first, NOW, "answered 500");
          return first;
        });
    assertThat(lastBeat(endpoint)).contains(new Endpoints.LastBeat(NOW, "answered 500"));
    assertThat(hearts(endpoint, NOW.plusSeconds(9))).isEmpty();
    inTransaction(() -> deliveries().fails(endpoint.seller(), endpoint.id(), NOW));
    assertThat(hearts(endpoint, NOW.plusSeconds(10))).hasSize(1);
    assertThat(hearts(endpoint, NOW.plusSeconds(69))).isEmpty();
    inTransaction(
        () -> {
          deliveries().works(endpoint.seller(), endpoint.id(), NOW.plusSeconds(79));
          return endpoint;
        });
    assertThat(hearts(endpoint, NOW.plusSeconds(70))).hasSize(1);
    inTransaction(
        () -> {
          deliveries().works(endpoint.seller(), endpoint.id(), NOW.plusSeconds(71));
          return endpoint;
        });
    assertThat(hearts(endpoint, NOW.plusSeconds(79))).isEmpty();
    assertThat(hearts(endpoint, NOW.plusSeconds(80))).hasSize(1);

    inTransaction(() -> deliveries().fails(endpoint.seller(), endpoint.id(), NOW));
    assertThat(hearts(endpoint, NOW.plusSeconds(90))).hasSize(1);
    inTransaction(
        () -> {
          deliveries().works(endpoint.seller(), endpoint.id(), NOW.plusSeconds(101));
          return endpoint;
        });
    assertThat(hearts(endpoint, NOW.plusSeconds(100))).isEmpty();
    assertThat(hearts(endpoint, NOW.plusSeconds(101))).hasSize(1);
  }

  @Test
  @DisplayName("who asks to be left alone gets neither heartbeats nor deliveries until then")
  default void endpointsAreLeftAlone() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    Endpoint another = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    aDelivery(another, 2);
    leftAlone(endpoint, NOW.plusSeconds(120));
    leftAlone(endpoint, NOW.plusSeconds(30));
    inTransaction(
        () -> {
          deliveries().fails(endpoint.seller(), endpoint.id(), NOW);
          deliveries().works(endpoint.seller(), endpoint.id(), NOW.plusSeconds(10));
          return endpoint;
        });

    assertThat(hearts(endpoint, NOW.plusSeconds(119))).isEmpty();
    assertThat(claimed(endpoint, NOW.plusSeconds(119))).isEmpty();
    assertThat(hearts(another, NOW.plusSeconds(200))).hasSize(1);
    assertThat(claimed(another, NOW.plusSeconds(200))).hasSize(1);
    assertThat(hearts(endpoint, NOW.plusSeconds(500))).hasSize(1);
    assertThat(claimed(endpoint, NOW.plusSeconds(500))).hasSize(1);
  }

  private void leftAlone(Endpoint endpoint, Instant until) {
    inTransaction(
        () -> {
          deliveries().leaveAlone(endpoint.seller(), endpoint.id(), until);
          return endpoint;
        });
  }

  @Test
  @DisplayName("a new secret ends none that still signs: each ends when it was told to")
  default void secretsEndWhenTheyWereToldTo() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    rotate(endpoint, "second");
    rotate(endpoint, "third");
    assertThat(inTransactionOf(endpoint.seller(), () -> endpoints().secrets(endpoint, NOW)))
        .extracting(Endpoints.SecretLife::number)
        .containsExactly(3, 2, 1);
    aDelivery(endpoint, 2);
    assertThat(claimed(endpoint, NOW).getFirst().sealedSecrets())
        .containsExactly("third", "second", "first");
    assertThat(claimed(endpoint, NOW.plusSeconds(3_600)).getFirst().sealedSecrets())
        .containsExactly("third");
  }

  private void rotate(Endpoint endpoint, String secret) {
    inTransactionOf(
        endpoint.seller(),
        () -> {
          endpoints().addSecret(endpoint, secret, NOW, NOW.plusSeconds(3_600));
          return endpoint;
        });
  }

  @Test
  @DisplayName("a price list that is no longer followed is no longer told, another keeps its place")
  default void audiencesChange() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER, Audience.SUB_RESELLER);
    aDelivery(endpoint, 2);
    inTransactionOf(
        endpoint.seller(),
        () -> {
          endpoints()
              .follow(
                  endpoint,
                  Map.of(Audience.SUB_RESELLER, position(endpoint, Audience.SUB_RESELLER, 9)));
          return endpoint;
        });
    assertThat(claimed(endpoint, NOW)).isEmpty();
    assertThat(inTransactionOf(endpoint.seller(), () -> endpoints().followed(endpoint)))
        .containsOnly(
            Map.entry(Audience.SUB_RESELLER, position(endpoint, Audience.SUB_RESELLER, 1)));
  }

  @Test
  @DisplayName("the log is read newest first and page by page; what is over and old is forgotten")
  default void theLog() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    for (int leadsTo = 2; leadsTo <= 4; leadsTo++) {
      aDelivery(endpoint, leadsTo);
      finished(claimed(endpoint, NOW).getFirst(), State.DELIVERED, NOW);
    }
    Delivery pending = aDelivery(endpoint, 5);

    List<Delivery> log = log(endpoint, OptionalLong.empty());
    assertThat(log)
        .extracting(delivery -> delivery.leadsTo().prices())
        .containsExactly(5L, 4L, 3L, 2L);
    assertThat(log(endpoint, OptionalLong.of(log.get(1).id()))).hasSize(2);
    assertThat(log.getLast().progress().last()).isEqualTo(new LastAttempt(NOW, 200, 7, null));

    inTransaction(() -> deliveries().forget(NOW, 1_000));
    assertThat(log(endpoint, OptionalLong.empty())).hasSize(4);
    assertThat(inTransaction(() -> deliveries().forget(NOW.plusSeconds(1), 1_000)))
        .isGreaterThanOrEqualTo(3);
    assertThat(log(endpoint, OptionalLong.empty()))
        .extracting(Delivery::id)
        .containsExactly(pending.id());
    assertThat(inTransaction(() -> deliveries().oldestUndelivered(NOW.plusSeconds(30))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  private List<Delivery> log(Endpoint endpoint, OptionalLong before) {
    return inTransactionOf(
        endpoint.seller(), () -> deliveries().page(endpoint.seller(), endpoint.id(), before, 100));
  }

  @Test
  @DisplayName("endpoints are counted, listed and taken away with all that is theirs")
  default void endpointsAreListed() {
    Endpoint endpoint = anEndpoint(Audience.CUSTOMER);
    aDelivery(endpoint, 2);
    SellerId seller = endpoint.seller();
    assertThat(inTransactionOf(seller, () -> endpoints().lockAndCount(seller))).isEqualTo(1);
    assertThat(inTransactionOf(seller, () -> endpoints().page(seller, OptionalLong.empty(), 10)))
        .containsExactly(endpoint);
    assertThat(
            inTransactionOf(
                seller, () -> endpoints().page(seller, OptionalLong.of(endpoint.id()), 10)))
        .isEmpty();
    inTransactionOf(
        seller,
        () -> {
          endpoints().remove(endpoint);
          return endpoint;
        });
    assertThat(inTransactionOf(seller, () -> endpoints().find(seller, endpoint.id()))).isEmpty();
    assertThat(log(endpoint, OptionalLong.empty())).isEmpty();
    assertThat(claimed(endpoint, NOW)).isEmpty();
  }
}
