package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.EndpointChange.Kind;
import io.tierline.pricing.webhook.Endpoints.SecretLife;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives an endpoint a new secret. For a while deliveries are signed with both, so that a shop can
 * take over the new one without missing any. Older ones end when they were told to: who asks again,
 * because an answer was lost, must not end the one that the shop still verifies with.
 */
public class RotateSecret {

  private static final int LIVE_MAX = 3;

  private final Endpoints endpoints;
  private final Secrets secrets;
  private final DatabaseTime time;
  private final Duration overlap;

  public RotateSecret(Endpoints endpoints, Secrets secrets, DatabaseTime time, Duration overlap) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.time = time;
    this.overlap = overlap;
  }

  public sealed interface Result {

    /**
     * @param secret shown this once
     * @param previousUntil until when the one before signs too
     */
    record Rotated(String secret, Instant previousUntil) implements Result {

      /** Without the secret. */
      @Override
      public String toString() {
        return "Rotated[previousUntil=%s]".formatted(previousUntil);
      }
    }

    record Unknown() implements Result {}

    /**
     * @param until when the oldest expires
     */
    record TooMany(int max, Instant until) implements Result {}
  }

  @Transactional
  public Result rotate(SellerId seller, long id, String author) {
    Endpoint endpoint = endpoints.lock(seller, id).orElse(null);
    if (endpoint == null) {
      return new Result.Unknown();
    }
    Instant now = time.ofTransaction();
    List<SecretLife> live = endpoints.secrets(endpoint, now);
    Instant oldestUntil = live.getLast().expiresAt();
    if (live.size() >= LIVE_MAX && oldestUntil != null) {
      return new Result.TooMany(LIVE_MAX, oldestUntil);
    }
    String secret = secrets.create();
    endpoints.addSecret(endpoint, secrets.seal(seller, secret), now, now.plus(overlap));
    endpoints.trace(
        endpoint, EndpointChange.of(Kind.SECRET_ROTATED, endpoint, new Mark(author, now)));
    return new Result.Rotated(secret, now.plus(overlap));
  }
}
