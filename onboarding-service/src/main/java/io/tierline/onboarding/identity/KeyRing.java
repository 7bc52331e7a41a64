package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.ApiKeyEvent.ApiKeyIssued;
import io.tierline.contracts.partner.ApiKeyEvent.ApiKeyRevoked;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.seller.Seller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues and revokes within the running transaction: state, audit and message go together. */
public class KeyRing {

  private static final int ID_LENGTH = 16;

  private final ApiKeys keys;
  private final ApiKeyEvents events;
  private final AuditTrail audit;
  private final Clock clock;

  public KeyRing(ApiKeys keys, ApiKeyEvents events, AuditTrail audit, Clock clock) {
    this.keys = keys;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /** A key with the secret that is shown this once. */
  public record Issued(ApiKey key, Secret secret) {}

  /**
   * @return empty when the seller has {@value ApiKeys#LIVE_MAX} live keys already
   */
  public Optional<Issued> issue(Seller seller, String id, Reason reason) {
    Secret secret = Secret.random();
    return add(seller, id, secret, reason).map(key -> new Issued(key, secret));
  }

  /** A key whose id and secret come from the configuration. */
  public void issueConfigured(Seller seller, String id, Secret secret) {
    add(seller, id, secret, new Reason(Actor.BOOTSTRAP, "configured"));
  }

  /** Who wants it, and why. */
  public record Reason(Actor who, String why) {}

  private Optional<ApiKey> add(Seller seller, String id, Secret secret, Reason reason) {
    Instant now = now();
    ApiKey key = new ApiKey(id, seller.id(), secret.sha256(), now, null);
    if (!keys.add(key)) {
      return Optional.empty();
    }
    note(seller.id(), seller.parentId(), Change.of("issued"), reason.who, reason.why + ": " + id);
    events.publish(new ApiKeyIssued(id, seller.id(), key.secretSha256(), now));
    return Optional.of(key);
  }

  /**
   * @return false when there is no such live key of that seller
   */
  public boolean revoke(Seller seller, String id, Actor who, String why) {
    Instant now = now();
    if (!keys.revoke(seller.id(), id, now)) {
      return false;
    }
    note(seller.id(), seller.parentId(), Change.of("revoked"), who, why + ": " + id);
    events.publish(new ApiKeyRevoked(id, seller.id(), now));
    return true;
  }

  public void revokeAll(Seller seller, Actor who, String why) {
    keys.of(seller.id()).stream()
        .filter(ApiKey::isLive)
        .forEach(key -> revoke(seller, key.id(), who, why));
  }

  private void note(
      SellerId seller, @Nullable SellerId parent, Change change, Actor who, String why) {
    audit.add(new AuditEntry(seller, parent, "api-key", change, who, why, now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Random too, so that nobody can guess who else is there. */
  public static String newId() {
    return "tlk_" + Secret.random().sha256().substring(0, ID_LENGTH);
  }
}
