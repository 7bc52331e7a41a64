package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.joda.money.CurrencyUnit;
import org.springframework.transaction.annotation.Transactional;

/** A seller changes what it asks of those who sign up under it (domain.md ON-10). */
public class ReviseOffer {

  private final Sellers sellers;
  private final SignupOffers offers;
  private final AuditTrail audit;
  private final Clock clock;

  public ReviseOffer(Sellers sellers, SignupOffers offers, AuditTrail audit, Clock clock) {
    this.sellers = sellers;
    this.offers = offers;
    this.audit = audit;
    this.clock = clock;
  }

  /** How it went. */
  public sealed interface Outcome {
    record Revised(SignupOffer offer) implements Outcome {}

    record OutOfDate() implements Outcome {}

    record WrongCurrency(CurrencyUnit expected) implements Outcome {}
  }

  /**
   * @param offer as it is to be; its version is the one the caller saw, 0 for a new one
   */
  @Transactional
  public Outcome revise(SellerId id, SignupOffer offer, Actor who) {
    Seller seller = sellers.find(id).orElseThrow();
    CurrencyUnit currency = seller.profile().currency();
    if (!offer.fee().getCurrencyUnit().equals(currency)) {
      return new Outcome.WrongCurrency(currency);
    }
    if (!offers.save(id, offer, offer.version())) {
      return new Outcome.OutOfDate();
    }
    audit.add(
        new AuditEntry(
            id,
            seller.parentId(),
            "signup-offer",
            Change.of("changed"),
            who,
            "%s: at least %s, fee %s".formatted(offer.plan(), offer.minimumCredit(), offer.fee()),
            clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return new Outcome.Revised(
        new SignupOffer(
            offer.plan(),
            offer.minimumCredit(),
            offer.fee(),
            offer.termsVersion(),
            offer.version() + 1));
  }
}
