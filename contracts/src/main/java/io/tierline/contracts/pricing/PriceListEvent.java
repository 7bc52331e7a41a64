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
 * Full snapshots of one seller's prices for one audience and product: the newest one of a key says
 * everything there is to know about it. Compacted; key: {@code seller/audience/product}, e.g.
 * {@code 1001/CUSTOMER/com}.
 *
 * <p>How to read the topic:
 *
 * <ul>
 *   <li>of each key, the highest {@link #version()} whose {@code effectiveFrom} has come is in
 *       force; a lower version that arrives later is a repetition;
 *   <li>snapshots of one {@link ChangeSet} become visible together;
 *   <li>a withdrawal is a version like any other, never a null value, so that it cannot be
 *       overtaken;
 *   <li>{@link io.tierline.contracts.Watermark Watermarks} in between say how far the reader has
 *       seen everything.
 * </ul>
 */
public sealed interface PriceListEvent {

  String TOPIC = "pricing.price-list";

  SellerId sellerId();

  Audience audience();

  /** The product: the TLD in its ASCII form without the dot, {@code privacy}, or a web service. */
  String product();

  /**
   * Grows by one with each change of this key, starting at 1. One that was overtaken before its
   * time may never be published; one that has yet to start follows all below it.
   */
  long version();

  ChangeSet changeSet();

  /** Business time from which it is in force; a change may be published ahead of it. */
  Instant effectiveFrom();

  /** Business time of the publication. */
  Instant occurredAt();

  /** What kind of thing is sold. */
  enum Kind {
    /** Names under a TLD: what {@link TldEvent} says of it goes with its prices. */
    TLD,
    PRIVACY,
    WEB_SERVICE
  }

  default String key() {
    return sellerId() + "/" + audience() + "/" + product();
  }

  /**
   * The publication a snapshot belongs to: a cache shows all of its snapshots at once or none.
   *
   * @param id unique over all sellers
   * @param size how many snapshots it has
   */
  record ChangeSet(String id, int size) {

    public ChangeSet {
      Objects.requireNonNull(id, "id");
      if (size < 1) {
        throw new IllegalArgumentException("A change set has a snapshot or more, not " + size);
      }
    }
  }

  /**
   * A per-year price (domain.md PR-2).
   *
   * @param slab 0 for the base slab or for customers, else the number of the slab
   * @param years the tenure it belongs to
   * @param perYear the price of one year of it; zero is a price (domain.md PR-14)
   */
  record Cell(ProductAction action, int slab, int years, Money perYear) {

    public Cell {
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(perYear, "perYear");
      if (slab < 0 || years < 1 || perYear.isNegative()) {
        throw new IllegalArgumentException(
            "A price is for slab 0 or above, for 1 year or more, and not below zero: %s slab %d, %d years, %s"
                .formatted(action, slab, years, perYear));
      }
    }
  }

  /**
   * A price level for sub-resellers (domain.md PR-7); reaching either threshold is enough.
   *
   * @param number 1 for the first slab above base
   */
  record Slab(
      int number, @Nullable Money receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {

    public Slab {
      if (number < 1) {
        throw new IllegalArgumentException("Slabs above base are numbered from 1, not " + number);
      }
    }
  }

  /**
   * A lower price for a while (domain.md PR-6). It covers the shortest tenure only; further years
   * cost the usual price.
   *
   * @param id the same in every product the promo is for
   * @param from included
   * @param until excluded
   */
  record Promo(
      String id,
      String name,
      List<ProductAction> actions,
      Money perYear,
      Instant from,
      Instant until) {

    public Promo {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(perYear, "perYear");
      actions = List.copyOf(actions);
      if (actions.isEmpty() || perYear.isNegative() || !until.isAfter(from)) {
        throw new IllegalArgumentException(
            "A promo is for an action or more, not below zero, and ends after it starts: %s for %s at %s from %s until %s"
                .formatted(name, actions, perYear, from, until));
      }
    }
  }

  /**
   * The whole price list of this key from {@code effectiveFrom} on.
   *
   * @param kind decides whether {@link TldEvent} has the last word on tenures and sunrise
   * @param currency ISO 4217 code of the seller's selling currency
   * @param minYears shortest tenure at the time of the publication
   * @param maxYears longest tenure at the time of the publication
   * @param slabs in rising order; empty for customers
   * @param cells every price the seller set; a tenure without one takes that of the longest shorter
   *     tenure (domain.md PR-3), a slab without any takes the next lower slab's (PR-7)
   * @param promos those that have not ended, in the order they start
   * @param applicationFee once, on a registration in the TLD's sunrise (PR-13); null when the
   *     seller has set none
   */
  @JsonTypeName("price-list.published.v1")
  record PriceListPublished(
      SellerId sellerId,
      Audience audience,
      String product,
      Kind kind,
      long version,
      ChangeSet changeSet,
      String currency,
      int minYears,
      int maxYears,
      List<Slab> slabs,
      List<Cell> cells,
      List<Promo> promos,
      @Nullable Money applicationFee,
      Instant effectiveFrom,
      Instant occurredAt)
      implements PriceListEvent {

    public PriceListPublished {
      requireVersion(version);
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(audience, "audience");
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(changeSet, "changeSet");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(effectiveFrom, "effectiveFrom");
      Objects.requireNonNull(occurredAt, "occurredAt");
      slabs = List.copyOf(slabs);
      cells = List.copyOf(cells);
      promos = List.copyOf(promos);
      if (minYears < 1 || maxYears < minYears) {
        throw new IllegalArgumentException(
            "Tenures of %s run from %d to %d years".formatted(product, minYears, maxYears));
      }
      cells.forEach(cell -> requireCurrency(currency, cell.perYear()));
      promos.forEach(promo -> requireCurrency(currency, promo.perYear()));
      if (applicationFee != null) {
        requireCurrency(currency, applicationFee);
      }
    }

    private static void requireCurrency(String currency, Money price) {
      if (!price.getCurrencyUnit().getCode().equals(currency)) {
        throw new IllegalArgumentException("Prices are in %s, not %s".formatted(currency, price));
      }
    }
  }

  /** The seller no longer sells this product to this audience from {@code effectiveFrom} on. */
  @JsonTypeName("price-list.withdrawn.v1")
  record PriceListWithdrawn(
      SellerId sellerId,
      Audience audience,
      String product,
      long version,
      ChangeSet changeSet,
      Instant effectiveFrom,
      Instant occurredAt)
      implements PriceListEvent {

    public PriceListWithdrawn {
      requireVersion(version);
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(audience, "audience");
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(changeSet, "changeSet");
      Objects.requireNonNull(effectiveFrom, "effectiveFrom");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  private static void requireVersion(long version) {
    if (version < 1) {
      throw new IllegalArgumentException("Versions start at 1, not " + version);
    }
  }
}
