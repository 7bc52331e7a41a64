package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.seller.Profile;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Someone signs up as a partner of a seller (domain.md ON-1, ON-10). */
public class SubmitSignup {

  private final OpenSignup openSignup;

  public SubmitSignup(OpenSignup openSignup) {
    this.openSignup = openSignup;
  }

  /** Who asks, and the key by which a replay is known. */
  public record Request(SellerId parent, Actor who, String idempotencyKey, String fingerprint) {}

  /**
   * @param storefrontHost null for the name that is given by us
   */
  public record Details(
      Plan plan,
      Profile profile,
      Money paid,
      Application.Payment payment,
      String termsVersion,
      @Nullable String storefrontHost) {}

  /** How it went. */
  public sealed interface Outcome {

    /**
     * @param keyId of the applicant's first API key
     * @param secret shown once
     * @param cardCall the authorisation to make now, taken for whoever gets this; null when not
     *     paid by card
     */
    record Opened(SellerId sellerId, String keyId, Secret secret, @Nullable CardCall cardCall)
        implements Outcome {}

    /** The same request again: it created nothing. */
    record Replayed(SellerId sellerId) implements Outcome {}

    record Refused(SignupRefusal refusal) implements Outcome {}
  }

  public Outcome submit(Request request, Details details) {
    try {
      return openSignup.open(request, details);
    } catch (OpenSignup.RefusedWithRollback refused) {
      return new Outcome.Refused(refused.refusal);
    }
  }
}
