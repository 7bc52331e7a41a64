package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.seller.Sellers;
import org.springframework.transaction.annotation.Transactional;

/** A seller takes a key back; no new token is given for it from then on. */
public class RevokeApiKey {

  private final Sellers sellers;
  private final KeyRing keyRing;

  public RevokeApiKey(Sellers sellers, KeyRing keyRing) {
    this.sellers = sellers;
    this.keyRing = keyRing;
  }

  /**
   * @return false when the seller has no such live key
   */
  @Transactional
  public boolean revoke(SellerId seller, String keyId, Actor who) {
    return keyRing.revoke(sellers.find(seller).orElseThrow(), keyId, who, "asked for");
  }
}
