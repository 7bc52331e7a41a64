package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Full snapshots of one seller's prices for one audience and product. Compacted; key: {@code
 * seller/audience/product}, e.g. {@code 1001/CUSTOMER/com}.
 */
public sealed interface PriceListEvent {

  String TOPIC = "pricing.price-list";

  SellerId sellerId();

  Audience audience();

  /** The product: the TLD in its ASCII form without the dot. */
  String product();

  /** Grows by one with each publication of this key. */
  long version();

  ChangeSet changeSet();

  Instant occurredAt();

  default String key() {
    return sellerId() + "/" + audience() + "/" + product();
  }

  /**
   * The publication a snapshot belongs to: a cache shows all of its snapshots at once or none.
   *
   * @param size how many snapshots it has
   */
  record ChangeSet(String id, int size) {}

  /**
   * A per-year price (domain.md PR-2).
   *
   * @param slab 0 for the base slab or for customers, else the number of the slab
   * @param years the tenure it belongs to
   */
  record Cell(ProductAction action, int slab, int years, Money perYear) {}

  /**
   * A price level for sub-resellers (domain.md PR-7); reaching either threshold is enough.
   *
   * @param number 1 for the first slab above base
   */
  record Slab(int number, @Nullable Money receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {}

  /**
   * @param currency the seller's selling currency
   * @param minYears shortest tenure of the TLD
   * @param maxYears longest tenure of the TLD
   */
  @JsonTypeName("price-list.published.v1")
  record PriceListPublished(
      SellerId sellerId,
      Audience audience,
      String product,
      long version,
      ChangeSet changeSet,
      String currency,
      int minYears,
      int maxYears,
      List<Slab> slabs,
      List<Cell> cells,
      Instant effectiveFrom,
      Instant occurredAt)
      implements PriceListEvent {

    public PriceListPublished {
      slabs = List.copyOf(slabs);
      cells = List.copyOf(cells);
    }
  }

  /** The seller no longer sells this product to this audience. */
  @JsonTypeName("price-list.withdrawn.v1")
  record PriceListWithdrawn(
      SellerId sellerId,
      Audience audience,
      String product,
      long version,
      ChangeSet changeSet,
      Instant effectiveFrom,
      Instant occurredAt)
      implements PriceListEvent {}
}
