package io.tierline.storefront;

import io.tierline.contracts.pricing.PriceListEvent.Kind;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a product besides its price list.
 *
 * @param terms of the TLD; null while the catalog's word is not known
 * @param status null where the seller sells it (domain.md PR-15)
 * @param doubt why neither is vouched for; null when they are
 */
record Surroundings(
    @Nullable Terms terms, @Nullable Status status, @Nullable UnvouchedReason doubt) {

  /** Why a product of this kind cannot be priced; null when it can. */
  @Nullable UnvouchedReason doubtAbout(Kind kind) {
    return switch (kind) {
      case TLD -> doubt == null && terms == null ? UnvouchedReason.TERMS_UNKNOWN : doubt;
      case PRIVACY, WEB_SERVICE -> null;
    };
  }
}
