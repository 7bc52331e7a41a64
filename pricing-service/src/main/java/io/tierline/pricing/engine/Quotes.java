package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.NameTier.Premium;
import io.tierline.pricing.engine.Purchase.Priced;
import io.tierline.pricing.engine.QuoteResult.ActionNotSold;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import io.tierline.pricing.engine.QuoteResult.PremiumNotAcknowledged;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** What a purchase costs, and why. A pure function. */
public final class Quotes {

  private Quotes() {}

  /**
   * Refusals first. Then a premium name by its cost and the seller's margin and nothing else
   * (PR-19); any other by its specific price (PR-5), else by the lower total of the usual price
   * (PR-3, PR-7) and the best promo (PR-6). Then the application fee (PR-13), then each tax
   * (PR-17).
   *
   * @param standing of the buyer at the moment of purchase (domain.md PR-8)
   * @param at business time
   * @throws IllegalArgumentException when the book is for another audience than the buyer belongs
   *     to, or the cost of a premium name is not in the seller's currency
   */
  public static QuoteResult quote(
      PriceBook book, QuoteRequest request, Standing standing, Instant at) {
    if (standing.audience() != book.audience()) {
      throw new IllegalArgumentException(
          "A book for %s cannot price for %s".formatted(book.audience(), standing.audience()));
    }
    PriceBook.Product product = book.product(request.product());
    if (product == null) {
      return missing(book, request, Missing.PRICE);
    }
    Optional<NoQuote> refused = whyNotSold(book, product, request, standing);
    if (refused.isPresent()) {
      return refused.get();
    }
    PriceBook.Version version = product.inForce(at);
    if (version == null) {
      return missing(book, request, Missing.PRICE);
    }
    Purchase purchase =
        new Purchase(book, product, version, request, placeReached(book, standing), at);
    return switch (request.name()) {
      case NameTier.Standard _ ->
          purchase
              .priced(standing.terms())
              .map(priced -> withFeeAndTaxes(purchase, priced, standing.terms()))
              .orElseGet(() -> missing(book, request, Missing.PRICE));
      case Premium premium -> {
        MarginRule rule = book.rules().premium();
        yield rule == null
            ? missing(book, request, Missing.PREMIUM_MARGIN_RULE)
            : withFeeAndTaxes(purchase, purchase.premium(premium, rule), standing.terms());
      }
    };
  }

  /** What no seller can change: no price is looked for then. */
  public static Optional<NoQuote> whyNeverSold(
      ProductTerms terms, ProductAction action, int years) {
    if (!terms.actions().contains(action)) {
      return Optional.of(new ActionNotSold(terms.product(), action));
    }
    return terms.sells(action, years)
        ? Optional.empty()
        : Optional.of(
            new TenureRefused(
                terms.product(),
                action,
                years,
                terms.shortestTenure(action),
                terms.longestTenure(action)));
  }

  private static Optional<NoQuote> whyNotSold(
      PriceBook book, PriceBook.Product product, QuoteRequest request, Standing standing) {
    ProductTerms terms = product.terms();
    if (!Pr15TldStatus.allows(product.status(), request.action())) {
      return Optional.of(new NotSold(request.product(), request.action(), product.status()));
    }
    Optional<NoQuote> never = whyNeverSold(terms, request.action(), request.years());
    if (never.isPresent()) {
      return never;
    }
    if (standing instanceof Standing.OfSubReseller partner
        && !partner.currency().equals(book.currency())) {
      return Optional.of(new StandingInOtherCurrency(book.currency(), partner.currency()));
    }
    if (request.name() instanceof Premium(_, Acknowledgement acknowledgement)
        && acknowledgement == Acknowledgement.ABSENT) {
      return Optional.of(new PremiumNotAcknowledged(request.product(), request.action()));
    }
    return Pr17Tax.placeMissing(book.rules().taxes(), terms.kind(), standing.terms().taxPlace());
  }

  private static QuoteResult missing(PriceBook book, QuoteRequest request, Missing missing) {
    return new PriceMissing(
        book.audience(), request.product(), request.action(), request.years(), missing);
  }

  private static int placeReached(PriceBook book, Standing standing) {
    return switch (standing) {
      case Standing.OfCustomer _ -> Pr7Slabs.BASE;
      case Standing.OfSubReseller partner ->
          Pr7Slabs.highestReached(
              book.slabs(), partner.totalReceipts(), partner.webServicesOrders());
    };
  }

  private static QuoteResult withFeeAndTaxes(Purchase purchase, Priced priced, BuyerTerms buyer) {
    PriceBook book = purchase.book();
    ProductTerms terms = purchase.product().terms();
    PriceBook.Version version = purchase.version();
    List<Line> lines = new ArrayList<>(priced.lines());
    if (Pr13ApplicationFee.isDue(terms, purchase.request().action(), purchase.at())) {
      Long fee = version.list().applicationFee();
      if (fee == null) {
        return missing(book, purchase.request(), Missing.APPLICATION_FEE);
      }
      lines.add(new Line.Once(Pr13ApplicationFee.RULE, Pr13ApplicationFee.NAME, book.money(fee)));
    }
    lines.addAll(Pr17Tax.lines(book.rules().taxes(), terms.kind(), buyer.taxPlace(), sum(lines)));
    return new Quote(
        sum(lines),
        lines,
        priced.reasons(),
        version.dated().version(),
        version.dated().effectiveFrom());
  }

  private static Money sum(List<Line> lines) {
    Money sum = lines.getFirst().amount();
    for (Line line : lines.subList(1, lines.size())) {
      sum = sum.plus(line.amount());
    }
    return sum;
  }
}
