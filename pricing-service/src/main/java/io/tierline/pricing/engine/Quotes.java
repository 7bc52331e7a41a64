package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/** What a purchase costs, and why. A pure function. */
public final class Quotes {

  private Quotes() {}

  /**
   * @param standing of the buyer at the moment of purchase (domain.md PR-8)
   * @param at business time
   * @throws IllegalArgumentException when the book is for another audience than the buyer belongs
   *     to
   */
  public static QuoteResult quote(
      PriceBook book, QuoteRequest request, Standing standing, Instant at) {
    if (standing.audience() != book.audience()) {
      throw new IllegalArgumentException(
          "A book for %s cannot price for %s".formatted(book.audience(), standing.audience()));
    }
    PriceBook.Product product = book.product(request.product());
    PriceBook.Version version = product == null ? null : product.inForce(at);
    if (product == null || version == null) {
      return priceMissing(book, request);
    }
    ProductTerms terms = product.terms();
    ProductAction action = request.action();
    if (!terms.sells(action, request.years())) {
      return new TenureRefused(
          request.product(),
          action,
          request.years(),
          terms.shortestTenure(action),
          terms.longestTenure(action));
    }
    if (standing instanceof Standing.OfSubReseller partner
        && !partner.totalReceipts().getCurrencyUnit().equals(book.currency())) {
      return new StandingInOtherCurrency(
          book.currency(), partner.totalReceipts().getCurrencyUnit());
    }
    int reached = placeReached(book, standing);
    PriceTable.Found found = version.prices().find(action, reached, request.years());
    if (found == null) {
      return priceMissing(book, request);
    }
    return new Pricing(book, terms, version, request, reached, found).quote();
  }

  private static PriceMissing priceMissing(PriceBook book, QuoteRequest request) {
    return new PriceMissing(
        book.audience(), request.product(), request.action(), request.years(), Missing.PRICE);
  }

  private static int placeReached(PriceBook book, Standing standing) {
    return switch (standing) {
      case Standing.OfCustomer _ -> Pr7Slabs.BASE;
      case Standing.OfSubReseller partner ->
          Pr7Slabs.highestReached(
              book.slabs(), minorUnitsOrMost(partner.totalReceipts()), partner.webServicesOrders());
    };
  }

  /** More than a {@code long} holds reaches every threshold, as it should. */
  private static long minorUnitsOrMost(Money receipts) {
    BigDecimal minor = receipts.getAmount().movePointRight(receipts.getScale());
    return minor.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** One purchase with the price that was found for it. */
  private record Pricing(
      PriceBook book,
      ProductTerms terms,
      PriceBook.Version version,
      QuoteRequest request,
      int reached,
      PriceTable.Found found) {

    Quote quote() {
      Line.Years line =
          new Line.Years(
              rule(),
              "%s %s, %s at the %d-year price"
                  .formatted(
                      request.product(), request.action(), tenure(request.years()), found.years()),
              request.years(),
              book.money(found.perYear()),
              book.money(Pr2PerYear.total(found.perYear(), request.years())));
      List<Reason> reasons = new ArrayList<>();
      reasons.add(new Reason(line.rule(), Verdict.WON, line.perYear(), line.description()));
      addOtherSlabs(reasons);
      addOtherTenures(reasons);
      return new Quote(
          line.amount(),
          List.of(line),
          reasons,
          version.dated().version(),
          version.dated().effectiveFrom());
    }

    private String rule() {
      boolean telescopic = found.years() > terms.shortestTenure(request.action());
      if (book.audience() == Audience.CUSTOMER) {
        return telescopic ? Pr3Telescopic.RULE : Pr2PerYear.RULE;
      }
      String slab = slabRule(found.place());
      return telescopic ? slab + ", " + Pr3Telescopic.RULE : slab;
    }

    private String slabRule(int place) {
      return place == Pr7Slabs.BASE ? "PR-7 base slab" : "PR-7 slab " + book.slabNumberAt(place);
    }

    private void addOtherSlabs(List<Reason> reasons) {
      for (int place = book.slabs().size(); place >= Pr7Slabs.BASE; place--) {
        if (place == found.place()) {
          continue;
        }
        PriceTable.Found there = version.prices().find(request.action(), place, request.years());
        Money perYear =
            there != null && there.place() == place ? book.money(there.perYear()) : null;
        reasons.add(
            new Reason(
                slabRule(place), Verdict.LOST, perYear, whySlabLost(place, perYear != null)));
      }
    }

    private String whySlabLost(int place, boolean priced) {
      if (place > reached) {
        return "not reached";
      }
      return priced ? "a higher slab was reached" : "reached, but without a price: ignored";
    }

    private void addOtherTenures(List<Reason> reasons) {
      for (int years = found.years() - 1; years >= 1; years--) {
        long perYear = version.prices().own(request.action(), found.place(), years);
        if (perYear >= 0) {
          reasons.add(
              new Reason(
                  Pr3Telescopic.RULE,
                  Verdict.LOST,
                  book.money(perYear),
                  "the %d-year price: a longer tenure has its own".formatted(years)));
        }
      }
    }

    private static String tenure(int years) {
      return years == 1 ? "1 year" : years + " years";
    }
  }
}
