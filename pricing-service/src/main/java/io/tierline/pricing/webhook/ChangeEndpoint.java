package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.Target;
import io.tierline.pricing.webhook.EndpointChange.Kind;
import io.tierline.pricing.webhook.RegisterEndpoint.Positions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.transaction.annotation.Transactional;

/** A seller changes an endpoint of its own, enables it again, or takes it away. */
public class ChangeEndpoint {

  private final Endpoints endpoints;
  private final Positions positions;
  private final Duration giveUpAfter;

  public ChangeEndpoint(Endpoints endpoints, Positions positions, Duration giveUpAfter) {
    this.endpoints = endpoints;
    this.positions = positions;
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * @param expectedVersion the one the seller saw
   */
  public record Request(SellerId seller, long id, long expectedVersion, String author) {}

  public sealed interface Result {
    record Changed(Endpoint endpoint) implements Result {}

    record Unknown(long id) implements Result {}

    record OtherVersion(long current) implements Result {}
  }

  @Transactional
  public Result edit(Request request, Target target) {
    return change(
        request,
        endpoint -> {
          Endpoint edited = endpoint.with(target, mark(request));
          endpoints.replace(edited);
          Map<Audience, FeedPosition> from =
              new HashMap<>(positions.present(request.seller(), target.audiences()));
          from.putAll(endpoints.followed(endpoint));
          from.keySet().retainAll(target.audiences());
          endpoints.follow(edited, from);
          if (!target.url().equals(endpoint.target().url())) {
            endpoints.startAnew(edited);
          }
          endpoints.trace(edited, EndpointChange.of(Kind.EDITED, edited, edited.changed()));
          return edited;
        });
  }

  /** What it missed follows in the next delivery. */
  @Transactional
  public Result enable(Request request) {
    return change(
        request,
        endpoint -> {
          Endpoint enabled = endpoint.enabled(mark(request));
          endpoints.replace(enabled);
          Instant now = positions.time().ofTransaction();
          endpoints.revive(enabled, now, now.plus(giveUpAfter));
          endpoints.trace(enabled, EndpointChange.of(Kind.ENABLED, enabled, enabled.changed()));
          return enabled;
        });
  }

  @Transactional
  public Result remove(Request request) {
    return change(
        request,
        endpoint -> {
          endpoints.trace(endpoint, EndpointChange.of(Kind.REMOVED, endpoint, mark(request)));
          endpoints.remove(endpoint);
          return endpoint;
        });
  }

  private Result change(Request request, Function<Endpoint, Endpoint> change) {
    Optional<Endpoint> endpoint = endpoints.lock(request.seller(), request.id());
    if (endpoint.isEmpty()) {
      return new Result.Unknown(request.id());
    }
    if (endpoint.get().version() != request.expectedVersion()) {
      return new Result.OtherVersion(endpoint.get().version());
    }
    return new Result.Changed(change.apply(endpoint.get()));
  }

  private Mark mark(Request request) {
    return new Mark(request.author(), positions.time().ofTransaction());
  }
}
