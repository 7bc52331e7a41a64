package io.tierline.onboarding.seller;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.PartnerEvent.BrandChanged;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** A seller changes how it appears to its buyers (domain.md ON-1, NO-1). */
public class ReviseBrand {

  private final Sellers sellers;
  private final PartnerEvents events;
  private final AuditTrail audit;
  private final Clock clock;

  public ReviseBrand(Sellers sellers, PartnerEvents events, AuditTrail audit, Clock clock) {
    this.sellers = sellers;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @return the brand's new version; empty when it is no longer at the expected one
   */
  @Transactional
  public Optional<Long> revise(SellerId id, Brand brand, long expectedVersion, Actor who) {
    Seller seller = sellers.find(id).orElseThrow();
    if (!sellers.saveBrand(id, brand, expectedVersion)) {
      return Optional.empty();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    audit.add(
        new AuditEntry(
            id, seller.parentId(), "brand", Change.of("changed"), who, "asked for", now));
    events.publish(new BrandChanged(id, brand, now));
    return Optional.of(expectedVersion + 1);
  }
}
