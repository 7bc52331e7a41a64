package io.tierline.onboarding.signup;

/** How the initial credit is paid (domain.md ON-4, ON-8). */
public enum PaymentMethod {
  CARD,
  CHEQUE,
  BANK_TRANSFER
}
