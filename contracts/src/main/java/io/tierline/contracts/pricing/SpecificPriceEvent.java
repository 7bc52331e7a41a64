package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Full snapshots of the prices a seller fixed for one buyer (domain.md PR-5): the newest one of a
 * key says everything there is to know about it. Compacted; key: {@code seller/audience/buyer},
 * e.g. {@code 1001/CUSTOMER/20001}.
 */
public sealed interface SpecificPriceEvent {

  String TOPIC = "pricing.specific-price";

  SellerId sellerId();

  Audience audience();

  /** Id of the customer or of the partner. */
  String buyerId();

  /** Grows by one with each change of this key, starting at 1. */
  long version();

  Instant occurredAt();

  default String key() {
    return sellerId() + "/" + audience() + "/" + buyerId();
  }

  /**
   * Of each product and action, the highest version whose {@code effectiveFrom} has come is in
   * force.
   *
   * @param perYear null: from then on the buyer pays what others pay
   * @param version of the key, with which the price was set
   */
  record Price(
      String product,
      ProductAction action,
      @Nullable Money perYear,
      long version,
      Instant effectiveFrom) {

    public Price {
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(effectiveFrom, "effectiveFrom");
      if (perYear != null && perYear.isNegative()) {
        throw new IllegalArgumentException("A price is not below zero: " + perYear);
      }
    }
  }

  /**
   * @param prices those in force and those to come, by product and action; empty when there are
   *     none
   */
  @JsonTypeName("specific-price.published.v1")
  record SpecificPricesPublished(
      SellerId sellerId,
      Audience audience,
      String buyerId,
      long version,
      List<Price> prices,
      Instant occurredAt)
      implements SpecificPriceEvent {

    public SpecificPricesPublished {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(audience, "audience");
      Objects.requireNonNull(buyerId, "buyerId");
      Objects.requireNonNull(occurredAt, "occurredAt");
      prices = List.copyOf(prices);
      if (version < 1) {
        throw new IllegalArgumentException("Versions start at 1, not " + version);
      }
    }
  }
}
