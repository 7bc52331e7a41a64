package io.tierline.onboarding.signup;

import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.card.CardVerdict;

/** What can be asked of a signup, or has become known about it. */
public sealed interface SignupCommand {

  /**
   * @param verifiedBefore whether this card was verified for this very partner before
   */
  record CardAuthorised(CardOnFile card, CardHistory verifiedBefore) implements SignupCommand {}

  enum CardHistory {
    NEW_TO_THIS_PARTNER,
    VERIFIED_FOR_THIS_PARTNER
  }

  /**
   * @param told whether the applicant hears of it from the answer to its request
   */
  record CardDeclined(String reason, Told told) implements SignupCommand {}

  enum Told {
    WITH_THE_ANSWER,
    NOT_YET
  }

  record CardJudged(CardVerdict verdict) implements SignupCommand {}

  record ReviewCleared(String reason) implements SignupCommand {}

  record ReviewRejected(String reason) implements SignupCommand {}

  record AmountCaptured() implements SignupCommand {}

  record CaptureRefused(String reason) implements SignupCommand {}

  record FundsCleared(String reason) implements SignupCommand {}

  record FundsNotReceived(String reason) implements SignupCommand {}

  /** The parent gives an Advanced partner's storefront another name. */
  record StorefrontRenamed(String storefrontHost, String reason) implements SignupCommand {}

  record CertificateProbed() implements SignupCommand {}
}
