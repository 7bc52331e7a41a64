package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One seller's prices, and the claim how fresh they are. Immutable but for what is remembered. */
final class Shelf {

  /** Specific prices by who they are for, so that looking them up makes no key. */
  record Sheets(
      Map<CustomerId, Newest<BuyerSheet>> ofCustomers,
      Map<SellerId, Newest<BuyerSheet>> ofSubResellers) {

    static final Sheets NONE = new Sheets(Map.of(), Map.of());
  }

  private final Map<String, ProductLine> forCustomers;
  private final Map<String, ProductLine> forSubResellers;
  private final Sheets sheets;
  private final @Nullable Instant freshAsOf;
  private final long vouchedFromMillis;
  private final long vouchedUntilMillis;

  private Shelf(
      Map<String, ProductLine> forCustomers,
      Map<String, ProductLine> forSubResellers,
      Sheets sheets,
      Claim claim) {
    this.forCustomers = forCustomers;
    this.forSubResellers = forSubResellers;
    this.sheets = sheets;
    this.freshAsOf = claim.freshAsOf();
    Instant fresh = claim.isUpToDate() ? claim.freshAsOf() : null;
    this.vouchedFromMillis =
        fresh == null ? Long.MAX_VALUE : Moments.millisFrom(fresh.minus(claim.staleBound()));
    this.vouchedUntilMillis =
        fresh == null ? Long.MIN_VALUE : Moments.millisBefore(fresh.plus(claim.staleBound()));
  }

  /**
   * @param freshAsOf every change committed before this is on the shelf; null while unknown
   * @param isUpToDate whether everything has been read that was on the bus at the start
   */
  record Claim(@Nullable Instant freshAsOf, boolean isUpToDate, Duration staleBound) {}

  static Shelf of(Map<PriceKey, ProductLine> lines, Sheets sheets, Claim claim) {
    Map<String, ProductLine> forCustomers = new HashMap<>();
    Map<String, ProductLine> forSubResellers = new HashMap<>();
    lines.forEach(
        (key, line) -> {
          switch (key.audience()) {
            case CUSTOMER -> forCustomers.put(key.product(), line);
            case SUB_RESELLER -> forSubResellers.put(key.product(), line);
          }
        });
    return new Shelf(forCustomers, forSubResellers, sheets, claim);
  }

  /** The same prices under another claim. */
  Shelf under(Claim claim) {
    return new Shelf(forCustomers, forSubResellers, sheets, claim);
  }

  Map<String, ProductLine> lines(Audience audience) {
    return switch (audience) {
      case CUSTOMER -> forCustomers;
      case SUB_RESELLER -> forSubResellers;
    };
  }

  /** Null when nothing was ever fixed for this buyer. */
  @Nullable Newest<BuyerSheet> sheet(Buyer buyer) {
    return switch (buyer) {
      case Buyer.Visitor _ -> null;
      case Buyer.Customer(var id) -> sheets.ofCustomers().get(id);
      case Buyer.SubReseller(var id, _) -> sheets.ofSubResellers().get(id);
    };
  }

  /** Every change committed before this is on it; null while unknown. */
  @Nullable Instant freshAsOf() {
    return freshAsOf;
  }

  /** Whether the claim holds for certain while the system's clock shows these milliseconds. */
  boolean isSurelyVouchedForAt(long systemMillis) {
    return systemMillis >= vouchedFromMillis && systemMillis < vouchedUntilMillis;
  }
}
