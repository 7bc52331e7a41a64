package io.tierline.onboarding.signup;

import io.tierline.contracts.partner.PartnerEvent;
import java.util.List;

/** What a command does to a signup. */
public sealed interface SignupDecision {

  /**
   * @param what happened, for the history, e.g. {@code card-cleared}
   * @param why for the history
   * @param events to tell on the bus
   */
  record Accepted(Signup next, String what, String why, List<PartnerEvent> events)
      implements SignupDecision {

    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The state does not allow it, any more or yet; nothing changes. */
  record Refused(Signup present) implements SignupDecision {}
}
