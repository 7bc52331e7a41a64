package io.tierline.onboarding.signup;

import io.tierline.onboarding.calendar.BusinessCalendar;
import java.time.Instant;

/**
 * How many business days each hold takes (domain.md ON-3, ON-5, ON-8).
 *
 * @param verificationDays of the card
 * @param fundsDays of a cheque or bank transfer
 * @param certificateDaysMin of the SSL set-up, at best
 * @param certificateDaysMax of the SSL set-up, at worst
 */
public record Promises(
    int verificationDays, int fundsDays, int certificateDaysMin, int certificateDaysMax) {

  public Promise atSignup(
      Plan plan, PaymentMethod method, BusinessCalendar calendar, Instant signedUp) {
    int days = method == PaymentMethod.CARD ? verificationDays : fundsDays;
    return whenPaid(plan, calendar, calendar.plusBusinessDays(signedUp, days));
  }

  /** From the moment the card was verified or the funds cleared. */
  public Promise whenPaid(Plan plan, BusinessCalendar calendar, Instant paid) {
    return switch (plan) {
      case BASIC -> new Promise(paid, paid, paid);
      case ADVANCED ->
          new Promise(
              paid,
              calendar.plusBusinessDays(paid, certificateDaysMin),
              calendar.plusBusinessDays(paid, certificateDaysMax));
    };
  }
}
