package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives an endpoint a new secret. For a while deliveries are signed with both, so that a shop can
 * take over the new one without missing any; a still older one ends at once.
 */
public class RotateSecret {

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

  /**
   * @param secret shown this once
   * @param previousUntil until when the one before signs too
   */
  public record Rotated(String secret, Instant previousUntil) {}

  /** Nothing for an endpoint that is none of the seller's. */
  @Transactional
  public Optional<Rotated> rotate(SellerId seller, long id) {
    return endpoints
        .lock(seller, id)
        .map(
            endpoint -> {
              Instant now = time.ofTransaction();
              String secret = secrets.create();
              endpoints.addSecret(endpoint, secrets.seal(seller, secret), now, now.plus(overlap));
              return new Rotated(secret, now.plus(overlap));
            });
  }
}
