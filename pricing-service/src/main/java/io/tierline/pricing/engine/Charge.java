package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.NameTier.Premium;
import io.tierline.pricing.engine.QuoteResult.ActionNotSold;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import io.tierline.pricing.engine.QuoteResult.PremiumNotAcknowledged;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.PriceTooLarge;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a purchase is charged, in numbers: how every price is computed. {@link Quotes} puts it into
 * words. May be used again and again by one thread; a standard name whose price is found is then
 * computed without any allocation. All amounts are minor units of the book's currency.
 */
public final class Charge {

  /** Which rule gave the price. */
  enum Won {
    USUAL,
    PROMO,
    SPECIFIC,
    PREMIUM
  }

  private static final long NO_FEE = -1;

  private int product;
  private int row;
  private int reached;
  private long usualPerYear;
  private Won won = Won.USUAL;
  private @Nullable Promo promo;
  private long perYear;
  private long price;
  private long fee;
  private final Pr17Tax.Due taxes = new Pr17Tax.Due();
  private long total;

  /**
   * Refusals first. Then a premium name by its cost and the seller's margin and nothing else
   * (PR-19); any other by its specific price (PR-5), else by the lower total of the usual price
   * (PR-3, PR-7) and the best promo (PR-6). Then the application fee (PR-13), then each tax
   * (PR-17).
   *
   * @param standing of the buyer at the moment of purchase (domain.md PR-8)
   * @param at business time
   * @return why there is no price, and then nothing else here counts; null when there is one
   * @throws IllegalArgumentException when the book is for another audience than the buyer belongs
   *     to, or the cost of a premium name is not in the seller's currency
   * @throws ArithmeticException rather than a wrong sum, when prices or rates are beyond all {@link
   *     Limits}
   */
  public @Nullable NoQuote compute(
      PriceBook book, QuoteRequest request, Standing standing, Instant at) {
    if (standing.audience() != book.audience()) {
      throw new IllegalArgumentException(
          "A book for %s cannot price for %s".formatted(book.audience(), standing.audience()));
    }
    product = book.assortment().find(request.product());
    if (product == Assortment.UNKNOWN) {
      return missing(book, request, Missing.PRICE);
    }
    NoQuote refused = refused(book, request, standing);
    if (refused != null) {
      return refused;
    }
    row = book.rowInForce(product, at);
    if (row == Rows.NONE) {
      return missing(book, request, Missing.PRICE);
    }
    reached = placeReached(book, standing);
    usualPerYear = book.packed().perYear(row, request.action(), reached, request.years());
    NoQuote none =
        switch (request.name()) {
          case NameTier.Standard _ -> standardPrice(book, request, standing.terms(), at);
          case Premium premium -> premiumPrice(book, request, premium);
        };
    if (none == null) {
      none = fee(book, request, at);
    }
    if (none != null) {
      return none;
    }
    total = preTax();
    taxes.clear();
    if (!book.taxes().areNone()) {
      total =
          Math.addExact(
              total,
              taxes.compute(book.taxes(), terms(book).kind(), standing.terms().taxPlace(), total));
    }
    return null;
  }

  /** What no seller can change: no price is looked for then. Null when it can be bought. */
  static @Nullable NoQuote whyNeverSold(ProductTerms terms, ProductAction action, int years) {
    if (terms.sells(action, years)) {
      return null;
    }
    return terms.actions().contains(action)
        ? new TenureRefused(
            terms.product(),
            action,
            years,
            terms.shortestTenure(action),
            terms.longestTenure(action))
        : new ActionNotSold(terms.product(), action);
  }

  private @Nullable NoQuote refused(PriceBook book, QuoteRequest request, Standing standing) {
    if (!book.packed().isSold(product, request.action(), request.years())) {
      return whyNotSold(book, request);
    }
    if (standing instanceof Standing.OfSubReseller partner
        && !partner.currency().equals(book.currency())) {
      return new StandingInOtherCurrency(book.currency(), partner.currency());
    }
    if (request.name() instanceof Premium premium
        && premium.acknowledgement() == Acknowledgement.ABSENT) {
      return new PremiumNotAcknowledged(request.product(), request.action());
    }
    return book.taxes().areNone()
        ? null
        : Pr17Tax.placeMissing(book.taxes(), terms(book).kind(), standing.terms().taxPlace());
  }

  private NoQuote whyNotSold(PriceBook book, QuoteRequest request) {
    TldStatus status = book.packed().status(product);
    NoQuote never = whyNeverSold(terms(book), request.action(), request.years());
    return never == null || !Pr15TldStatus.allows(status, request.action())
        ? new NotSold(request.product(), request.action(), status)
        : never;
  }

  private static PriceMissing missing(PriceBook book, QuoteRequest request, Missing missing) {
    return new PriceMissing(
        book.audience(), request.product(), request.action(), request.years(), missing);
  }

  private static int placeReached(PriceBook book, Standing standing) {
    return switch (standing) {
      case Standing.OfCustomer _ -> Pr7Slabs.BASE;
      case Standing.OfSubReseller partner ->
          Pr7Slabs.highestReached(
              book.packed(), partner.totalReceipts(), partner.webServicesOrders());
    };
  }

  private @Nullable NoQuote standardPrice(
      PriceBook book, QuoteRequest request, BuyerTerms buyer, Instant at) {
    SpecificPrice.Fixed specific = Pr5Specific.inForce(buyer, request, at);
    if (specific != null) {
      return wins(Won.SPECIFIC, specific.perYear(), request.years());
    }
    if (usualPerYear == PackedPrices.NONE) {
      return missing(book, request, Missing.PRICE);
    }
    promo = Pr6Promo.best(book.list(row).promos(), request.action(), at);
    if (promo != null) {
      long promoTotal =
          Pr6Promo.total(
              promo, terms(book).shortestTenure(request.action()), request.years(), usualPerYear);
      if (promoTotal < Pr2PerYear.total(usualPerYear, request.years())) {
        won = Won.PROMO;
        perYear = promo.perYear();
        price = promoTotal;
        return null;
      }
    }
    return wins(Won.USUAL, usualPerYear, request.years());
  }

  private @Nullable NoQuote premiumPrice(PriceBook book, QuoteRequest request, Premium premium) {
    MarginRule rule = book.rules().premium();
    if (rule == null) {
      return missing(book, request, Missing.PREMIUM_MARGIN_RULE);
    }
    long asked = Pr19Premium.perYear(premium, rule, book.currency());
    return asked == Pr19Premium.TOO_LARGE
        ? new PriceTooLarge(request.product(), request.action())
        : wins(Won.PREMIUM, asked, request.years());
  }

  private @Nullable NoQuote wins(Won rule, long winning, int years) {
    won = rule;
    perYear = winning;
    price = Pr2PerYear.total(winning, years);
    return null;
  }

  private @Nullable NoQuote fee(PriceBook book, QuoteRequest request, Instant at) {
    fee = NO_FEE;
    if (book.packed().hasSunrise(row)
        && Pr13ApplicationFee.isDue(terms(book), request.action(), at)) {
      Long asked = book.list(row).applicationFee();
      if (asked == null) {
        return missing(book, request, Missing.APPLICATION_FEE);
      }
      fee = asked;
    }
    return null;
  }

  private ProductTerms terms(PriceBook book) {
    return book.assortment().terms(product);
  }

  /** What the winning rule asks a year; a promo for the years it covers. */
  public long perYear() {
    return perYear;
  }

  /** For all years. */
  public long price() {
    return price;
  }

  /** Whether there is an application fee, be it zero. */
  public boolean hasFee() {
    return fee != NO_FEE;
  }

  /** Zero when there is none. */
  public long fee() {
    return hasFee() ? fee : 0;
  }

  public long preTax() {
    return Math.addExact(price, fee());
  }

  public long total() {
    return total;
  }

  /** Each tax that is due. */
  Pr17Tax.Due taxes() {
    return taxes;
  }

  /** The product's number in the book. */
  int product() {
    return product;
  }

  /** The row of the version that is in force. */
  int row() {
    return row;
  }

  /** Place of the highest slab the buyer has reached. */
  int reached() {
    return reached;
  }

  Won won() {
    return won;
  }

  /** The promo that won; null when none did. */
  @Nullable Promo winningPromo() {
    return won == Won.PROMO ? promo : null;
  }
}
