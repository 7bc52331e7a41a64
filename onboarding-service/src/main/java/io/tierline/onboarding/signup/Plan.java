package io.tierline.onboarding.signup;

/** What a partner signs up for. */
public enum Plan {
  BASIC,
  /** With a storefront of its own, hence an SSL certificate and a yearly fee. */
  ADVANCED
}
