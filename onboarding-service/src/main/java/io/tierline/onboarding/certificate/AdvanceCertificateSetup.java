package io.tierline.onboarding.certificate;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.certificate.CertificateSetups.Tracked;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a step that was made and what follows from it, both or neither, and once. */
public class AdvanceCertificateSetup {

  private final CertificateSetups setups;
  private final CertificateOutcomes outcomes;
  private final AuditTrail audit;

  public AdvanceCertificateSetup(
      CertificateSetups setups, CertificateOutcomes outcomes, AuditTrail audit) {
    this.setups = setups;
    this.outcomes = outcomes;
    this.audit = audit;
  }

  /**
   * @return false when somebody else made the step
   */
  @Transactional
  public boolean advance(Tracked tracked, CertificateSetup next, Instant now) {
    if (!setups.advance(tracked, next, now)) {
      return false;
    }
    CertificateSetup.Subject subject = next.subject();
    audit.add(
        new AuditEntry(
            subject.sellerId(),
            null,
            "certificate",
            new Change("advanced", state(tracked.setup()), state(next)),
            Actor.CERTIFICATE_SETUP,
            subject.hostName(),
            now));
    if (next instanceof CertificateSetup.Probed probed) {
      outcomes.settle(probed);
    }
    return true;
  }

  /** The name of the state as it is stored and shown. */
  public static String state(CertificateSetup setup) {
    return switch (setup) {
      case CertificateSetup.Requested _ -> "REQUESTED";
      case CertificateSetup.Ordered _ -> "ORDERED";
      case CertificateSetup.Challenged _ -> "CHALLENGED";
      case CertificateSetup.Issued _ -> "ISSUED";
      case CertificateSetup.Installed _ -> "INSTALLED";
      case CertificateSetup.Probed _ -> "PROBED";
    };
  }
}
