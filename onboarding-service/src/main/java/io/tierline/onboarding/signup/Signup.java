package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.card.CardOnFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signup on its way to an active account. Each state is a type; a transition is a method that
 * exists only on the state that allows it (domain.md ON-3 to ON-8). Nothing leads to {@link Active}
 * but the end of every hold, and {@link Active} and {@link Rejected} lead nowhere.
 */
public sealed interface Signup {

  Application application();

  /** The days promised, as they are known in this state. */
  Promise promise();

  default SellerId sellerId() {
    return application().sellerId();
  }

  /** The first state: the amount is to be authorised on the card (domain.md ON-4). */
  record AwaitingAuthorisation(Application application, Promise promise) implements Signup {

    public AwaitingCardVerification authorised(CardOnFile card) {
      return new AwaitingCardVerification(application, promise, card);
    }

    /** A card verified for this partner before needs no second check (domain.md ON-3). */
    public AwaitingCapture authorisedOnVerifiedCard(CardOnFile card) {
      return new AwaitingCapture(application, promise, card);
    }

    public Rejected declined(String reason) {
      return new Rejected(application, promise, null, reason);
    }
  }

  /** The card is being checked against fraud (domain.md ON-3). */
  record AwaitingCardVerification(Application application, Promise promise, CardOnFile card)
      implements Signup {

    public AwaitingCapture cleared() {
      return new AwaitingCapture(application, promise, card);
    }

    public UnderCardReview sentToReview(String reason) {
      return new UnderCardReview(application, promise, card, reason);
    }

    public Rejected rejected(String reason) {
      return new Rejected(application, promise, card, reason);
    }
  }

  /** An operator decides about the card, with a reason (domain.md ON-3). */
  record UnderCardReview(
      Application application, Promise promise, CardOnFile card, String reviewReason)
      implements Signup {

    public AwaitingCapture cleared() {
      return new AwaitingCapture(application, promise, card);
    }

    public Rejected rejected(String reason) {
      return new Rejected(application, promise, card, reason);
    }
  }

  /** The card is verified; the amount is being captured (domain.md ON-4). */
  record AwaitingCapture(Application application, Promise promise, CardOnFile card)
      implements Signup {

    /**
     * @param revised the promise from now on
     */
    public Signup captured(Promise revised) {
      return application.terms().needCertificate()
          ? new AwaitingCertificate(application, revised)
          : new Active(application, revised);
    }

    public Rejected captureRefused(String reason) {
      return new Rejected(application, promise, card, reason);
    }
  }

  /** A cheque or bank transfer is on its way, instead of the card check (domain.md ON-8). */
  record AwaitingFunds(Application application, Promise promise) implements Signup {

    /**
     * @param revised the promise from now on
     */
    public Signup cleared(Promise revised) {
      return application.terms().needCertificate()
          ? new AwaitingCertificate(application, revised)
          : new Active(application, revised);
    }

    public Rejected notReceived(String reason) {
      return new Rejected(application, promise, null, reason);
    }
  }

  /** Paid; the SSL set-up runs (domain.md ON-5). */
  record AwaitingCertificate(Application application, Promise promise) implements Signup {

    /** Another name that the partner does own; its set-up begins anew. */
    public AwaitingCertificate renamed(String storefrontHost) {
      return new AwaitingCertificate(application.withStorefrontHost(storefrontHost), promise);
    }

    public Active certificateProbed() {
      return new Active(application, promise);
    }
  }

  /** No hold is left (domain.md ON-7). */
  record Active(Application application, Promise promise) implements Signup {}

  /**
   * No credit and no account is left (domain.md ON-4).
   *
   * @param card whose authorisation is voided; null when nothing was authorised
   */
  record Rejected(
      Application application, Promise promise, @Nullable CardOnFile card, String reason)
      implements Signup {}

  /** The day by which the present hold should be over; null when there is none (domain.md ON-6). */
  default @Nullable Instant holdDueBy() {
    return switch (this) {
      case AwaitingAuthorisation _,
          AwaitingCardVerification _,
          UnderCardReview _,
          AwaitingCapture _,
          AwaitingFunds _ ->
          promise().verifiedBy();
      case AwaitingCertificate _ -> promise().activeBy();
      case Active _, Rejected _ -> null;
    };
  }

  /** The name of the state as it is stored and shown. */
  default String status() {
    return switch (this) {
      case AwaitingAuthorisation _ -> "AWAITING_CARD_AUTHORISATION";
      case AwaitingCardVerification _ -> "AWAITING_CARD_VERIFICATION";
      case UnderCardReview _ -> "AWAITING_CARD_REVIEW";
      case AwaitingCapture _ -> "AWAITING_CAPTURE";
      case AwaitingFunds _ -> "AWAITING_FUNDS";
      case AwaitingCertificate _ -> "AWAITING_CERTIFICATE";
      case Active _ -> "ACTIVE";
      case Rejected _ -> "REJECTED";
    };
  }
}
