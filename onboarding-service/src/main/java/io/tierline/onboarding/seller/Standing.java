package io.tierline.onboarding.seller;

/** Whether a seller's account can be used (domain.md ON-7). */
public enum Standing {
  PENDING,
  ACTIVE,
  REJECTED
}
