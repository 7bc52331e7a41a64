package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** A seller asks for a further key, to rotate to. */
public class IssueApiKey {

  private final Sellers sellers;
  private final ApiKeys keys;
  private final ApiKeyClaims claims;
  private final KeyRing keyRing;

  public IssueApiKey(Sellers sellers, ApiKeys keys, ApiKeyClaims claims, KeyRing keyRing) {
    this.sellers = sellers;
    this.keys = keys;
    this.claims = claims;
    this.keyRing = keyRing;
  }

  /** How it went. */
  public sealed interface Outcome {

    /**
     * @param secret shown once
     */
    record Issued(ApiKey key, Secret secret) implements Outcome {}

    /** The same request again: it created nothing, and the secret cannot be shown again. */
    record Replayed(ApiKey key) implements Outcome {}

    /** The seller has {@value ApiKeys#LIVE_MAX} live keys already; a replay says so again. */
    record TooMany() implements Outcome {}
  }

  /**
   * Somebody who may decide about that seller replaces its keys, all of them: their secrets were
   * lost, and without one nobody can ask for another.
   */
  @Transactional
  public Outcome replace(SellerId seller, String idempotencyKey, KeyRing.Reason reason) {
    String id = KeyRing.newId();
    Optional<String> first = claims.claim(idempotencyKey, seller, id);
    if (first.isPresent()) {
      return new Outcome.Replayed(keys.find(first.get()).orElseThrow());
    }
    Seller owner = sellers.find(seller).orElseThrow();
    keyRing.revokeAll(owner, reason.who(), reason.why());
    KeyRing.Issued issued = keyRing.issue(owner, id, reason).orElseThrow();
    return new Outcome.Issued(issued.key(), issued.secret());
  }

  @Transactional
  public Outcome issue(SellerId seller, String idempotencyKey, Actor who) {
    String id = KeyRing.newId();
    Optional<String> first = claims.claim(idempotencyKey, seller, id);
    if (first.isPresent()) {
      return keys.find(first.get())
          .<Outcome>map(Outcome.Replayed::new)
          .orElseGet(Outcome.TooMany::new);
    }
    return keyRing
        .issue(sellers.find(seller).orElseThrow(), id, new KeyRing.Reason(who, "asked for"))
        .<Outcome>map(issued -> new Outcome.Issued(issued.key(), issued.secret()))
        .orElseGet(Outcome.TooMany::new);
  }
}
