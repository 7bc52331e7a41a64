package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;

/** Offers of each seller to those who sign up under it. */
public interface SignupOffers {

  List<SignupOffer> of(SellerId seller);

  Optional<SignupOffer> find(SellerId seller, Plan plan);

  /** Adds the offers the seller does not have yet. */
  void addMissing(SellerId seller, List<SignupOffer> offers);

  /**
   * Replaces the seller's offer of that plan.
   *
   * @param expectedVersion 0 for a plan not offered yet
   * @return false when it is no longer at the expected version
   */
  boolean save(SellerId seller, SignupOffer offer, long expectedVersion);
}
