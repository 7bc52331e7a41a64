package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.signup.AdvanceSignup.Overtaken;

/** A hold is resolved by somebody; of two at once, one does and the other is refused. */
public class ResolveHold {

  private static final int TRIES_MAX = 5;

  private final AdvanceSignup advanceSignup;

  public ResolveHold(AdvanceSignup advanceSignup) {
    this.advanceSignup = advanceSignup;
  }

  public SignupDecision resolve(SellerId id, SignupCommand command, Actor who) {
    for (int tries = 1; ; tries++) {
      try {
        return advanceSignup.advance(id, command, who);
      } catch (Overtaken overtaken) {
        if (tries == TRIES_MAX) {
          throw overtaken;
        }
      }
    }
  }
}
