package io.tierline.onboarding.signup;

import static io.tierline.onboarding.signup.SignupFixtures.advancedOffer;
import static io.tierline.onboarding.signup.SignupFixtures.basicOffer;
import static io.tierline.onboarding.signup.SignupFixtures.operator;
import static io.tierline.onboarding.signup.SignupFixtures.profile;
import static io.tierline.onboarding.signup.SignupFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.signup.SignupPolicy.Proposal;
import io.tierline.onboarding.signup.SignupRefusal.AmountTooLarge;
import io.tierline.onboarding.signup.SignupRefusal.AmountTooSmall;
import io.tierline.onboarding.signup.SignupRefusal.ParentNotActive;
import io.tierline.onboarding.signup.SignupRefusal.TermsNotCurrent;
import io.tierline.onboarding.signup.SignupRefusal.WrongCurrency;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignupPolicyTest {

  @Test
  @DisplayName("ON-2 E7 Advanced: paid 500.00, fee 120.00, credit 380.00")
  void creditIsWhatIsPaidLessTheFee() {
    Terms terms = new Terms(Plan.ADVANCED, usd("500.00"), usd("120.00"), "2026-11");

    assertThat(terms.credit()).isEqualTo(usd("380.00"));
  }

  @Test
  @DisplayName("ON-2 Basic: all of the amount becomes credit")
  void allOfABasicPaymentBecomesCredit() {
    Terms terms = new Terms(Plan.BASIC, usd("500.00"), usd("0.00"), "2026-11");

    assertThat(terms.credit()).isEqualTo(usd("500.00"));
    assertThatThrownBy(() -> new Terms(Plan.BASIC, usd("500.00"), usd("1.00"), "2026-11"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("ON-2 The amount covers fee and minimum credit, equality is enough")
  void theAmountCoversFeeAndMinimumCredit() {
    assertThat(refusal(advancedOffer(), usd("420.00"))).isEmpty();
    assertThat(refusal(advancedOffer(), usd("419.99")))
        .contains(new AmountTooSmall(usd("420.00"), usd("419.99")));
    assertThat(refusal(basicOffer(), usd("99.99")))
        .contains(new AmountTooSmall(usd("100.00"), usd("99.99")));
  }

  @Test
  @DisplayName("ON-2 Nothing paid is not enough even where no credit is asked for")
  void somethingIsPaid() {
    SignupOffer free = new SignupOffer(Plan.BASIC, usd("0.00"), usd("0.00"), "2026-11", 1);

    assertThat(refusal(free, usd("0.00"))).containsInstanceOf(AmountTooSmall.class);
    assertThat(refusal(free, usd("-1.00"))).containsInstanceOf(AmountTooSmall.class);
  }

  @Test
  @DisplayName("PR-18 What is bought is paid in the parent's selling currency")
  void paidInTheParentsCurrency() {
    assertThat(refusal(basicOffer(), Money.ofMajor(CurrencyUnit.JPY, 50_000)))
        .contains(new WrongCurrency(CurrencyUnit.USD, CurrencyUnit.JPY));
  }

  @Test
  @DisplayName("ON-10 Only an active seller signs up others")
  void theParentIsActive() {
    Seller applicant = operator().applicant(new SellerId(1002), profile());

    assertThat(
            SignupPolicy.refusal(new Proposal(applicant, basicOffer(), usd("100.00"), "2026-11")))
        .contains(new ParentNotActive());
  }

  @Test
  @DisplayName("ON-1 The terms agreed to are the present ones")
  void theTermsAreCurrent() {
    assertThat(
            SignupPolicy.refusal(new Proposal(operator(), basicOffer(), usd("100.00"), "2025-01")))
        .contains(new TermsNotCurrent("2026-11", "2025-01"));
  }

  @Test
  void anAbsurdAmountIsRefused() {
    assertThat(refusal(basicOffer(), usd("10000000000.01")))
        .containsInstanceOf(AmountTooLarge.class);
  }

  private static Optional<SignupRefusal> refusal(SignupOffer offer, Money paid) {
    return SignupPolicy.refusal(new Proposal(operator(), offer, paid, "2026-11"));
  }
}
