package io.tierline.storefront;

import io.tierline.contracts.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One seller's prices, and the claim how fresh they are. Immutable but for what is remembered. */
final class Shelf {

  static final Shelf EMPTY =
      new Shelf(
          new Goods(Aisle.EMPTY, Aisle.EMPTY, Sheets.NONE),
          new Claim(null, null, false, Duration.ZERO));

  /** Specific prices by who they are for. */
  record Sheets(ById<Newest<BuyerSheet>> ofCustomers, ById<Newest<BuyerSheet>> ofSubResellers) {

    static final Sheets NONE = new Sheets(ById.none(), ById.none());
  }

  /** What does not change as time passes. */
  record Goods(Aisle forCustomers, Aisle forSubResellers, Sheets sheets) {}

  /**
   * @param freshAsOf every change committed before this is on the shelf; null while unknown
   * @param highest of the watermarks that say so; null while one is unknown
   * @param isUpToDate whether everything has been read that was on the bus at the start
   */
  record Claim(
      @Nullable Instant freshAsOf,
      @Nullable Instant highest,
      boolean isUpToDate,
      Duration staleBound) {

    /**
     * A watermark from the future says that one of the clocks cannot be trusted. One is enough:
     * that part may have been silent since the clock was set right.
     */
    private Instant holdsFrom() {
      return isUpToDate && highest != null ? Moments.before(highest, staleBound) : Instant.MAX;
    }

    private Instant holdsUntil() {
      return isUpToDate && freshAsOf != null ? Moments.after(freshAsOf, staleBound) : Instant.MIN;
    }
  }

  private final Goods goods;
  private final Aisle forCustomers;
  private final Aisle forSubResellers;
  private final Claim claim;
  private final @Nullable Instant freshAsOf;
  private final long vouchedFromMillis;
  private final long vouchedUntilMillis;

  Shelf(Goods goods, Claim claim) {
    this.goods = goods;
    this.forCustomers = goods.forCustomers();
    this.forSubResellers = goods.forSubResellers();
    this.claim = claim;
    this.freshAsOf = claim.freshAsOf();
    this.vouchedFromMillis = Moments.millisFrom(claim.holdsFrom());
    this.vouchedUntilMillis = Moments.millisBefore(claim.holdsUntil());
  }

  Goods goods() {
    return goods;
  }

  Aisle aisle(Audience audience) {
    return switch (audience) {
      case CUSTOMER -> forCustomers;
      case SUB_RESELLER -> forSubResellers;
    };
  }

  /** Null when nothing was ever fixed for this buyer. */
  @Nullable Newest<BuyerSheet> sheet(Buyer buyer) {
    return switch (buyer) {
      case Buyer.Visitor _ -> null;
      case Buyer.Customer(var id) -> goods.sheets().ofCustomers().get(id.value());
      case Buyer.SubReseller(var id, _) -> goods.sheets().ofSubResellers().get(id.value());
    };
  }

  /** Every change committed before this is on it; null while unknown. */
  @Nullable Instant freshAsOf() {
    return freshAsOf;
  }

  /**
   * The same, where it is vouched for.
   *
   * @throws NullPointerException while nothing is known
   */
  Instant vouchedAsOf() {
    return Objects.requireNonNull(freshAsOf, "nothing is vouched for yet");
  }

  /** Whether the claim holds for certain while the system's clock shows these milliseconds. */
  boolean isSurelyVouchedForAt(long systemMillis) {
    return systemMillis >= vouchedFromMillis && systemMillis < vouchedUntilMillis;
  }

  /** Why it cannot be vouched for at a moment of the system's time; null when it can. */
  @Nullable UnvouchedReason doubtAt(Instant systemNow) {
    if (!claim.isUpToDate()) {
      return UnvouchedReason.STARTING;
    }
    return systemNow.isBefore(claim.holdsFrom()) || systemNow.isAfter(claim.holdsUntil())
        ? UnvouchedReason.STALE
        : null;
  }
}
