package io.tierline.onboarding.signup;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.card.CardAnswer;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardOutcomes;
import io.tierline.onboarding.card.VerifiedCards;
import io.tierline.onboarding.signup.SignupCommand.AmountCaptured;
import io.tierline.onboarding.signup.SignupCommand.CaptureRefused;
import io.tierline.onboarding.signup.SignupCommand.CardAuthorised;
import io.tierline.onboarding.signup.SignupCommand.CardDeclined;
import io.tierline.onboarding.signup.SignupCommand.CardHistory;

/** What the card processor's answers mean for a signup (domain.md ON-4). */
public class SettleCardCalls implements CardOutcomes {

  private final AdvanceSignup advanceSignup;
  private final VerifiedCards verifiedCards;

  public SettleCardCalls(AdvanceSignup advanceSignup, VerifiedCards verifiedCards) {
    this.advanceSignup = advanceSignup;
    this.verifiedCards = verifiedCards;
  }

  @Override
  public void settle(CardCall call, CardAnswer answer) {
    switch (call.kind()) {
      case AUTHORISE -> advance(call, authorisation(call, answer));
      case CAPTURE -> advance(call, capture(answer));
      // The signup is over already; the call itself was all that was left to do.
      case VOID -> {}
    }
  }

  private void advance(CardCall call, SignupCommand command) {
    if (advanceSignup.advance(call.sellerId(), command, Actor.CARD_PROCESSOR)
        instanceof SignupDecision.Refused refused) {
      throw new IllegalStateException(
          "%s cannot follow in state %s".formatted(command, refused.present().status()));
    }
  }

  private SignupCommand authorisation(CardCall call, CardAnswer answer) {
    return switch (answer) {
      case CardAnswer.Authorised authorised ->
          new CardAuthorised(
              authorised.card(),
              verifiedCards.contains(call.sellerId(), authorised.card().fingerprint())
                  ? CardHistory.VERIFIED_FOR_THIS_PARTNER
                  : CardHistory.NEW_TO_THIS_PARTNER);
      case CardAnswer.Refused refused -> new CardDeclined(refused.reason());
      case CardAnswer.Done _ -> throw new IllegalStateException("An authorisation has a card");
    };
  }

  private static SignupCommand capture(CardAnswer answer) {
    return switch (answer) {
      case CardAnswer.Done _ -> new AmountCaptured();
      case CardAnswer.Refused refused -> new CaptureRefused(refused.reason());
      case CardAnswer.Authorised _ -> throw new IllegalStateException("A capture has no card");
    };
  }
}
