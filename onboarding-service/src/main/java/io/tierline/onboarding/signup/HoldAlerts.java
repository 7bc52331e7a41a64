package io.tierline.onboarding.signup;

import io.tierline.onboarding.signup.Signups.Recorded;

/** Tells those who watch that a hold is overdue. */
public interface HoldAlerts {

  void overdue(Recorded signup);
}
