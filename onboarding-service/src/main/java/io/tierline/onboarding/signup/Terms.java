package io.tierline.onboarding.signup;

import org.joda.money.Money;

/**
 * What is paid and what for (domain.md ON-2): paid x, fee y, credit x − y.
 *
 * @param fee the yearly security management fee; zero for Basic
 * @param version of the terms agreed to
 */
public record Terms(Plan plan, Money paid, Money fee, String version) {

  public Terms {
    if (plan == Plan.BASIC && !fee.isZero()) {
      throw new IllegalArgumentException("Basic has no fee");
    }
    if (fee.isNegative() || paid.isLessThan(fee)) {
      throw new IllegalArgumentException("%s paid do not cover the fee %s".formatted(paid, fee));
    }
  }

  public Money credit() {
    return paid.minus(fee);
  }

  public boolean needCertificate() {
    return plan == Plan.ADVANCED;
  }
}
