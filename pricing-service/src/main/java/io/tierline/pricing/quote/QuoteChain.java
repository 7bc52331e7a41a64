package io.tierline.pricing.quote;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuote.Leg;
import io.tierline.contracts.pricing.ChainQuote.Line;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.quote.ChainResult.CostMissing;
import io.tierline.pricing.quote.ChainResult.NotPriced;
import io.tierline.pricing.quote.ChainResult.Priced;
import io.tierline.pricing.quote.ChainResult.ProductUnknown;
import io.tierline.pricing.quote.ChainResult.SellerInactive;
import io.tierline.pricing.quote.ChainResult.SellerUnknown;
import io.tierline.pricing.quote.ChainResult.StandingMissing;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What one purchase costs at every seller from the customer's up to the operator, and what the
 * operator pays its registry (domain.md OR-3, PR-8). Each leg is in the selling currency of its
 * seller; nothing is converted (PR-18). Sees the books of all sellers: for internal callers only.
 */
public class QuoteChain {

  private final Sellers sellers;
  private final CompiledBooks books;
  private final Catalog catalog;
  private final RegistryCosts costs;
  private final Clock clock;

  public QuoteChain(
      Sellers sellers, CompiledBooks books, Catalog catalog, RegistryCosts costs, Clock clock) {
    this.sellers = sellers;
    this.books = books;
    this.catalog = catalog;
    this.costs = costs;
    this.clock = clock;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public ChainResult quote(ChainQuoteRequest purchase) {
    Optional<Product> product = ProductNames.ascii(purchase.product()).flatMap(catalog::find);
    if (product.isEmpty()) {
      return new ProductUnknown(purchase.product());
    }
    List<Seller> path = sellers.pathUp(purchase.sellerId());
    Optional<ChainResult> broken = whereThePathIsBroken(purchase.sellerId(), path);
    if (broken.isPresent()) {
      return broken.get();
    }
    QuoteRequest request =
        QuoteRequest.standard(product.get().code(), purchase.action(), purchase.years());
    if (!product.get().terms().sells(request.action(), request.years())) {
      return new NotPriced(purchase.sellerId(), tenureRefused(product.get(), request));
    }
    return priced(purchase, request, path);
  }

  private static QuoteResult.TenureRefused tenureRefused(Product product, QuoteRequest request) {
    return new QuoteResult.TenureRefused(
        request.product(),
        request.action(),
        request.years(),
        product.terms().shortestTenure(request.action()),
        product.terms().longestTenure(request.action()));
  }

  private static Optional<ChainResult> whereThePathIsBroken(SellerId first, List<Seller> path) {
    if (path.isEmpty()) {
      return Optional.of(new SellerUnknown(first));
    }
    for (Seller seller : path) {
      if (seller.status() != Seller.Status.ACTIVE) {
        return Optional.of(new SellerInactive(seller.id()));
      }
    }
    SellerId missing = path.getLast().parent();
    return missing == null ? Optional.empty() : Optional.of(new SellerUnknown(missing));
  }

  /**
   * One sale on the way up.
   *
   * @param buyerId of a customer or of a partner
   */
  private record Sale(BookKey book, String buyerId, Standing standing) {}

  private ChainResult priced(ChainQuoteRequest purchase, QuoteRequest request, List<Seller> path) {
    List<Sale> sales = new ArrayList<>();
    if (purchase.customerId() != null) {
      sales.add(
          new Sale(
              new BookKey(purchase.sellerId(), Audience.CUSTOMER),
              purchase.customerId().toString(),
              new Standing.OfCustomer(BuyerTerms.none())));
    }
    Map<SellerId, Standing> standings = new HashMap<>();
    purchase
        .standings()
        .forEach(
            standing ->
                standings.put(
                    standing.partnerId(),
                    new Standing.OfSubReseller(
                        standing.totalReceipts(),
                        standing.webServicesOrders(),
                        BuyerTerms.none())));
    for (int i = 1; i < path.size(); i++) {
      SellerId partner = path.get(i - 1).id();
      Standing standing = standings.get(partner);
      if (standing == null) {
        return new StandingMissing(partner);
      }
      sales.add(
          new Sale(
              new BookKey(path.get(i).id(), Audience.SUB_RESELLER), partner.toString(), standing));
    }
    Instant now = clock.instant();
    Map<BookKey, PriceBook> found = books.find(sales.stream().map(Sale::book).toList(), now);
    List<Leg> legs = new ArrayList<>();
    for (Sale sale : sales) {
      switch (quote(sale, found, request, now)) {
        case Quote quote -> legs.add(leg(sale, quote));
        case NoQuote none -> {
          return new NotPriced(sale.book().seller(), none);
        }
      }
    }
    SellerId operator = path.getLast().id();
    Money cost = costs.latest(operator, request.product()).costs().get(request.action());
    return cost == null
        ? new CostMissing(operator, request.product(), request.action())
        : new Priced(new ChainQuote(now, legs, cost.multipliedBy(request.years())));
  }

  private static QuoteResult quote(
      Sale sale, Map<BookKey, PriceBook> found, QuoteRequest request, Instant now) {
    PriceBook book = found.get(sale.book());
    return book == null
        ? new PriceMissing(
            sale.book().audience(),
            request.product(),
            request.action(),
            request.years(),
            Missing.PRICE)
        : Quotes.quote(book, request, sale.standing(), now);
  }

  private static Leg leg(Sale sale, Quote quote) {
    return new Leg(
        sale.book().seller(),
        sale.book().audience().name(),
        sale.buyerId(),
        quote.total(),
        quote.lines().stream().map(QuoteChain::line).toList(),
        quote.priceVersion());
  }

  private static Line line(QuoteResult.Line line) {
    return switch (line) {
      case QuoteResult.Line.Years years ->
          new Line(
              years.rule(), years.description(), years.years(), years.perYear(), years.amount());
      case QuoteResult.Line.Once once ->
          new Line(once.rule(), once.description(), 1, once.amount(), once.amount());
      case QuoteResult.Line.Tax tax ->
          new Line(tax.rule(), tax.description(), 1, tax.amount(), tax.amount());
    };
  }
}
