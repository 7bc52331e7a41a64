package io.tierline.onboarding.card;

/**
 * The card processor. Every call is idempotent by its key and is made outside any transaction; it
 * may throw {@link CardsUnreachable}, after which the same call is made again.
 */
public interface Cards {

  CardAnswer authorise(CardCall call);

  CardAnswer capture(CardCall call);

  CardAnswer voidAuthorisation(CardCall call);

  CardVerdict verdict(String authorisation);
}
