package io.tierline.onboarding.card;

import io.tierline.contracts.SellerId;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A call to the card processor, stored before it is made (domain.md ON-4).
 *
 * @param idempotencyKey the processor acts once per key, however often it is called with it
 * @param authorisation what is captured or voided; null for an authorisation
 * @param attempts how often it was tried, this time included
 */
public record CardCall(
    long id,
    SellerId sellerId,
    Kind kind,
    String idempotencyKey,
    String token,
    @Nullable String authorisation,
    Money amount,
    int attempts) {

  public enum Kind {
    AUTHORISE,
    CAPTURE,
    VOID
  }

  /** The reference of a call that follows an authorisation. */
  public String requiredAuthorisation() {
    String reference = authorisation;
    if (reference == null) {
      throw new IllegalStateException("The card call %d has no authorisation".formatted(id));
    }
    return reference;
  }
}
