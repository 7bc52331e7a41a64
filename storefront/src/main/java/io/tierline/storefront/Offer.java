package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.storefront.PriceAnswer.Lacking;
import io.tierline.storefront.ProductPrices.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is offered of a product while its version, its promos and its sunrise stay as they are.
 *
 * <p>A price is made when it is first asked for, and kept. Threads that ask at the same time make
 * the same one; whichever stays is right, and since it is immutable no thread sees half of it.
 */
final class Offer {

  private final CompiledPrices prices;
  private final Terms terms;
  private final @Nullable Status status;
  private final long version;

  /** Of the promo that runs, by action. */
  private final long[] promoPerYear;

  /** Zero where none is due; negative where one is due and not set. */
  private final long feeOnRegistration;

  private final int places;
  private final int longestTenure;
  private final long fromMillis;
  private final long untilMillis;
  private final Object identity = new Object();
  private final @Nullable Price[] made;

  /**
   * @param stretch in which all of it stays as it is
   */
  Offer(Snapshot snapshot, CompiledPrices prices, Surroundings surroundings, Stretch stretch) {
    Instant at = stretch.from();
    Terms ofTld = surroundings.terms();
    this.prices = prices;
    this.terms = isTld(prices) && ofTld != null ? ofTld : prices.ownTerms();
    this.status = isTld(prices) ? surroundings.status() : null;
    this.version = snapshot.version();
    this.promoPerYear = new long[ProductAction.values().length];
    for (ProductAction action : ProductAction.values()) {
      promoPerYear[action.ordinal()] = prices.promoPerYear(action, at);
    }
    this.feeOnRegistration = terms.chargesApplicationFee(at) ? prices.applicationFee() : 0;
    this.places = prices.places();
    this.longestTenure = terms.maxYears();
    this.fromMillis = stretch.fromMillis();
    this.untilMillis = stretch.untilMillis();
    this.made = new @Nullable Price[promoPerYear.length * places * longestTenure];
  }

  private static boolean isTld(CompiledPrices prices) {
    return switch (prices.kind()) {
      case TLD -> true;
      case PRIVACY, WEB_SERVICE -> false;
    };
  }

  /** Whether it is for every moment of these milliseconds. */
  boolean surelyIncludes(long millis) {
    return millis >= fromMillis && millis < untilMillis;
  }

  CurrencyUnit currency() {
    return prices.currency();
  }

  /** Stands for this offer without holding it. */
  Object identity() {
    return identity;
  }

  int longestTenure() {
    return longestTenure;
  }

  int placeReached(Standing standing) {
    return prices.placeReached(standing);
  }

  /** The usual price or a promo; null when it is not sold. */
  @Nullable Price price(ProductAction action, int years, int place) {
    if (years > longestTenure) {
      return null;
    }
    int slot = (action.ordinal() * places + place) * longestTenure + years - 1;
    Price known = made[slot];
    if (known == null) {
      known = make(action, years, place);
      made[slot] = known;
    }
    return known;
  }

  private @Nullable Price make(ProductAction action, int years, int place) {
    long usual = prices.perYear(action, place, years);
    if (usual == Amounts.NONE || whyNotSold(action, years) != null) {
      return null;
    }
    long total = usual * years;
    long promo = promoPerYear[action.ordinal()];
    if (promo != Amounts.NONE) {
      int covered = terms.shortest(action);
      long withPromo = promo * covered + usual * (years - covered);
      // Where they cost the same, the usual price counts (domain.md PR-6).
      if (withPromo < total) {
        return price(Price.Kind.PROMO, promo, withPromo, action);
      }
    }
    return price(Price.Kind.USUAL, usual, total, action);
  }

  /** The price fixed for a buyer, whatever others cost; null when it is not sold. */
  @Nullable Price specific(ProductAction action, int years, long perYear) {
    return whyNotSold(action, years) == null
        ? price(Price.Kind.SPECIFIC, perYear, perYear * years, action)
        : null;
  }

  private Price price(Price.Kind kind, long perYear, long forYears, ProductAction action) {
    long fee = feeOf(action);
    return new Price(
        kind, money(perYear), money(forYears), money(fee), money(forYears + fee), version);
  }

  private long feeOf(ProductAction action) {
    return action == ProductAction.REGISTER ? feeOnRegistration : 0;
  }

  private Money money(long minorUnits) {
    return Money.ofMinor(prices.currency(), minorUnits);
  }

  /** Why there is no price. */
  Lacking lacking(ProductAction action, int years, int place) {
    Lacking lacking = whyNotSold(action, years);
    if (lacking != null) {
      return lacking;
    }
    boolean offered = prices.perYear(action, place, Amounts.TENURE_YEARS_MAX) != Amounts.NONE;
    return offered ? Lacking.TENURE : Lacking.ACTION;
  }

  private @Nullable Lacking whyNotSold(ProductAction action, int years) {
    if (status == Status.DO_NOT_SELL) {
      return Lacking.PRODUCT;
    }
    if (status == Status.NO_NEW_ORDERS && isNewOrder(action)) {
      return Lacking.NEW_ORDERS;
    }
    if (!terms.actions().contains(action)) {
      return Lacking.ACTION;
    }
    if (!terms.sells(action, years)) {
      return Lacking.TENURE;
    }
    return feeOf(action) < 0 ? Lacking.APPLICATION_FEE : null;
  }

  private static boolean isNewOrder(ProductAction action) {
    return switch (action) {
      case REGISTER, TRANSFER -> true;
      case RENEW, RESTORE -> false;
    };
  }

  /**
   * What a buyer is shown (domain.md PR-4): one row of an action where every tenure has the same
   * price per year. Where a promo covers some of its years, or a fee is due once, it has not: then
   * each tenure has its row.
   *
   * @param fixed for this buyer
   */
  List<Row> rows(int place, FixedPrices.Shown fixed) {
    List<Row> rows = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      List<Row> tenures = new ArrayList<>();
      boolean onePriceForAll = true;
      long first = Amounts.NONE;
      for (int years = terms.shortest(action); years <= terms.longest(action); years++) {
        long own = fixed.perYear(action);
        Price price =
            own == Amounts.NONE ? price(action, years, place) : specific(action, years, own);
        if (price != null) {
          long usual = prices.perYear(action, place, years);
          long compared = own == Amounts.NONE ? usual : own;
          onePriceForAll &=
              (tenures.isEmpty() || compared == first)
                  && price.kind() != Price.Kind.PROMO
                  && price.applicationFee().isZero();
          first = compared;
          tenures.add(row(action, years, price, usual));
        }
      }
      rows.addAll(onePriceForAll && !tenures.isEmpty() ? tenures.subList(0, 1) : tenures);
    }
    return List.copyOf(rows);
  }

  private Row row(ProductAction action, int years, Price price, long usual) {
    boolean differs = price.kind() != Price.Kind.USUAL && usual != Amounts.NONE;
    return new Row(
        action,
        years,
        price.kind(),
        price.perYear(),
        differs ? money(usual) : null,
        price.applicationFee(),
        price.total());
  }
}
