package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Endpoints.LastBeat;
import io.tierline.pricing.webhook.Endpoints.SecretLife;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** A seller looks at its endpoints and at what was sent to them. */
public class ReadEndpoints {

  private final Endpoints endpoints;
  private final Deliveries deliveries;
  private final DatabaseTime time;

  public ReadEndpoints(Endpoints endpoints, Deliveries deliveries, DatabaseTime time) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.time = time;
  }

  /**
   * @param positions up to where each price list was received; the next delivery begins there
   * @param lastBeat null before the first heartbeat
   */
  public record Shown(
      Endpoint endpoint,
      Map<Audience, FeedPosition> positions,
      List<SecretLife> secrets,
      @Nullable LastBeat lastBeat) {
    public Shown {
      positions = Map.copyOf(positions);
      secrets = List.copyOf(secrets);
    }
  }

  @Transactional(readOnly = true)
  public Optional<Shown> find(SellerId seller, long id) {
    return endpoints.find(seller, id).map(this::shown);
  }

  @Transactional(readOnly = true)
  public List<Shown> page(SellerId seller, OptionalLong before, int limit) {
    return endpoints.page(seller, before, limit).stream().map(this::shown).toList();
  }

  private Shown shown(Endpoint endpoint) {
    return new Shown(
        endpoint,
        endpoints.followed(endpoint),
        endpoints.secrets(endpoint, time.ofTransaction()),
        endpoints.lastBeat(endpoint).orElse(null));
  }

  /**
   * Who did what to an endpoint, newest first; of one that was taken away too. Nothing for one that
   * the seller never had: each begins with its registration.
   */
  @Transactional(readOnly = true)
  public Optional<List<EndpointChange>> trail(
      SellerId seller, long id, OptionalLong before, int limit) {
    List<EndpointChange> trail = endpoints.trail(seller, id, before, limit);
    return before.isEmpty() && trail.isEmpty() ? Optional.empty() : Optional.of(trail);
  }

  /** Nothing for an endpoint that is none of the seller's. */
  @Transactional(readOnly = true)
  public Optional<List<Delivery>> deliveries(
      SellerId seller, long id, OptionalLong before, int limit) {
    return endpoints.find(seller, id).map(_ -> deliveries.page(seller, id, before, limit));
  }

  @Transactional(readOnly = true)
  public Optional<Delivery> delivery(SellerId seller, long id, long delivery) {
    return deliveries.find(seller, id, delivery);
  }
}
