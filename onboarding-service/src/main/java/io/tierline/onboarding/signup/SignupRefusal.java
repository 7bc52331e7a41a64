package io.tierline.onboarding.signup;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Why a signup is not accepted. */
public sealed interface SignupRefusal {

  record ParentNotActive() implements SignupRefusal {}

  record PlanNotOffered(Plan plan) implements SignupRefusal {}

  record WrongCurrency(CurrencyUnit expected, CurrencyUnit given) implements SignupRefusal {}

  record AmountTooSmall(Money smallest, Money given) implements SignupRefusal {}

  record AmountTooLarge(Money largest, Money given) implements SignupRefusal {}

  record TermsNotCurrent(String current, String given) implements SignupRefusal {}

  /** Another partner has it, or it is one that only we give. */
  record StorefrontTaken(String host) implements SignupRefusal {}

  record SignedUpAlready(String email) implements SignupRefusal {}
}
