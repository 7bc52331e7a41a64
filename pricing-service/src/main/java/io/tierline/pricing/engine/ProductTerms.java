package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of a product, as far as prices depend on it.
 *
 * @param product the TLD in its ASCII form without the dot, or {@code privacy}
 * @param kind what is sold; taxes depend on it (domain.md PR-17)
 * @param minYears shortest tenure (domain.md PR-3)
 * @param maxYears longest tenure
 * @param actions what can be bought of it
 * @param subResellerPricing whether sub-resellers may get telescopic prices (domain.md PR-9)
 * @param sunrise null when the TLD has none, or none that is known (domain.md PR-13)
 */
public record ProductTerms(
    String product,
    ProductKind kind,
    int minYears,
    int maxYears,
    Set<ProductAction> actions,
    SubResellerPricing subResellerPricing,
    @Nullable Sunrise sunrise) {

  /** Operator configuration; only the {@code .uk} family is telescopic unless changed. */
  public enum SubResellerPricing {
    SAME_FOR_EVERY_TENURE,
    TELESCOPIC
  }

  public ProductTerms {
    if (minYears < 1 || maxYears < minYears || maxYears > Limits.TENURE_MAX_YEARS) {
      throw new IllegalArgumentException(
          "Tenures of %s must lie in 1 to %d years, not %d to %d"
              .formatted(product, Limits.TENURE_MAX_YEARS, minYears, maxYears));
    }
    actions = Set.copyOf(actions);
  }

  /** A TLD without a sunrise. */
  public static ProductTerms ofTld(
      String tld, int minYears, int maxYears, SubResellerPricing subResellerPricing) {
    return new ProductTerms(
        tld,
        ProductKind.TLD,
        minYears,
        maxYears,
        Set.of(ProductAction.values()),
        subResellerPricing,
        null);
  }

  public ProductTerms withSunrise(@Nullable Sunrise other) {
    return new ProductTerms(product, kind, minYears, maxYears, actions, subResellerPricing, other);
  }

  /** Whether a registration at this moment carries the one-time fee (domain.md PR-13). */
  public boolean chargesApplicationFee(Instant at) {
    return sunrise != null
        && sunrise.applicationFee() == Sunrise.ApplicationFee.CHARGED
        && sunrise.includes(at);
  }

  /** A transfer and a restore are bought once, not for a number of years. */
  public int shortestTenure(ProductAction action) {
    return Pr3Telescopic.allowedFor(action) ? minYears : 1;
  }

  public int longestTenure(ProductAction action) {
    return Pr3Telescopic.allowedFor(action) ? maxYears : 1;
  }

  public boolean sells(ProductAction action, int years) {
    return actions.contains(action)
        && years >= shortestTenure(action)
        && years <= longestTenure(action);
  }
}
