package io.tierline.onboarding.signup;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.card.CardVerdict;
import io.tierline.onboarding.card.Cards;
import io.tierline.onboarding.signup.Signup.AwaitingCardVerification;
import io.tierline.onboarding.signup.SignupCommand.CardJudged;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the processor what its check against fraud found (domain.md ON-3). */
public class AskForVerdicts {

  private static final Logger LOG = LoggerFactory.getLogger(AskForVerdicts.class);

  private final Signups signups;
  private final Cards cards;
  private final AdvanceSignup advanceSignup;
  private final Duration pause;

  /**
   * @param pause between two questions about the same signup
   */
  public AskForVerdicts(Signups signups, Cards cards, AdvanceSignup advanceSignup, Duration pause) {
    this.signups = signups;
    this.cards = cards;
    this.advanceSignup = advanceSignup;
    this.pause = pause;
  }

  /**
   * @param batchMax signups to ask about at most
   */
  public void ask(int batchMax) {
    List<AwaitingCardVerification> waiting = signups.takeAwaitingVerdict(batchMax, pause);
    for (AwaitingCardVerification signup : waiting) {
      try {
        CardVerdict verdict = cards.verdict(signup.card().authorisation());
        if (!(verdict instanceof CardVerdict.Pending)) {
          advanceSignup.advance(signup.sellerId(), new CardJudged(verdict), Actor.CARD_PROCESSOR);
        }
      } catch (RuntimeException e) {
        LOG.warn("No verdict on the card of seller {}; asked again later", signup.sellerId(), e);
      }
    }
  }
}
