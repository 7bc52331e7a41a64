package io.tierline.onboarding.bootstrap;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.PartnerEvent.OperatorEstablished;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.identity.ApiKeys;
import io.tierline.onboarding.identity.KeyRing;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.seller.PartnerEvents;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.signup.SignupOffers;
import io.tierline.onboarding.signup.SignupSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates an operator, the root of a tree, that the configuration names and that is not there yet.
 */
public class EstablishOperator {

  private final Bootstraps bootstraps;
  private final Sellers sellers;
  private final SignupOffers offers;
  private final ApiKeys keys;
  private final KeyRing keyRing;
  private final PartnerEvents events;
  private final AuditTrail audit;
  private final SignupSettings settings;
  private final Clock clock;

  @SuppressWarnings("TooManyParameters")
  public EstablishOperator(
      Bootstraps bootstraps,
      Sellers sellers,
      SignupOffers offers,
      ApiKeys keys,
      KeyRing keyRing,
      PartnerEvents events,
      AuditTrail audit,
      SignupSettings settings,
      Clock clock) {
    this.bootstraps = bootstraps;
    this.sellers = sellers;
    this.offers = offers;
    this.keys = keys;
    this.keyRing = keyRing;
    this.events = events;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param id null for the next free one
   * @param clientId by which an operator is known to exist
   */
  public record Wanted(
      @Nullable SellerId id, String clientId, Secret secret, String calendarId, Profile profile) {}

  /**
   * @return false when it was there already
   */
  @Transactional
  public boolean establish(Wanted wanted) {
    bootstraps.oneAtATime();
    if (keys.find(wanted.clientId()).isPresent()) {
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SellerId given = wanted.id();
    if (given != null) {
      sellers.reserve(given);
    }
    SellerId id = given == null ? sellers.nextId() : given;
    Seller operator = Seller.operator(id, wanted.calendarId(), wanted.profile());
    if (!sellers.add(operator, now)) {
      throw new IllegalStateException(
          "Seller %s exists but does not know the client %s: give the operator another id"
              .formatted(id, wanted.clientId()));
    }
    offers.addMissing(
        id,
        settings.defaultOffers().stream()
            .filter(o -> o.fee().getCurrencyUnit().equals(wanted.profile().currency()))
            .toList());
    audit.add(
        new AuditEntry(
            id, null, "operator", Change.of("established"), Actor.BOOTSTRAP, "configured", now));
    events.publish(
        new OperatorEstablished(
            id,
            wanted.profile().company(),
            wanted.profile().currency().getCode(),
            wanted.profile().language(),
            wanted.profile().brand(),
            now));
    keyRing.issueConfigured(operator, wanted.clientId(), wanted.secret());
    return true;
  }
}
