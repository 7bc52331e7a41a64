package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.seller.Sellers;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** A seller asks for a further key, to rotate to. */
public class IssueApiKey {

  private final Sellers sellers;
  private final KeyRing keyRing;

  public IssueApiKey(Sellers sellers, KeyRing keyRing) {
    this.sellers = sellers;
    this.keyRing = keyRing;
  }

  /**
   * @return empty when the seller has {@value ApiKeys#LIVE_MAX} live keys already
   */
  @Transactional
  public Optional<KeyRing.Issued> issue(SellerId seller, Actor who) {
    return keyRing.issue(sellers.find(seller).orElseThrow(), who, "asked for");
  }
}
