package io.tierline.onboarding.signup.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.certificate.AdvanceCertificateSetup;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.signup.Application;
import io.tierline.onboarding.signup.PaymentMethod;
import io.tierline.onboarding.signup.Plan;
import io.tierline.onboarding.signup.ShowSignups;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.Signups.Recorded;
import io.tierline.onboarding.signup.Terms;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A signup as its parent and the applicant see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignupDocument(
    SellerId sellerId,
    SellerId parentId,
    @Schema(example = "AWAITING_CARD_VERIFICATION") String status,
    Plan plan,
    @Nullable String company,
    PaymentMethod paymentMethod,
    Money paid,
    Money fee,
    Money credit,
    String storefrontHost,
    Instant submittedAt,
    Instant expectedVerifiedBy,
    Instant expectedActiveFrom,
    Instant expectedActiveBy,
    List<HoldDocument> holds,
    @Nullable CardDocument card,
    @Nullable String rejectedReason,
    @Nullable List<HistoryEntry> history,
    @Nullable ApiKeyOnce apiKey) {

  /**
   * Something that keeps the account from being used.
   *
   * @param kind {@code CARD_AUTHORISATION}, {@code CARD_VERIFICATION}, {@code CARD_REVIEW}, {@code
   *     CARD_CAPTURE}, {@code FUNDS_CLEARING} or {@code CERTIFICATE}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HoldDocument(
      String kind,
      Instant since,
      @Nullable Instant expectedBy,
      @Nullable String detail,
      @Nullable CertificateDocument certificate) {}

  /** How far the SSL set-up has come. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CertificateDocument(
      @Schema(example = "CHALLENGED") String state,
      String hostName,
      int failedAttempts,
      @Nullable String lastFailure,
      Instant nextStepAt) {}

  /** What is kept of a card. */
  public record CardDocument(String brand, String lastFour) {}

  /** One transition, or one alert. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HistoryEntry(
      Instant at,
      String what,
      @Nullable String from,
      @Nullable String to,
      String who,
      String why) {}

  /**
   * @param secret in the first answer only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ApiKeyOnce(String id, @Nullable String secret) {}

  static SignupDocument brief(Recorded recorded) {
    return document(recorded, null, null, null);
  }

  /**
   * @param reader sees its own keys in the history, and of others only their part in it
   */
  static SignupDocument full(ShowSignups.Shown shown, SellerId reader) {
    return document(
        shown.recorded(),
        shown.seller().profile().company(),
        shown.certificate(),
        shown.history().stream().map(entry -> entry(entry, who(entry, shown, reader))).toList());
  }

  SignupDocument with(ApiKeyOnce key) {
    return new SignupDocument(
        sellerId,
        parentId,
        status,
        plan,
        company,
        paymentMethod,
        paid,
        fee,
        credit,
        storefrontHost,
        submittedAt,
        expectedVerifiedBy,
        expectedActiveFrom,
        expectedActiveBy,
        holds,
        card,
        rejectedReason,
        history,
        key);
  }

  private static SignupDocument document(
      Recorded recorded,
      @Nullable String company,
      CertificateSetups.@Nullable Tracked certificate,
      @Nullable List<HistoryEntry> history) {
    Signup signup = recorded.signup();
    Application application = signup.application();
    Terms terms = application.terms();
    return new SignupDocument(
        application.sellerId(),
        application.parentId(),
        signup.status(),
        terms.plan(),
        company,
        application.payment().method(),
        terms.paid(),
        terms.fee(),
        terms.credit(),
        application.storefrontHost(),
        application.submittedAt(),
        signup.promise().verifiedBy(),
        signup.promise().activeFrom(),
        signup.promise().activeBy(),
        holds(recorded, certificate),
        card(signup),
        signup instanceof Signup.Rejected rejected ? rejected.reason() : null,
        history,
        null);
  }

  private static List<HoldDocument> holds(
      Recorded recorded, CertificateSetups.@Nullable Tracked certificate) {
    Signup signup = recorded.signup();
    String detail = signup instanceof Signup.UnderCardReview review ? review.reviewReason() : null;
    String kind =
        switch (signup) {
          case Signup.AwaitingAuthorisation _ -> "CARD_AUTHORISATION";
          case Signup.AwaitingCardVerification _ -> "CARD_VERIFICATION";
          case Signup.UnderCardReview _ -> "CARD_REVIEW";
          case Signup.AwaitingCapture _ -> "CARD_CAPTURE";
          case Signup.AwaitingFunds _ -> "FUNDS_CLEARING";
          case Signup.AwaitingCertificate _ -> "CERTIFICATE";
          case Signup.Active _, Signup.Rejected _ -> "";
        };
    return kind.isEmpty()
        ? List.of()
        : List.of(
            new HoldDocument(
                kind,
                recorded.since(),
                signup.holdDueBy(),
                detail,
                certificate == null ? null : certificate(certificate)));
  }

  private static CertificateDocument certificate(CertificateSetups.Tracked tracked) {
    return new CertificateDocument(
        AdvanceCertificateSetup.state(tracked.setup()),
        tracked.setup().subject().hostName(),
        tracked.attempts(),
        tracked.lastFailure(),
        tracked.nextStepAt());
  }

  private static @Nullable CardDocument card(Signup signup) {
    CardOnFile card =
        switch (signup) {
          case Signup.AwaitingCardVerification s -> s.card();
          case Signup.UnderCardReview s -> s.card();
          case Signup.AwaitingCapture s -> s.card();
          case Signup.Rejected s -> s.card();
          case Signup.AwaitingAuthorisation _,
              Signup.AwaitingFunds _,
              Signup.AwaitingCertificate _,
              Signup.Active _ ->
              null;
        };
    return card == null ? null : new CardDocument(card.brand(), card.lastFour());
  }

  private static String who(AuditEntry entry, ShowSignups.Shown shown, SellerId reader) {
    SellerId actor = entry.who().seller().orElse(reader);
    if (actor.equals(reader)) {
      return entry.who().name();
    }
    Application application = shown.recorded().signup().application();
    if (actor.equals(application.sellerId())) {
      return "the applicant";
    }
    return actor.equals(application.parentId()) ? "the parent" : "the operator";
  }

  private static HistoryEntry entry(AuditEntry entry, String who) {
    return new HistoryEntry(
        entry.at(),
        entry.change().what(),
        entry.change().from(),
        entry.change().to(),
        who,
        entry.why());
  }
}
