package io.tierline.onboarding.signup;

import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.signup.SignupRefusal.AmountTooLarge;
import io.tierline.onboarding.signup.SignupRefusal.AmountTooSmall;
import io.tierline.onboarding.signup.SignupRefusal.ParentNotActive;
import io.tierline.onboarding.signup.SignupRefusal.TermsNotCurrent;
import io.tierline.onboarding.signup.SignupRefusal.WrongCurrency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a signup must fulfil, rule by rule. */
final class SignupPolicy {

  /** What is judged: who wants to sign up under whom, for which offer, paying what. */
  record Proposal(Seller parent, SignupOffer offer, Money paid, String termsVersion) {}

  /** A rule says why not, or nothing. */
  interface Rule extends Function<Proposal, Optional<SignupRefusal>> {}

  /** Far above any real signup, far below what a {@code bigint} of minor units holds. */
  static final long PAID_MAX_MINOR = 1_000_000_000_000L;

  /** domain.md ON-10: only an active seller signs up others. */
  static final Rule parentIsActive =
      proposal ->
          proposal.parent.isActive() ? Optional.empty() : Optional.of(new ParentNotActive());

  /** domain.md ON-1: the terms agreed to are the present ones. */
  static final Rule termsAreCurrent =
      proposal ->
          proposal.offer.termsVersion().equals(proposal.termsVersion)
              ? Optional.empty()
              : Optional.of(
                  new TermsNotCurrent(proposal.offer.termsVersion(), proposal.termsVersion));

  /** domain.md PR-18: what is bought is paid in the parent's selling currency. */
  static final Rule paidInTheParentsCurrency =
      proposal -> {
        CurrencyUnit expected = proposal.parent.profile().currency();
        CurrencyUnit given = proposal.paid.getCurrencyUnit();
        return expected.equals(given)
            ? Optional.empty()
            : Optional.of(new WrongCurrency(expected, given));
      };

  /** domain.md ON-2: the amount covers fee and minimum credit. */
  static final Rule amountCoversFeeAndMinimumCredit =
      proposal -> {
        Money smallest = proposal.offer.smallestPayment();
        return proposal.paid.isLessThan(smallest) || !proposal.paid.isPositive()
            ? Optional.of(new AmountTooSmall(smallest, proposal.paid))
            : Optional.empty();
      };

  static final Rule amountIsSane =
      proposal -> {
        Money largest = Money.ofMinor(proposal.paid.getCurrencyUnit(), PAID_MAX_MINOR);
        return proposal.paid.isGreaterThan(largest)
            ? Optional.of(new AmountTooLarge(largest, proposal.paid))
            : Optional.empty();
      };

  static final List<Rule> ALL =
      List.of(
          parentIsActive,
          termsAreCurrent,
          paidInTheParentsCurrency,
          amountCoversFeeAndMinimumCredit,
          amountIsSane);

  private SignupPolicy() {}

  /** The first rule that says no. */
  static Optional<SignupRefusal> refusal(Proposal proposal) {
    return ALL.stream().flatMap(rule -> rule.apply(proposal).stream()).findFirst();
  }
}
