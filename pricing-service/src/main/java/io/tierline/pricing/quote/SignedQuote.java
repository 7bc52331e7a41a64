package io.tierline.pricing.quote;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.ChainQuote.Leg;
import io.tierline.pricing.specific.BuyerKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A price that is promised for a while, for exactly one purchase.
 *
 * @param product in ASCII form
 * @param name in ASCII form; null where none was given
 * @param expiresAt excluded
 */
public record SignedQuote(
    BuyerKey buyer,
    String product,
    ProductAction action,
    int years,
    @Nullable String name,
    Leg leg,
    Instant expiresAt) {

  static SignedQuote of(BuyerKey buyer, Purchased purchased, Leg leg, Instant expiresAt) {
    return new SignedQuote(
        buyer,
        purchased.terms().product(),
        purchased.action(),
        purchased.years(),
        purchased.nameAscii(),
        leg,
        expiresAt);
  }

  /** The first thing in which the purchase differs from what was quoted. */
  Optional<String> mismatch(BuyerKey other, Purchased purchased) {
    if (!buyer.seller().equals(other.seller())) {
      return Optional.of("sellerId");
    }
    if (!buyer.equals(other)) {
      return Optional.of("customerId");
    }
    if (!product.equals(purchased.terms().product())) {
      return Optional.of("product");
    }
    if (action != purchased.action()) {
      return Optional.of("action");
    }
    if (years != purchased.years()) {
      return Optional.of("years");
    }
    return Objects.equals(name, purchased.nameAscii()) ? Optional.empty() : Optional.of("name");
  }
}
