package io.tierline.onboarding.signup;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.certificate.CertificateOutcomes;
import io.tierline.onboarding.certificate.CertificateSetup.Probed;
import io.tierline.onboarding.signup.SignupCommand.CertificateProbed;

/** The certificate was the last hold of an Advanced signup (domain.md ON-5, ON-7). */
public class ActivateOnCertificate implements CertificateOutcomes {

  private final AdvanceSignup advanceSignup;

  public ActivateOnCertificate(AdvanceSignup advanceSignup) {
    this.advanceSignup = advanceSignup;
  }

  @Override
  public void settle(Probed setup) {
    if (advanceSignup.advance(
            setup.subject().sellerId(), new CertificateProbed(), Actor.CERTIFICATE_SETUP)
        instanceof SignupDecision.Refused refused) {
      throw new IllegalStateException(
          "A certificate was set up in state " + refused.present().status());
    }
  }
}
