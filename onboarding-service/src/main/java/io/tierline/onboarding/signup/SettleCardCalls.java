package io.tierline.onboarding.signup;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.card.CardAnswer;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.card.CardOutcomes;
import io.tierline.onboarding.card.VerifiedCards;
import io.tierline.onboarding.signup.Signup.Rejected;
import io.tierline.onboarding.signup.SignupCommand.AmountCaptured;
import io.tierline.onboarding.signup.SignupCommand.CaptureRefused;
import io.tierline.onboarding.signup.SignupCommand.CardAuthorised;
import io.tierline.onboarding.signup.SignupCommand.CardDeclined;
import io.tierline.onboarding.signup.SignupCommand.CardHistory;
import io.tierline.onboarding.signup.SignupCommand.Told;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the card processor's answers mean for a signup (domain.md ON-4). */
public class SettleCardCalls implements CardOutcomes {

  private final AdvanceSignup advanceSignup;
  private final Signups signups;
  private final VerifiedCards verifiedCards;
  private final CardCalls cardCalls;
  private final AuditTrail audit;
  private final CardAlerts alerts;
  private final Clock clock;

  @SuppressWarnings("TooManyParameters")
  public SettleCardCalls(
      AdvanceSignup advanceSignup,
      Signups signups,
      VerifiedCards verifiedCards,
      CardCalls cardCalls,
      AuditTrail audit,
      CardAlerts alerts,
      Clock clock) {
    this.advanceSignup = advanceSignup;
    this.signups = signups;
    this.verifiedCards = verifiedCards;
    this.cardCalls = cardCalls;
    this.audit = audit;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public void settle(CardCall call, CardAnswer answer) {
    switch (call.kind()) {
      case AUTHORISE -> {
        if (signups.lock(call.sellerId()).orElseThrow().signup() instanceof Rejected over) {
          release(over, answer);
        } else {
          advance(call, authorisation(call, answer));
        }
      }
      case CAPTURE -> advance(call, capture(answer));
      case VOID -> {
        // The signup is over already; the call itself was all that was left to do.
        if (answer instanceof CardAnswer.Refused refused) {
          note(call, refused.reason());
        }
      }
    }
  }

  /** It was given up while nobody knew whether the amount was authorised. */
  private void release(Rejected signup, CardAnswer answer) {
    if (answer instanceof CardAnswer.Authorised authorised) {
      Application application = signup.application();
      cardCalls.request(
          new CardCalls.Order(
              application.sellerId(),
              application.parentId(),
              CardCall.Kind.VOID,
              application.payment().requiredCardToken(),
              authorised.card().authorisation(),
              application.terms().paid()),
          now());
    }
  }

  /** The applicant's money is still held, and nobody but a person can change that. */
  private void note(CardCall call, String reason) {
    Signup signup = signups.find(call.sellerId()).orElseThrow().signup();
    audit.add(
        new AuditEntry(
            call.sellerId(),
            signup.application().parentId(),
            "signup",
            new Change("void-refused", signup.status(), signup.status()),
            Actor.CARD_PROCESSOR,
            reason,
            now()));
    alerts.voidRefused(call, reason);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
      case CardAnswer.Refused refused ->
          new CardDeclined(
              refused.reason(), call.attempts() == 1 ? Told.WITH_THE_ANSWER : Told.NOT_YET);
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
