package io.tierline.onboarding.certificate;

import io.tierline.contracts.SellerId;
import java.time.Instant;

/**
 * The SSL set-up of one partner: every step has a real cause, none can be skipped (domain.md ON-5).
 */
public sealed interface CertificateSetup {

  Subject subject();

  /**
   * @param startedAt when the card was verified: set-up starts then, not before
   * @param calendarId the business calendar of the partner's operator
   */
  record Subject(SellerId sellerId, String hostName, String calendarId, Instant startedAt) {}

  record Requested(Subject subject) implements CertificateSetup {
    public Ordered ordered(String orderReference) {
      return new Ordered(subject, orderReference);
    }
  }

  record Ordered(Subject subject, String orderReference) implements CertificateSetup {
    public Challenged challengeMet() {
      return new Challenged(subject, orderReference);
    }
  }

  record Challenged(Subject subject, String orderReference) implements CertificateSetup {
    public Issued issued(Certificate certificate) {
      return new Issued(subject, orderReference, certificate);
    }
  }

  record Issued(Subject subject, String orderReference, Certificate certificate)
      implements CertificateSetup {
    public Installed installed() {
      return new Installed(subject, orderReference, certificate);
    }
  }

  record Installed(Subject subject, String orderReference, Certificate certificate)
      implements CertificateSetup {
    public Probed probed() {
      return new Probed(subject, orderReference, certificate);
    }
  }

  record Probed(Subject subject, String orderReference, Certificate certificate)
      implements CertificateSetup {}
}
