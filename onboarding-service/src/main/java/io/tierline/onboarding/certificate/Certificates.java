package io.tierline.onboarding.certificate;

import io.tierline.onboarding.certificate.CertificateSetup.Challenged;
import io.tierline.onboarding.certificate.CertificateSetup.Installed;
import io.tierline.onboarding.certificate.CertificateSetup.Issued;
import io.tierline.onboarding.certificate.CertificateSetup.Ordered;
import io.tierline.onboarding.certificate.CertificateSetup.Requested;

/**
 * A certificate authority and the place certificates are installed at. Every step may be repeated.
 */
public interface Certificates {

  /** Orders; the same set-up always gets the same order. Returns its reference. */
  StepResult<String> order(Requested setup);

  /** Proves control of the host name. */
  StepResult<String> meetChallenge(Ordered setup);

  StepResult<Certificate> issue(Challenged setup);

  StepResult<String> install(Issued setup);

  /** Looks from outside whether chain, name and dates of what is installed are right. */
  StepResult<String> probe(Installed setup);
}
