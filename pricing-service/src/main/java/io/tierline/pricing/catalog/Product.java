package io.tierline.pricing.catalog;

import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be sold.
 *
 * @param lastRenewalDaysBeforeExpiry how many days before expiry renewing ends; 0 for most
 *     (domain.md NO-2)
 * @param applicationFee what the registry asks once for a registration in its sunrise; null when it
 *     asks nothing (domain.md PR-13)
 */
public record Product(
    ProductTerms terms,
    Privacy privacy,
    int lastRenewalDaysBeforeExpiry,
    @Nullable Money applicationFee) {

  /** Whether privacy protection is offered for names of this TLD (domain.md OR-8). */
  public enum Privacy {
    OFFERED,
    NOT_OFFERED
  }

  public ProductKind kind() {
    return terms.kind();
  }

  public String code() {
    return terms.product();
  }
}
