package io.tierline.onboarding.signup;

import static io.tierline.onboarding.signup.SignupFixtures.BRAND;
import static io.tierline.onboarding.signup.SignupFixtures.CARD;
import static io.tierline.onboarding.signup.SignupFixtures.FRIDAY;
import static io.tierline.onboarding.signup.SignupFixtures.OPERATOR;
import static io.tierline.onboarding.signup.SignupFixtures.PARTNER;
import static io.tierline.onboarding.signup.SignupFixtures.TUESDAY;
import static io.tierline.onboarding.signup.SignupFixtures.aBasicPartner;
import static io.tierline.onboarding.signup.SignupFixtures.anAdvancedPartner;
import static io.tierline.onboarding.signup.SignupFixtures.byTransfer;
import static io.tierline.onboarding.signup.SignupFixtures.decider;
import static io.tierline.onboarding.signup.SignupFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.partner.PartnerEvent.PartnerActivated;
import io.tierline.contracts.partner.PartnerEvent.PartnerRejected;
import io.tierline.contracts.partner.PartnerEvent.PartnerSignedUp;
import io.tierline.onboarding.card.CardVerdict;
import io.tierline.onboarding.signup.Signup.Active;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingCapture;
import io.tierline.onboarding.signup.Signup.AwaitingCardVerification;
import io.tierline.onboarding.signup.Signup.AwaitingCertificate;
import io.tierline.onboarding.signup.Signup.Rejected;
import io.tierline.onboarding.signup.Signup.UnderCardReview;
import io.tierline.onboarding.signup.SignupCommand.AmountCaptured;
import io.tierline.onboarding.signup.SignupCommand.CaptureRefused;
import io.tierline.onboarding.signup.SignupCommand.CardAuthorised;
import io.tierline.onboarding.signup.SignupCommand.CardDeclined;
import io.tierline.onboarding.signup.SignupCommand.CardHistory;
import io.tierline.onboarding.signup.SignupCommand.CardJudged;
import io.tierline.onboarding.signup.SignupCommand.CertificateProbed;
import io.tierline.onboarding.signup.SignupCommand.FundsCleared;
import io.tierline.onboarding.signup.SignupCommand.FundsNotReceived;
import io.tierline.onboarding.signup.SignupCommand.ReviewCleared;
import io.tierline.onboarding.signup.SignupCommand.ReviewRejected;
import io.tierline.onboarding.signup.SignupCommand.StorefrontRenamed;
import io.tierline.onboarding.signup.SignupCommand.Told;
import io.tierline.onboarding.signup.SignupDecision.Accepted;
import io.tierline.onboarding.signup.SignupDecision.Refused;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignupDeciderTest {

  private static final CardAuthorised AUTHORISED =
      new CardAuthorised(CARD, CardHistory.NEW_TO_THIS_PARTNER);
  private static final CardJudged CLEAR = new CardJudged(new CardVerdict.Clear());

  @Test
  @DisplayName("ON-4 Once the card is authorised the check begins, and partner.signed-up is told")
  void anAuthorisedCardIsVerified() {
    Accepted decision = accepted(anAdvancedPartner(), AUTHORISED, FRIDAY);

    assertThat(decision.next()).isInstanceOf(AwaitingCardVerification.class);
    assertThat(decision.events())
        .containsExactly(
            new PartnerSignedUp(
                PARTNER,
                OPERATOR,
                "ADVANCED",
                "株式会社さくらドメイン",
                "yamada@sakura.example",
                "JP",
                "ja",
                "JPY",
                BRAND,
                Instant.parse("2026-12-28T15:00:00Z"),
                Instant.parse("2026-12-30T15:00:00Z"),
                FRIDAY));
  }

  @Test
  @DisplayName("E8 Verified by Tuesday, active between Monday and Wednesday after Christmas")
  void theDaysPromisedFollowTheCalendar() {
    Promise promise = anAdvancedPartner().promise();

    assertThat(promise.verifiedBy()).isEqualTo(Instant.parse("2026-12-22T15:00:00Z"));
    assertThat(promise.activeFrom()).isEqualTo(Instant.parse("2026-12-28T15:00:00Z"));
    assertThat(promise.activeBy()).isEqualTo(Instant.parse("2026-12-30T15:00:00Z"));
  }

  @Test
  @DisplayName("ON-3 A card verified for this partner needs no second check")
  void aVerifiedCardNeedsNoSecondCheck() {
    Accepted decision =
        accepted(
            aBasicPartner(),
            new CardAuthorised(CARD, CardHistory.VERIFIED_FOR_THIS_PARTNER),
            FRIDAY);

    assertThat(decision.next()).isInstanceOf(AwaitingCapture.class);
  }

  @Test
  @DisplayName("ON-4 A declined card ends the signup and is told to nobody but the applicant")
  void aDeclinedCardEndsTheSignup() {
    Accepted decision =
        accepted(aBasicPartner(), new CardDeclined("no funds", Told.WITH_THE_ANSWER), FRIDAY);

    assertThat(decision.next())
        .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.card()).isNull());
    assertThat(decision.events()).isEmpty();
  }

  @Test
  @DisplayName("ON-4 An applicant that got no answer is made known, and told that it was rejected")
  void aLateDeclineIsTold() {
    Accepted decision =
        accepted(aBasicPartner(), new CardDeclined("no funds", Told.NOT_YET), TUESDAY);

    assertThat(decision.next()).isInstanceOf(Rejected.class);
    assertThat(decision.events())
        .hasExactlyElementsOfTypes(PartnerSignedUp.class, PartnerRejected.class);
  }

  @Test
  @DisplayName("ON-4 An authorisation that is never answered is given up by the operator")
  void anAuthorisationIsGivenUp() {
    Accepted decision = accepted(aBasicPartner(), new ReviewRejected("no answer"), TUESDAY);

    assertThat(decision.next()).isInstanceOf(Rejected.class);
    assertThat(decision.what()).isEqualTo("authorisation-given-up");
    assertThat(decision.events())
        .hasExactlyElementsOfTypes(PartnerSignedUp.class, PartnerRejected.class);
  }

  @Test
  @DisplayName("ON-4 A cleared card is captured before anything else happens")
  void aClearedCardIsCaptured() {
    Accepted decision = accepted(verifying(anAdvancedPartner()), CLEAR, TUESDAY);

    assertThat(decision.next()).isInstanceOf(AwaitingCapture.class);
    assertThat(decision.events()).isEmpty();
  }

  @Test
  @DisplayName("ON-3 An undecided check changes nothing")
  void aPendingVerdictChangesNothing() {
    assertThat(
            decider()
                .decide(
                    verifying(aBasicPartner()), new CardJudged(new CardVerdict.Pending()), TUESDAY))
        .isInstanceOf(Refused.class);
  }

  @Test
  @DisplayName("ON-3 Review goes to a person, who clears or rejects with a reason")
  void aReviewIsDecidedByAPerson() {
    Signup review =
        accepted(
                verifying(aBasicPartner()),
                new CardJudged(new CardVerdict.Review("address")),
                TUESDAY)
            .next();

    assertThat(review).isInstanceOf(UnderCardReview.class);
    assertThat(decider().decide(review, CLEAR, TUESDAY)).isInstanceOf(Refused.class);
    assertThat(accepted(review, new ReviewCleared("called them"), TUESDAY).next())
        .isInstanceOf(AwaitingCapture.class);
    assertThat(accepted(review, new ReviewRejected("not theirs"), TUESDAY).next())
        .isInstanceOf(Rejected.class);
  }

  @Test
  @DisplayName("ON-2 ON-7 A captured Basic signup is active with all of the amount as credit")
  void aBasicPartnerIsActiveOnceCaptured() {
    Accepted decision = accepted(capturing(aBasicPartner()), new AmountCaptured(), TUESDAY);

    assertThat(decision.next()).isInstanceOf(Active.class);
    assertThat(decision.events())
        .containsExactly(
            new PartnerActivated(
                PARTNER,
                OPERATOR,
                "BASIC",
                "JPY",
                usd("500.00"),
                usd("0.00"),
                usd("500.00"),
                TUESDAY));
  }

  @Test
  @DisplayName(
      "ON-5 Advanced: the SSL set-up starts once the card is verified, and is never skipped")
  void anAdvancedPartnerAwaitsItsCertificate() {
    Signup waiting = accepted(capturing(anAdvancedPartner()), new AmountCaptured(), TUESDAY).next();

    assertThat(waiting).isInstanceOf(AwaitingCertificate.class);
    assertThat(waiting.promise())
        .isEqualTo(
            new Promise(
                TUESDAY,
                Instant.parse("2026-12-28T15:00:00Z"),
                Instant.parse("2026-12-30T15:00:00Z")));
  }

  @Test
  @DisplayName("E7 E8 ON-7 The certificate is the last hold: active with credit 380.00")
  void theCertificateIsTheLastHold() {
    Instant monday = Instant.parse("2026-12-28T15:00:00Z");
    Signup waiting = accepted(capturing(anAdvancedPartner()), new AmountCaptured(), TUESDAY).next();

    Accepted decision = accepted(waiting, new CertificateProbed(), monday);

    assertThat(decision.next()).isInstanceOf(Active.class);
    assertThat(decision.events())
        .singleElement()
        .isInstanceOfSatisfying(
            PartnerActivated.class,
            activated -> {
              assertThat(activated.paid()).isEqualTo(usd("500.00"));
              assertThat(activated.fee()).isEqualTo(usd("120.00"));
              assertThat(activated.credit()).isEqualTo(usd("380.00"));
            });
  }

  @Test
  @DisplayName("ON-4 A rejected signup gives all of x back, fee included")
  void aRejectedSignupGivesEverythingBack() {
    Accepted decision =
        accepted(
            verifying(anAdvancedPartner()),
            new CardJudged(new CardVerdict.Reject("stolen")),
            TUESDAY);

    assertThat(decision.next()).isInstanceOf(Rejected.class);
    assertThat(decision.events())
        .containsExactly(new PartnerRejected(PARTNER, OPERATOR, "stolen", usd("500.00"), TUESDAY));
  }

  @Test
  @DisplayName("ON-4 Without the money there is no account: a refused capture rejects")
  void aRefusedCaptureRejects() {
    assertThat(
            accepted(capturing(aBasicPartner()), new CaptureRefused("withdrawn"), TUESDAY).next())
        .isInstanceOf(Rejected.class);
  }

  @Test
  @DisplayName("ON-8 A cheque or bank transfer awaits its funds instead of a card check")
  void fundsAreAwaitedInsteadOfACardCheck() {
    assertThat(accepted(byTransfer(Plan.BASIC), new FundsCleared("came in"), TUESDAY).next())
        .isInstanceOf(Active.class);
    assertThat(accepted(byTransfer(Plan.ADVANCED), new FundsCleared("came in"), TUESDAY).next())
        .isInstanceOf(AwaitingCertificate.class);
    assertThat(
            accepted(byTransfer(Plan.ADVANCED), new FundsNotReceived("bounced"), TUESDAY).events())
        .containsExactly(new PartnerRejected(PARTNER, OPERATOR, "bounced", null, TUESDAY));
  }

  @Test
  @DisplayName("ON-7 Each state accepts its own commands and refuses every other")
  void everyOtherCommandIsRefused() {
    List<SignupCommand> commands =
        List.of(
            AUTHORISED,
            new CardDeclined("x", Told.WITH_THE_ANSWER),
            CLEAR,
            new ReviewCleared("x"),
            new ReviewRejected("x"),
            new AmountCaptured(),
            new CaptureRefused("x"),
            new FundsCleared("x"),
            new FundsNotReceived("x"),
            new CertificateProbed(),
            new StorefrontRenamed("other.example", "x"));
    Signup review = verifying(aBasicPartner()).sentToReview("x");
    Signup active = capturing(aBasicPartner()).captured(aBasicPartner().promise());
    Signup certificate = capturing(anAdvancedPartner()).captured(anAdvancedPartner().promise());

    assertThat(acceptedBy(aBasicPartner(), commands)).containsExactly(0, 1, 4);
    assertThat(acceptedBy(verifying(aBasicPartner()), commands)).containsExactly(2);
    assertThat(acceptedBy(review, commands)).containsExactly(3, 4);
    assertThat(acceptedBy(capturing(aBasicPartner()), commands)).containsExactly(5, 6);
    assertThat(acceptedBy(byTransfer(Plan.BASIC), commands)).containsExactly(7, 8);
    assertThat(acceptedBy(certificate, commands)).containsExactly(9, 10);
    assertThat(acceptedBy(active, commands)).isEmpty();
    assertThat(acceptedBy(aBasicPartner().declined("x"), commands)).isEmpty();
  }

  @Test
  @DisplayName("ON-6 Every hold has a day by which it should be over; the end has none")
  void everyHoldHasADay() {
    assertThat(verifying(anAdvancedPartner()).holdDueBy())
        .isEqualTo(Instant.parse("2026-12-22T15:00:00Z"));
    assertThat(byTransfer(Plan.BASIC).holdDueBy()).isEqualTo(Instant.parse("2026-12-28T15:00:00Z"));
    assertThat(capturing(anAdvancedPartner()).captured(anAdvancedPartner().promise()).holdDueBy())
        .isEqualTo(Instant.parse("2026-12-30T15:00:00Z"));
    assertThat(capturing(aBasicPartner()).captured(aBasicPartner().promise()).holdDueBy()).isNull();
  }

  private static List<Integer> acceptedBy(Signup signup, List<SignupCommand> commands) {
    return IntStream.range(0, commands.size())
        .filter(i -> decider().decide(signup, commands.get(i), TUESDAY) instanceof Accepted)
        .boxed()
        .toList();
  }

  private static AwaitingCardVerification verifying(AwaitingAuthorisation signup) {
    return signup.authorised(CARD);
  }

  private static AwaitingCapture capturing(AwaitingAuthorisation signup) {
    return verifying(signup).cleared();
  }

  private static Accepted accepted(Signup signup, SignupCommand command, Instant now) {
    return (Accepted) decider().decide(signup, command, now);
  }
}
