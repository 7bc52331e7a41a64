package io.tierline.onboarding.signup.http;

import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.SignupRefusal;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;

/** Refusals of this feature, each with its stable type. */
final class SignupProblems {

  static final ProblemType PARENT_NOT_ACTIVE =
      new ProblemType(
          "parent-not-active", HttpStatus.CONFLICT, "Only an active seller signs up others");
  static final ProblemType PLAN_NOT_OFFERED =
      new ProblemType(
          "plan-not-offered", HttpStatus.UNPROCESSABLE_CONTENT, "The plan is not offered");
  static final ProblemType WRONG_CURRENCY =
      new ProblemType(
          "wrong-currency", HttpStatus.UNPROCESSABLE_CONTENT, "The amount is in another currency");
  static final ProblemType AMOUNT_TOO_SMALL =
      new ProblemType(
          "amount-too-small",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The amount does not cover fee and minimum credit");
  static final ProblemType AMOUNT_TOO_LARGE =
      new ProblemType(
          "amount-too-large", HttpStatus.UNPROCESSABLE_CONTENT, "The amount is too large");
  static final ProblemType TERMS_NOT_CURRENT =
      new ProblemType(
          "terms-not-current",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Other terms are in force than those agreed to");
  static final ProblemType SIGNED_UP_ALREADY =
      new ProblemType(
          "signed-up-already", HttpStatus.CONFLICT, "This contact has signed up already");
  static final ProblemType STOREFRONT_TAKEN =
      new ProblemType(
          "storefront-taken", HttpStatus.CONFLICT, "The storefront's name is somebody else's");
  static final ProblemType CERTIFICATE_ISSUED =
      new ProblemType(
          "certificate-issued", HttpStatus.CONFLICT, "The storefront's certificate is issued");
  static final ProblemType CARD_DECLINED =
      new ProblemType(
          "card-declined", HttpStatus.UNPROCESSABLE_CONTENT, "The card was not authorised");
  static final ProblemType CARD_NUMBER_REFUSED =
      new ProblemType(
          "card-number-refused",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "A card number must never be sent here");
  static final ProblemType NO_SUCH_HOLD =
      new ProblemType(
          "no-such-hold", HttpStatus.CONFLICT, "The signup does not wait for this decision");
  static final ProblemType NO_SUCH_SIGNUP =
      new ProblemType("no-such-signup", HttpStatus.NOT_FOUND, "There is no such signup");

  private SignupProblems() {}

  static ProblemException of(SignupRefusal refusal) {
    return switch (refusal) {
      case SignupRefusal.ParentNotActive _ ->
          new ProblemException(
              PARENT_NOT_ACTIVE,
              "Your own account is not active yet: look at your signup, then try again.");
      case SignupRefusal.PlanNotOffered r ->
          new ProblemException(
              PLAN_NOT_OFFERED,
              "%s is not on offer: see /v1/signup-offers.".formatted(r.plan()),
              Map.of("field", "plan"));
      case SignupRefusal.WrongCurrency r ->
          new ProblemException(
              WRONG_CURRENCY,
              "The amount is paid in %s, not in %s.".formatted(r.expected(), r.given()),
              Map.of(
                  "field", "payment.amount",
                  "rule", "PR-18",
                  "expectedCurrency", r.expected().getCode()));
      case SignupRefusal.AmountTooSmall r ->
          new ProblemException(
              AMOUNT_TOO_SMALL,
              "%s do not cover fee and minimum credit: pay at least %s."
                  .formatted(r.given(), r.smallest()),
              amount(r.smallest()));
      case SignupRefusal.AmountTooLarge r ->
          new ProblemException(
              AMOUNT_TOO_LARGE,
              "%s is more than %s, the most that is taken at once."
                  .formatted(r.given(), r.largest()),
              Map.of("field", "payment.amount"));
      case SignupRefusal.TermsNotCurrent r ->
          new ProblemException(
              TERMS_NOT_CURRENT,
              "Version %s of the terms is in force: show it, and send it as agreed to."
                  .formatted(r.current()),
              Map.of("field", "termsVersion", "currentVersion", r.current()));
      case SignupRefusal.StorefrontTaken r -> storefrontTaken(r.host());
      case SignupRefusal.SignedUpAlready _ ->
          new ProblemException(
              SIGNED_UP_ALREADY,
              "There is a signup with this contact e-mail that is open or active: look at"
                  + " /v1/signups, or use another address.",
              Map.of("field", "contact.email"));
    };
  }

  private static Map<String, Object> amount(Money smallest) {
    return Map.of("field", "payment.amount", "rule", "ON-2", "smallestPayment", smallest);
  }

  static ProblemException storefrontTaken(String host) {
    return new ProblemException(
        STOREFRONT_TAKEN,
        "%s is another partner's, or of the domain whose names we give: take a name of your own domain, or none."
            .formatted(host),
        Map.of("field", "storefrontHost"));
  }

  static ProblemException certificateIssued() {
    return new ProblemException(
        CERTIFICATE_ISSUED,
        "The certificate for the present name is issued already, and its set-up ends by itself:"
            + " look at the signup.");
  }

  static ProblemException declined(String reason) {
    return new ProblemException(
        CARD_DECLINED,
        reason + " Nothing was charged; try again with another card and a new Idempotency-Key.",
        Map.of("field", "payment.cardToken"));
  }

  static ProblemException noSuchHold(Signup present) {
    return new ProblemException(
        NO_SUCH_HOLD,
        "The signup is in state %s: look at it before deciding again.".formatted(present.status()),
        Map.of("status", present.status()));
  }

  static ProblemException noSuchSignup() {
    return new ProblemException(
        NO_SUCH_SIGNUP, "There is no such signup that you may see: list /v1/signups.");
  }
}
