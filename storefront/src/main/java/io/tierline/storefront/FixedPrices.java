package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The prices of one product that are fixed for one buyer (domain.md PR-5), now and to come. */
final class FixedPrices {

  /** By action, the highest version first. */
  private final List<List<SpecificPriceEvent.Price>> byAction = new ArrayList<>();

  /**
   * What counts with one offer in one stretch of time. The offer itself is not held: there may be
   * as many of these as buyers, long after another version has replaced it.
   */
  static final class Counting {
    /** Of a product of which nothing was ever fixed. */
    static final Counting NOTHING = new Counting();

    private final Object ofOffer;
    private final long fromMillis;
    private final long untilMillis;
    private final long perYear;
    private final boolean inOtherCurrency;
    private final @Nullable Price[] made;

    private Counting() {
      this.ofOffer = new Object();
      this.fromMillis = Long.MAX_VALUE;
      this.untilMillis = Long.MIN_VALUE;
      this.inOtherCurrency = false;
      this.perYear = Amounts.NONE;
      this.made = new @Nullable Price[0];
    }

    private Counting(Offer offer, Stretch stretch, @Nullable Money perYear) {
      this.ofOffer = offer.identity();
      this.fromMillis = stretch.fromMillis();
      this.untilMillis = stretch.untilMillis();
      this.inOtherCurrency = perYear != null && !perYear.getCurrencyUnit().equals(offer.currency());
      this.perYear = perYear == null ? Amounts.NONE : Amounts.minorUnits(perYear);
      this.made = new @Nullable Price[perYear == null ? 0 : offer.longestTenure()];
    }

    /** Whether it counts with this offer for every moment of these milliseconds. */
    boolean surelyCounts(Offer offer, long millis) {
      return ofOffer == offer.identity() && millis >= fromMillis && millis < untilMillis;
    }

    /** Negative when none is set. */
    long perYear() {
      return perYear;
    }

    boolean isSet() {
      return perYear != Amounts.NONE;
    }

    /** A sum of two currencies is no price. */
    boolean isInOtherCurrency() {
      return inOtherCurrency;
    }

    /**
     * @param offer the one it was made for
     */
    @Nullable Price price(Offer offer, ProductAction action, int years) {
      if (years > made.length) {
        return null;
      }
      Price known = made[years - 1];
      if (known == null) {
        known = offer.specific(action, years, perYear);
        made[years - 1] = known;
      }
      return known;
    }
  }

  /** The prices for one buyer that a price list shows; negative where none is set. */
  @FunctionalInterface
  interface Shown {

    Shown NONE = _ -> Amounts.NONE;

    long perYear(ProductAction action);
  }

  /**
   * @throws ArithmeticException for amounts that no purchase could be computed from
   */
  FixedPrices(List<SpecificPriceEvent.Price> prices) {
    for (ProductAction action : ProductAction.values()) {
      List<SpecificPriceEvent.Price> ofAction =
          prices.stream()
              .filter(price -> price.action() == action)
              .sorted(Comparator.comparingLong(SpecificPriceEvent.Price::version).reversed())
              .toList();
      for (SpecificPriceEvent.Price price : ofAction) {
        Money perYear = price.perYear();
        if (perYear != null) {
          Amounts.minorUnits(perYear);
        }
      }
      byAction.add(ofAction);
    }
  }

  /** The highest version that has started; one without a price gives it up. */
  Counting exactlyAt(ProductAction action, Offer offer, Instant now) {
    List<SpecificPriceEvent.Price> versions = byAction.get(action.ordinal());
    Stretch stretch =
        Stretch.around(
            now, versions.stream().map(SpecificPriceEvent.Price::effectiveFrom).toList());
    Money perYear = null;
    for (SpecificPriceEvent.Price version : versions) {
      if (!version.effectiveFrom().isAfter(now)) {
        perYear = version.perYear();
        break;
      }
    }
    return new Counting(offer, stretch, perYear);
  }

  /** A sum of two currencies is no price. */
  boolean isInOtherCurrency(Offer offer, Instant now) {
    for (ProductAction action : ProductAction.values()) {
      if (exactlyAt(action, offer, now).isInOtherCurrency()) {
        return true;
      }
    }
    return false;
  }
}
