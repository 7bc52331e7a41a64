package io.tierline.onboarding.certificate;

import io.tierline.onboarding.certificate.CertificateSetup.Probed;

/** What follows from a set-up that is done, in the transaction that says so. */
public interface CertificateOutcomes {

  void settle(Probed setup);
}
