package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a seller's shop wants to be told.
 *
 * @param id 0 until it is kept
 * @param version counts its changes, from 1
 * @param failingSince since when every attempt has failed; null when the last one did not
 */
public record Endpoint(
    SellerId seller,
    long id,
    long version,
    Target target,
    State state,
    @Nullable Instant failingSince,
    Mark created,
    Mark changed) {

  /** What the seller says of it. */
  public record Target(URI url, String description, Set<Audience> audiences) {
    public Target {
      audiences = Set.copyOf(audiences);
    }
  }

  public sealed interface State {
    record Active() implements State {}

    /** Nothing is sent until the seller enables it again. */
    record Disabled(String reason, Instant at) implements State {}
  }

  public record Mark(String by, Instant at) {}

  /** What failed at another address says nothing of this one. */
  Endpoint with(Target other, Mark mark) {
    return new Endpoint(
        seller,
        id,
        version + 1,
        other,
        state,
        other.url().equals(target.url()) ? failingSince : null,
        created,
        mark);
  }

  /** As if it had never failed. */
  Endpoint enabled(Mark mark) {
    return new Endpoint(seller, id, version + 1, target, new State.Active(), null, created, mark);
  }
}
