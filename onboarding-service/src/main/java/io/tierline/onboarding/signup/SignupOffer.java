package io.tierline.onboarding.signup;

import org.joda.money.Money;

/**
 * What a seller asks of a partner of that plan; shown before paying (domain.md ON-1, ON-2).
 *
 * @param minimumCredit the initial credit to buy at least
 * @param fee the yearly security management fee; zero for Basic
 * @param termsVersion of the terms to agree to
 * @param version of the offer itself; grows with every change
 */
public record SignupOffer(
    Plan plan, Money minimumCredit, Money fee, String termsVersion, long version) {

  public SignupOffer {
    if (!minimumCredit.isSameCurrency(fee)) {
      throw new IllegalArgumentException("Credit and fee are in one currency");
    }
    if (minimumCredit.isNegative() || fee.isNegative()) {
      throw new IllegalArgumentException("Neither credit nor fee is negative");
    }
    if (plan == Plan.BASIC && !fee.isZero()) {
      throw new IllegalArgumentException("Basic has no fee");
    }
  }

  /** The smallest amount that covers fee and minimum credit. */
  public Money smallestPayment() {
    return minimumCredit.plus(fee);
  }
}
