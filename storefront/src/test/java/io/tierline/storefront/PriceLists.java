package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.contracts.pricing.PriceListEvent.Slab;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * Price lists by their meaning: {@code PriceLists.of(SELLER,
 * "com").renewingAt("15.00").version(2)}.
 */
public final class PriceLists {

  public static final SellerId SELLER = new SellerId(1001);
  public static final SellerId ANOTHER_SELLER = new SellerId(1002);
  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId seller;
  private final String product;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Slab> slabs = new ArrayList<>();
  private Audience audience = Audience.CUSTOMER;
  private String currency = "USD";
  private int minYears = 1;
  private int maxYears = 10;
  private ChangeSet changeSet = new ChangeSet("", 1);
  private long version = 1;
  private Instant effectiveFrom = NOON;

  private PriceLists(SellerId seller, String product) {
    this.seller = seller;
    this.product = product;
  }

  public static PriceLists of(SellerId seller, String product) {
    return new PriceLists(seller, product);
  }

  /** Of {@link #SELLER}. */
  public static PriceLists of(String product) {
    return new PriceLists(SELLER, product);
  }

  public PriceLists renewingAt(String perYear) {
    return with(ProductAction.RENEW, 0, 1, perYear);
  }

  public PriceLists with(ProductAction action, int slab, int years, String perYear) {
    cells.add(new Cell(action, slab, years, Money.parse(currency + " " + perYear)));
    return this;
  }

  public PriceLists in(String isoCode) {
    currency = isoCode;
    return this;
  }

  public PriceLists forSubResellers() {
    audience = Audience.SUB_RESELLER;
    return this;
  }

  public PriceLists tenures(int min, int max) {
    minYears = min;
    maxYears = max;
    return this;
  }

  public PriceLists version(long number) {
    version = number;
    return this;
  }

  public PriceLists inChangeSet(String id, int size) {
    changeSet = new ChangeSet(id, size);
    return this;
  }

  public PriceLists from(Instant businessTime) {
    effectiveFrom = businessTime;
    return this;
  }

  public PriceListPublished published() {
    return new PriceListPublished(
        seller,
        audience,
        product,
        version,
        changeSet(),
        currency,
        minYears,
        maxYears,
        slabs,
        cells,
        List.of(),
        null,
        effectiveFrom,
        NOON);
  }

  public PriceListWithdrawn withdrawn() {
    return new PriceListWithdrawn(
        seller, audience, product, version, changeSet(), effectiveFrom, NOON);
  }

  /** One of its own where none was given. */
  private ChangeSet changeSet() {
    return changeSet.id().isEmpty()
        ? new ChangeSet("%s-%s-%s-%d".formatted(seller, audience, product, version), 1)
        : changeSet;
  }
}
