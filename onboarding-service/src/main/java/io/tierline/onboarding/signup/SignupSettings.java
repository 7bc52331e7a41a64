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

  /** Whether it is one of the names that partners are given, and none may ask for. */
  boolean givesName(String host) {
    return host.equals(storefrontDomain) || host.endsWith("." + storefrontDomain);
  }
}
