package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.signup.SignupCommand.StorefrontRenamed;

/**
 * A storefront whose name cannot be proved gets another, so that its signup comes to an end
 * (domain.md ON-5).
 */
public class RenameStorefront {

  private final AdvanceSignup advanceSignup;
  private final Signups signups;
  private final SignupSettings settings;

  public RenameStorefront(AdvanceSignup advanceSignup, Signups signups, SignupSettings settings) {
    this.advanceSignup = advanceSignup;
    this.signups = signups;
    this.settings = settings;
  }

  /** How it went. */
  public sealed interface Outcome {

    record Renamed() implements Outcome {}

    record Taken() implements Outcome {}

    /** There is a certificate for the present name. */
    record AlreadyIssued() implements Outcome {}

    /** The signup does not wait for a certificate. */
    record NotAwaited(Signup present) implements Outcome {}
  }

  public Outcome rename(SellerId seller, String host, String reason, Actor who) {
    if (settings.givesName(host) || signups.isStorefrontTaken(host)) {
      return new Outcome.Taken();
    }
    try {
      return switch (advanceSignup.advance(seller, new StorefrontRenamed(host, reason), who)) {
        case SignupDecision.Accepted _ -> new Outcome.Renamed();
        case SignupDecision.Refused refused -> new Outcome.NotAwaited(refused.present());
      };
    } catch (Signups.StorefrontTaken e) {
      return new Outcome.Taken();
    } catch (CertificateSetups.AlreadyIssued e) {
      return new Outcome.AlreadyIssued();
    }
  }
}
