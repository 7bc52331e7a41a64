package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.TldEvent.Sunrise;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be bought of a product, whoever sells it.
 *
 * @param sunrise null when there is none (domain.md PR-13)
 */
record Terms(int minYears, int maxYears, Set<ProductAction> actions, @Nullable Sunrise sunrise) {

  Terms {
    actions = Set.copyOf(actions);
    if (maxYears > Amounts.TENURE_YEARS_MAX) {
      throw new IllegalArgumentException(
          "Tenures of up to %d years exceed the limit of %d"
              .formatted(maxYears, Amounts.TENURE_YEARS_MAX));
    }
  }

  /**
   * @throws IllegalArgumentException for tenures beyond any limit
   */
  static Terms of(TldListed tld) {
    return new Terms(tld.minYears(), tld.maxYears(), Set.copyOf(tld.actions()), tld.sunrise());
  }

  /**
   * Of what is no TLD the price list says all there is to know.
   *
   * @throws IllegalArgumentException for tenures beyond any limit
   */
  static Terms of(PriceListPublished published) {
    return new Terms(
        published.minYears(), published.maxYears(), Set.of(ProductAction.values()), null);
  }

  boolean sells(ProductAction action, int years) {
    return actions.contains(action) && years >= shortest(action) && years <= longest(action);
  }

  int shortest(ProductAction action) {
    return isBoughtByTenure(action) ? minYears : 1;
  }

  int longest(ProductAction action) {
    return isBoughtByTenure(action) ? maxYears : 1;
  }

  /** A transfer or a restore is one purchase, whatever the TLD's tenures (domain.md PR-3). */
  private static boolean isBoughtByTenure(ProductAction action) {
    return switch (action) {
      case REGISTER, RENEW -> true;
      case TRANSFER, RESTORE -> false;
    };
  }

  /** Whether registrations carry the one-time fee at this business time (domain.md PR-13). */
  boolean chargesApplicationFee(Instant at) {
    return sunrise != null
        && sunrise.applicationFeeCharged()
        && !at.isBefore(sunrise.from())
        && at.isBefore(sunrise.until());
  }
}
