package io.tierline.onboarding.identity;

import io.tierline.onboarding.seller.Seller;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a seller's token allows, by the state of its account (domain.md ON-7). Never {@code
 * installation}, which concerns all sellers: only a configured client without a seller has that.
 */
public final class ClientScopes {

  private static final Set<String> APPLICANT = Set.of("signup.read");
  private static final Set<String> PARTNER =
      Set.of(
          "signup.write",
          "signup.read",
          "brand.write",
          "keys.write",
          "prices.read",
          "prices.write",
          "orders.read",
          "orders.write",
          "notices.read");

  private ClientScopes() {}

  public static Set<String> of(Seller seller) {
    return switch (seller.standing()) {
      case PENDING -> APPLICANT;
      case REJECTED -> Set.of();
      case ACTIVE -> seller.isOperator() ? withOperator() : PARTNER;
    };
  }

  private static Set<String> withOperator() {
    Set<String> scopes = new LinkedHashSet<>(PARTNER);
    scopes.add("operator");
    return scopes;
  }
}
