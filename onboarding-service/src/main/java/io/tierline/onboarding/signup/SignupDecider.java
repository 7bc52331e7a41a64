package io.tierline.onboarding.signup;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.partner.PartnerEvent.PartnerActivated;
import io.tierline.contracts.partner.PartnerEvent.PartnerRejected;
import io.tierline.contracts.partner.PartnerEvent.PartnerSignedUp;
import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.card.CardVerdict;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.signup.Signup.Active;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingCapture;
import io.tierline.onboarding.signup.Signup.AwaitingCardVerification;
import io.tierline.onboarding.signup.Signup.AwaitingCertificate;
import io.tierline.onboarding.signup.Signup.AwaitingFunds;
import io.tierline.onboarding.signup.Signup.Rejected;
import io.tierline.onboarding.signup.Signup.UnderCardReview;
import io.tierline.onboarding.signup.SignupCommand.AmountCaptured;
import io.tierline.onboarding.signup.SignupCommand.CaptureRefused;
import io.tierline.onboarding.signup.SignupCommand.CardAuthorised;
import io.tierline.onboarding.signup.SignupCommand.CardDeclined;
import io.tierline.onboarding.signup.SignupCommand.CardJudged;
import io.tierline.onboarding.signup.SignupCommand.CertificateProbed;
import io.tierline.onboarding.signup.SignupCommand.FundsCleared;
import io.tierline.onboarding.signup.SignupCommand.FundsNotReceived;
import io.tierline.onboarding.signup.SignupCommand.ReviewCleared;
import io.tierline.onboarding.signup.SignupCommand.ReviewRejected;
import io.tierline.onboarding.signup.SignupCommand.StorefrontRenamed;
import io.tierline.onboarding.signup.SignupDecision.Accepted;
import io.tierline.onboarding.signup.SignupDecision.Refused;
import java.time.Instant;
import java.util.List;

/** Decides purely: the same state, command and moment always give the same decision. */
public record SignupDecider(Promises promises, BusinessCalendar calendar, Profile profile) {

  public SignupDecision decide(Signup signup, SignupCommand command, Instant now) {
    return switch (command) {
      case CardAuthorised c when signup instanceof AwaitingAuthorisation s ->
          switch (c.verifiedBefore()) {
            case NEW_TO_THIS_PARTNER ->
                accepted(s.authorised(c.card()), "card-authorised", "authorised", signedUp(s, now));
            case VERIFIED_FOR_THIS_PARTNER ->
                accepted(
                    s.authorisedOnVerifiedCard(c.card()),
                    "card-authorised",
                    "verified for this partner before",
                    signedUp(s, now));
          };
      case CardDeclined c when signup instanceof AwaitingAuthorisation s ->
          switch (c.told()) {
            // Nobody was told of this signup but the applicant, who is told with the answer.
            case WITH_THE_ANSWER ->
                new Accepted(s.declined(c.reason()), "card-declined", c.reason(), List.of());
            case NOT_YET -> neverBegun(s, c.reason(), "card-declined", now);
          };
      case CardJudged c when signup instanceof AwaitingCardVerification s ->
          judged(s, c.verdict(), now);
      case ReviewCleared c when signup instanceof UnderCardReview s ->
          new Accepted(s.cleared(), "review-cleared", c.reason(), List.of());
      case ReviewRejected c when signup instanceof UnderCardReview s ->
          rejected(s.rejected(c.reason()), "review-rejected", now);
      case ReviewRejected c when signup instanceof AwaitingAuthorisation s ->
          neverBegun(s, c.reason(), "authorisation-given-up", now);
      case AmountCaptured _ when signup instanceof AwaitingCapture s ->
          paid(s.captured(revised(s, now)), "amount-captured", "captured", now);
      case CaptureRefused c when signup instanceof AwaitingCapture s ->
          rejected(s.captureRefused(c.reason()), "capture-refused", now);
      case FundsCleared c when signup instanceof AwaitingFunds s ->
          paid(s.cleared(revised(s, now)), "funds-cleared", c.reason(), now);
      case FundsNotReceived c when signup instanceof AwaitingFunds s ->
          rejected(s.notReceived(c.reason()), "funds-not-received", now);
      case StorefrontRenamed c when signup instanceof AwaitingCertificate s ->
          new Accepted(
              s.renamed(c.storefrontHost()),
              "storefront-renamed",
              "%s: %s".formatted(c.storefrontHost(), c.reason()),
              List.of());
      case CertificateProbed _ when signup instanceof AwaitingCertificate s ->
          paid(s.certificateProbed(), "certificate-probed", "the storefront answers", now);
      case CardAuthorised _,
          CardDeclined _,
          CardJudged _,
          ReviewCleared _,
          ReviewRejected _,
          AmountCaptured _,
          CaptureRefused _,
          FundsCleared _,
          FundsNotReceived _,
          StorefrontRenamed _,
          CertificateProbed _ ->
          new Refused(signup);
    };
  }

  private SignupDecision judged(AwaitingCardVerification s, CardVerdict verdict, Instant now) {
    return switch (verdict) {
      case CardVerdict.Pending _ -> new Refused(s);
      case CardVerdict.Clear _ ->
          new Accepted(s.cleared(), "card-cleared", "the check found nothing", List.of());
      case CardVerdict.Review review ->
          new Accepted(
              s.sentToReview(review.reason()), "card-sent-to-review", review.reason(), List.of());
      case CardVerdict.Reject reject -> rejected(s.rejected(reject.reason()), "card-rejected", now);
    };
  }

  private static Accepted accepted(Signup next, String what, String why, PartnerEvent event) {
    return new Accepted(next, what, why, List.of(event));
  }

  private SignupDecision paid(Signup next, String what, String why, Instant now) {
    return next instanceof Active active
        ? accepted(active, what, why, activated(active, now))
        : new Accepted(next, what, why, List.of());
  }

  private static SignupDecision rejected(Rejected next, String what, Instant now) {
    return accepted(next, what, next.reason(), rejection(next, now));
  }

  /** Who is to be told that it was rejected has to be known to the bus first. */
  private SignupDecision neverBegun(
      AwaitingAuthorisation s, String reason, String what, Instant now) {
    Rejected next = s.declined(reason);
    return new Accepted(next, what, reason, List.of(signedUp(s, now), rejection(next, now)));
  }

  private static PartnerRejected rejection(Rejected rejected, Instant now) {
    Application application = rejected.application();
    return new PartnerRejected(
        application.sellerId(),
        application.parentId(),
        rejected.reason(),
        rejected.card() == null ? null : application.terms().paid(),
        now);
  }

  private Promise revised(Signup signup, Instant now) {
    return promises.whenPaid(signup.application().terms().plan(), calendar, now);
  }

  /** What the bus is told when a signup has begun: the card is authorised, or funds are awaited. */
  public PartnerSignedUp signedUp(Signup signup, Instant now) {
    Application application = signup.application();
    return new PartnerSignedUp(
        application.sellerId(),
        application.parentId(),
        application.terms().plan().name(),
        profile.company(),
        profile.contact().email(),
        String.valueOf(profile.country()),
        profile.language(),
        profile.currency().getCode(),
        profile.brand(),
        signup.promise().activeFrom(),
        signup.promise().activeBy(),
        now);
  }

  private PartnerActivated activated(Active active, Instant now) {
    Application application = active.application();
    Terms terms = application.terms();
    return new PartnerActivated(
        application.sellerId(),
        application.parentId(),
        terms.plan().name(),
        profile.currency().getCode(),
        terms.paid(),
        terms.fee(),
        terms.credit(),
        now);
  }
}
