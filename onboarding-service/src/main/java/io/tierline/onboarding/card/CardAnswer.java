package io.tierline.onboarding.card;

/** What the processor says to a call; that it could not be reached is an exception. */
public sealed interface CardAnswer {

  record Authorised(CardOnFile card) implements CardAnswer {}

  /** The amount was captured, or the authorisation voided. */
  record Done() implements CardAnswer {}

  /** For good: calling again would not help. */
  record Refused(String reason) implements CardAnswer {}
}
