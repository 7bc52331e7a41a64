package io.tierline.onboarding.signup;

import io.tierline.onboarding.card.CardCall;

/** Tells those who watch what the card processor will not do. */
public interface CardAlerts {

  /** A rejected applicant's amount stays held on its card (domain.md ON-4). */
  void voidRefused(CardCall call, String reason);
}
