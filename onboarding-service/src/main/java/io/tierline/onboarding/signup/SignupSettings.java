package io.tierline.onboarding.signup;

import java.util.List;

/**
 * @param storefrontDomain under which a storefront gets its name when the partner brings none
 * @param defaultOffers copied to every seller that becomes active, those in its selling currency
 */
public record SignupSettings(
    Promises promises, String storefrontDomain, List<SignupOffer> defaultOffers) {

  public SignupSettings {
    defaultOffers = List.copyOf(defaultOffers);
  }
}
