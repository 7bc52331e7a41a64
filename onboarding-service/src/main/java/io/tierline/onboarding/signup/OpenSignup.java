package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.calendar.BusinessCalendars;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.card.RunCardCalls;
import io.tierline.onboarding.identity.KeyRing;
import io.tierline.onboarding.seller.PartnerEvents;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingFunds;
import io.tierline.onboarding.signup.SignupRefusal.PlanNotOffered;
import io.tierline.onboarding.signup.SignupRefusal.SignedUpAlready;
import io.tierline.onboarding.signup.SignupRefusal.StorefrontTaken;
import io.tierline.onboarding.signup.SubmitSignup.Details;
import io.tierline.onboarding.signup.SubmitSignup.Outcome;
import io.tierline.onboarding.signup.SubmitSignup.Request;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * The first transaction of a signup: applicant, hold, key, and the card call that is to be made.
 */
public class OpenSignup {

  private final Sellers sellers;
  private final SignupOffers offers;
  private final Signups signups;
  private final SignupClaims claims;
  private final CardCalls cardCalls;
  private final KeyRing keyRing;
  private final BusinessCalendars calendars;
  private final PartnerEvents events;
  private final AuditTrail audit;
  private final SignupSettings settings;
  private final Clock clock;

  @SuppressWarnings("TooManyParameters")
  public OpenSignup(
      Sellers sellers,
      SignupOffers offers,
      Signups signups,
      SignupClaims claims,
      CardCalls cardCalls,
      KeyRing keyRing,
      BusinessCalendars calendars,
      PartnerEvents events,
      AuditTrail audit,
      SignupSettings settings,
      Clock clock) {
    this.sellers = sellers;
    this.offers = offers;
    this.signups = signups;
    this.claims = claims;
    this.cardCalls = cardCalls;
    this.keyRing = keyRing;
    this.calendars = calendars;
    this.events = events;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** A refusal that undoes the transaction, so that the claimed key is free again. */
  static final class RefusedWithRollback extends RuntimeException {

    final transient SignupRefusal refusal;

    RefusedWithRollback(SignupRefusal refusal) {
      super(refusal.toString());
      this.refusal = refusal;
    }
  }

  @Transactional
  public Outcome open(Request request, Details details) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SellerId id = sellers.nextId();
    Optional<SellerId> first = claims.claim(request.idempotencyKey(), request.fingerprint(), id);
    if (first.isPresent()) {
      return new Outcome.Replayed(first.get());
    }
    Seller parent = sellers.find(request.parent()).orElseThrow();
    SignupOffer offer =
        offers
            .find(parent.id(), details.plan())
            .orElseThrow(() -> new RefusedWithRollback(new PlanNotOffered(details.plan())));
    SignupPolicy.refusal(
            new SignupPolicy.Proposal(parent, offer, details.paid(), details.termsVersion()))
        .ifPresent(
            refusal -> {
              throw new RefusedWithRollback(refusal);
            });
    Seller applicant = parent.applicant(id, details.profile());
    if (!sellers.add(applicant, now)) {
      throw new RefusedWithRollback(new SignedUpAlready(details.profile().contact().email()));
    }
    BusinessCalendar calendar = calendars.named(parent.calendarId());
    Signup signup =
        signup(
            applicant,
            new Terms(details.plan(), details.paid(), offer.fee(), offer.termsVersion()),
            details,
            new Moment(calendar, now));
    String wanted = details.storefrontHost();
    if ((wanted != null && settings.givesName(wanted)) || !signups.open(signup, now)) {
      throw new RefusedWithRollback(new StorefrontTaken(signup.application().storefrontHost()));
    }
    audit.add(
        new AuditEntry(
            id,
            parent.id(),
            "signup",
            new Change("submitted", null, signup.status()),
            request.who(),
            "terms %s agreed to".formatted(offer.termsVersion()),
            now));
    KeyRing.Issued key =
        keyRing
            .issue(applicant, KeyRing.newId(), new KeyRing.Reason(request.who(), "signed up"))
            .orElseThrow();
    CardCall cardCall =
        switch (signup) {
          case AwaitingAuthorisation s ->
              cardCalls.requestTaken(authorisation(s), now, RunCardCalls.LEASE);
          default -> {
            events.publish(
                new SignupDecider(settings.promises(), calendar, details.profile())
                    .signedUp(signup, now));
            yield null;
          }
        };
    return new Outcome.Opened(id, key.key().id(), key.secret(), cardCall);
  }

  private record Moment(BusinessCalendar calendar, Instant now) {}

  private Signup signup(Seller applicant, Terms terms, Details details, Moment moment) {
    SellerId parent = applicant.parentId();
    if (parent == null) {
      throw new IllegalStateException("An operator does not sign up");
    }
    String host = details.storefrontHost();
    Application application =
        new Application(
            applicant.id(),
            parent,
            applicant.operatorId(),
            terms,
            details.payment(),
            host == null ? "s%s.%s".formatted(applicant.id(), settings.storefrontDomain()) : host,
            moment.now);
    PaymentMethod method = details.payment().method();
    Promise promise =
        settings.promises().atSignup(terms.plan(), method, moment.calendar, moment.now);
    return switch (method) {
      case CARD -> new AwaitingAuthorisation(application, promise);
      case CHEQUE, BANK_TRANSFER -> new AwaitingFunds(application, promise);
    };
  }

  private static CardCalls.Order authorisation(AwaitingAuthorisation signup) {
    Application application = signup.application();
    return new CardCalls.Order(
        application.sellerId(),
        application.parentId(),
        CardCall.Kind.AUTHORISE,
        application.payment().requiredCardToken(),
        null,
        application.terms().paid());
  }
}
