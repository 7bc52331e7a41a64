package io.tierline.onboarding.card;

import io.tierline.contracts.SellerId;
import java.time.Instant;

/** Cards that were verified, each for one partner only (domain.md ON-3). */
public interface VerifiedCards {

  boolean contains(SellerId partner, String fingerprint);

  void add(SellerId partner, String fingerprint, Instant verifiedAt);
}
