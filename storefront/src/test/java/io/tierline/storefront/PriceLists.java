package io.tierline.storefront;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.contracts.pricing.PriceListEvent.Kind;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.contracts.pricing.PriceListEvent.Promo;
import io.tierline.contracts.pricing.PriceListEvent.Slab;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

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
  private final List<Promo> promos = new ArrayList<>();
  private Kind kind = Kind.TLD;
  private @Nullable Money fee;
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

  /** At least so many receipts or so many orders reach the next slab. */
  public PriceLists slab(@Nullable String receiptsAtLeast, @Nullable Integer ordersAtLeast) {
    Money receipts = receiptsAtLeast == null ? null : Money.parse(currency + " " + receiptsAtLeast);
    slabs.add(new Slab(slabs.size() + 1, receipts, ordersAtLeast));
    return this;
  }

  public PriceLists promo(String perYear, Instant from, Instant until) {
    return promo(new Promo("promo", "Sale", List.of(REGISTER, RENEW), money(perYear), from, until));
  }

  public PriceLists promo(Promo promo) {
    promos.add(promo);
    return this;
  }

  public PriceLists applicationFee(String amount) {
    fee = money(amount);
    return this;
  }

  public PriceLists ofKind(Kind other) {
    kind = other;
    return this;
  }

  private Money money(String amount) {
    return Money.parse(currency + " " + amount);
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
        kind,
        version,
        changeSet(),
        currency,
        minYears,
        maxYears,
        slabs,
        cells,
        promos,
        fee,
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
