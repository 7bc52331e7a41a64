package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.calendar.BusinessCalendars;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.card.VerifiedCards;
import io.tierline.onboarding.certificate.CertificateSetup;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.identity.KeyRing;
import io.tierline.onboarding.seller.PartnerEvents;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.seller.Standing;
import io.tierline.onboarding.signup.Signup.Active;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingCapture;
import io.tierline.onboarding.signup.Signup.AwaitingCardVerification;
import io.tierline.onboarding.signup.Signup.AwaitingCertificate;
import io.tierline.onboarding.signup.Signup.AwaitingFunds;
import io.tierline.onboarding.signup.Signup.Rejected;
import io.tierline.onboarding.signup.Signup.UnderCardReview;
import io.tierline.onboarding.signup.Signups.Recorded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lock, decide, save, and what follows from the new state, in one transaction: the only way a
 * signup changes after it was opened.
 */
public class AdvanceSignup {

  private final Signups signups;
  private final Sellers sellers;
  private final SignupOffers offers;
  private final CardCalls cardCalls;
  private final VerifiedCards verifiedCards;
  private final CertificateSetups certificateSetups;
  private final KeyRing keyRing;
  private final BusinessCalendars calendars;
  private final PartnerEvents events;
  private final AuditTrail audit;
  private final SignupSettings settings;
  private final Clock clock;

  @SuppressWarnings("TooManyParameters")
  public AdvanceSignup(
      Signups signups,
      Sellers sellers,
      SignupOffers offers,
      CardCalls cardCalls,
      VerifiedCards verifiedCards,
      CertificateSetups certificateSetups,
      KeyRing keyRing,
      BusinessCalendars calendars,
      PartnerEvents events,
      AuditTrail audit,
      SignupSettings settings,
      Clock clock) {
    this.signups = signups;
    this.sellers = sellers;
    this.offers = offers;
    this.cardCalls = cardCalls;
    this.verifiedCards = verifiedCards;
    this.certificateSetups = certificateSetups;
    this.keyRing = keyRing;
    this.calendars = calendars;
    this.events = events;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** Of two at once the second waits for the first, and sees what became of it. */
  @Transactional
  public SignupDecision advance(SellerId id, SignupCommand command, Actor who) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Recorded recorded = signups.lock(id).orElseThrow();
    Seller seller = sellers.find(id).orElseThrow();
    SignupDecider decider =
        new SignupDecider(
            settings.promises(), calendars.named(seller.calendarId()), seller.profile());
    SignupDecision decision = decider.decide(recorded.signup(), command, now);
    if (decision instanceof SignupDecision.Accepted accepted) {
      keep(recorded, accepted, who, new Moment(seller, now));
    }
    return decision;
  }

  private record Moment(Seller seller, Instant now) {}

  private void keep(Recorded recorded, SignupDecision.Accepted accepted, Actor who, Moment moment) {
    Signup next = accepted.next();
    if (!signups.save(recorded, next, moment.now)) {
      throw new IllegalStateException("Locked, and yet changed: " + next.sellerId());
    }
    audit.add(
        new AuditEntry(
            next.sellerId(),
            next.application().parentId(),
            "signup",
            new Change(accepted.what(), recorded.signup().status(), next.status()),
            who,
            accepted.why(),
            moment.now));
    if (recorded.signup() instanceof AwaitingCertificate && next instanceof AwaitingCertificate s) {
      certificateSetups.restart(s.sellerId(), s.application().storefrontHost(), moment.now);
    } else {
      follow(next, who, moment);
    }
    accepted.events().forEach(events::publish);
  }

  private void follow(Signup next, Actor who, Moment moment) {
    switch (next) {
      case AwaitingAuthorisation _, AwaitingFunds _ ->
          throw new IllegalStateException("A signup never comes back to its first state: " + next);
      case AwaitingCardVerification _, UnderCardReview _ -> {}
      case AwaitingCapture s -> {
        verifiedCards.add(s.sellerId(), s.card().fingerprint(), moment.now);
        cardCalls.request(order(s, CardCall.Kind.CAPTURE, s.card()), moment.now);
      }
      case AwaitingCertificate s ->
          certificateSetups.open(
              new CertificateSetup.Subject(
                  s.sellerId(),
                  s.application().storefrontHost(),
                  moment.seller.calendarId(),
                  moment.now),
              s.application().parentId(),
              moment.now);
      case Active s -> {
        sellers.settle(s.sellerId(), Standing.ACTIVE);
        offers.addMissing(
            s.sellerId(),
            settings.defaultOffers().stream()
                .filter(
                    offer ->
                        offer.fee().getCurrencyUnit().equals(moment.seller.profile().currency()))
                .toList());
      }
      case Rejected s -> {
        sellers.settle(s.sellerId(), Standing.REJECTED);
        keyRing.revokeAll(moment.seller, who, "signup rejected");
        CardOnFile card = s.card();
        if (card != null) {
          cardCalls.request(order(s, CardCall.Kind.VOID, card), moment.now);
        }
      }
    }
  }

  private static CardCalls.Order order(Signup signup, CardCall.Kind kind, CardOnFile card) {
    Application application = signup.application();
    return new CardCalls.Order(
        application.sellerId(),
        application.parentId(),
        kind,
        application.payment().requiredCardToken(),
        card.authorisation(),
        application.terms().paid());
  }
}
