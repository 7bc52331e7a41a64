package io.tierline.pricing.quote;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuote.Leg;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductKinds;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.NameTier;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.premium.PremiumCosts;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.premium.PremiumNames;
import io.tierline.pricing.quote.ChainResult.CostMissing;
import io.tierline.pricing.quote.ChainResult.NameMismatch;
import io.tierline.pricing.quote.ChainResult.NotPriced;
import io.tierline.pricing.quote.ChainResult.PremiumCostUnknown;
import io.tierline.pricing.quote.ChainResult.Priced;
import io.tierline.pricing.quote.ChainResult.ProductUnknown;
import io.tierline.pricing.quote.ChainResult.QuoteExpired;
import io.tierline.pricing.quote.ChainResult.QuoteMismatch;
import io.tierline.pricing.quote.ChainResult.QuoteNotOurs;
import io.tierline.pricing.quote.ChainResult.SellerInactive;
import io.tierline.pricing.quote.ChainResult.SellerUnknown;
import io.tierline.pricing.quote.ChainResult.StandingMissing;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificPrices;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What one purchase costs at every seller from the customer's up to the operator, and what the
 * operator pays its registry (domain.md OR-3, PR-8). Each leg is in the selling currency of its
 * seller; nothing is converted but the cost of premium names (PR-18, PR-19). Sees the books of all
 * sellers: for internal callers only.
 */
public class QuoteChain {

  private final Sellers sellers;
  private final Catalog catalog;
  private final Prices prices;
  private final QuoteSeal seal;
  private final Clock clock;

  /** What prices are made from. */
  public record Prices(
      CompiledBooks books,
      SpecificPrices specificPrices,
      RegistryCosts costs,
      PremiumCosts premiumCosts) {}

  public QuoteChain(Sellers sellers, Catalog catalog, Prices prices, QuoteSeal seal, Clock clock) {
    this.sellers = sellers;
    this.catalog = catalog;
    this.prices = prices;
    this.seal = seal;
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
    ProductTerms terms = product.get().terms();
    Wanted wanted = wanted(purchase);
    Optional<Purchased> purchased = Purchased.of(terms, wanted);
    if (purchased.isEmpty()) {
      return new NameMismatch(
          wanted.name() == null ? "" : wanted.name(), terms.product(), terms.kind());
    }
    return Quotes.whyNeverSold(terms, wanted.action(), wanted.years())
        .<ChainResult>map(reason -> new NotPriced(purchase.sellerId(), reason))
        .orElseGet(() -> priced(purchase, purchased.get(), path));
  }

  private static Wanted wanted(ChainQuoteRequest purchase) {
    ChainQuoteRequest.Name name = purchase.name();
    return new Wanted(
        purchase.product(),
        purchase.action(),
        purchase.years(),
        name == null ? null : name.name(),
        name != null && name.premium() ? Acknowledgement.GIVEN : Acknowledgement.ABSENT);
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
   * @param standing of the buyer, without the seller's terms
   * @param taxPlace where the buyer's taxes are due; null when not known
   */
  private record Sale(BuyerKey buyer, Standing standing, @Nullable Place taxPlace) {

    BookKey book() {
      return new BookKey(buyer.seller(), buyer.audience());
    }

    Standing standing(Map<BuyerKey, List<SpecificPrice>> specificPrices) {
      return standing.with(new BuyerTerms(specificPrices.getOrDefault(buyer, List.of()), taxPlace));
    }
  }

  private ChainResult priced(ChainQuoteRequest purchase, Purchased purchased, List<Seller> path) {
    Instant now = clock.instant();
    List<Sale> sales = new ArrayList<>();
    Optional<ChainResult> missing = addSales(purchase, path, sales);
    if (missing.isPresent()) {
      return missing.get();
    }
    @Nullable Leg honoured = null;
    if (purchase.signedQuote() != null) {
      switch (honoured(purchase, purchased, now)) {
        case Signed.Honoured(Leg leg) -> honoured = leg;
        case Signed.Refused(ChainResult reason) -> {
          return reason;
        }
      }
    }
    Costs costs = costs(purchased, path, now);
    if (costs instanceof Costs.Unknown unknown) {
      return new PremiumCostUnknown(unknown);
    }
    Map<BookKey, PriceBook> found =
        prices.books().find(sales.stream().map(Sale::book).toList(), now);
    Map<BuyerKey, List<SpecificPrice>> specific =
        prices.specificPrices().of(sales.stream().map(Sale::buyer).toList(), SpecificPrices.LATEST);
    Acknowledgement acknowledgement = wanted(purchase).acknowledgement();
    List<Leg> legs = new ArrayList<>();
    for (Sale sale : sales) {
      if (honoured != null && sale.buyer().audience() == Audience.CUSTOMER) {
        legs.add(Legs.honoured(honoured));
        continue;
      }
      NameTier tier = tier(costs, sale.buyer().seller(), acknowledgement);
      PriceBook book = found.get(sale.book());
      QuoteResult result =
          book == null
              ? priceMissing(sale, purchased)
              : Quotes.quote(book, request(purchased, tier), sale.standing(specific), now);
      switch (result) {
        case Quote quote -> legs.add(Legs.of(sale.buyer(), quote));
        case NoQuote none -> {
          return new NotPriced(sale.buyer().seller(), none);
        }
      }
    }
    return withCost(purchased, costs, path.getLast().id())
        .<ChainResult>map(
            cost ->
                new Priced(
                    new ChainQuote(now, ProductKinds.told(purchased.terms().kind()), legs, cost)))
        .orElseGet(
            () ->
                new CostMissing(
                    path.getLast().id(), purchased.terms().product(), purchased.action()));
  }

  private static Optional<ChainResult> addSales(
      ChainQuoteRequest purchase, List<Seller> path, List<Sale> sales) {
    if (purchase.customerId() != null) {
      ChainQuoteRequest.TaxAddress address = purchase.taxAddress();
      sales.add(
          new Sale(
              new BuyerKey(purchase.sellerId(), Audience.CUSTOMER, purchase.customerId().value()),
              new Standing.OfCustomer(BuyerTerms.none()),
              address == null ? null : new Place(address.country(), address.region())));
    }
    Map<SellerId, Standing> standings = new HashMap<>();
    for (ChainQuoteRequest.Standing standing : purchase.standings()) {
      standings.put(
          standing.partnerId(),
          new Standing.OfSubReseller(
              standing.totalReceipts(), standing.webServicesOrders(), BuyerTerms.none()));
    }
    for (int i = 1; i < path.size(); i++) {
      Seller partner = path.get(i - 1);
      Standing standing = standings.get(partner.id());
      if (standing == null) {
        return Optional.of(new StandingMissing(partner.id()));
      }
      String country = partner.country();
      sales.add(
          new Sale(
              new BuyerKey(path.get(i).id(), Audience.SUB_RESELLER, partner.id().value()),
              standing,
              country == null ? null : new Place(country, null)));
    }
    return Optional.empty();
  }

  private sealed interface Signed {
    record Honoured(Leg leg) implements Signed {}

    record Refused(ChainResult reason) implements Signed {}
  }

  private Signed honoured(ChainQuoteRequest purchase, Purchased purchased, Instant now) {
    String sealed = purchase.signedQuote() == null ? "" : purchase.signedQuote();
    return switch (seal.open(sealed)) {
      case QuoteSeal.Opened.NotOurs _ -> new Signed.Refused(new QuoteNotOurs());
      case QuoteSeal.Opened.Genuine(SignedQuote quote) -> {
        if (!quote.expiresAt().isAfter(now)) {
          yield new Signed.Refused(new QuoteExpired(quote.expiresAt()));
        }
        if (purchase.customerId() == null) {
          yield new Signed.Refused(new QuoteMismatch("customerId"));
        }
        BuyerKey buyer =
            new BuyerKey(purchase.sellerId(), Audience.CUSTOMER, purchase.customerId().value());
        yield quote
            .mismatch(buyer, purchased)
            .<Signed>map(field -> new Signed.Refused(new QuoteMismatch(field)))
            .orElseGet(() -> new Signed.Honoured(quote.leg()));
      }
    };
  }

  private Costs costs(Purchased purchased, List<Seller> path, Instant now) {
    return purchased.name() == null
        ? new Costs.Standard()
        : prices
            .premiumCosts()
            .along(
                path,
                new PremiumCosts.Wanted(
                    purchased.name(),
                    purchased.terms(),
                    purchased.action(),
                    now,
                    PremiumNames.LATEST));
  }

  private static NameTier tier(Costs costs, SellerId seller, Acknowledgement acknowledgement) {
    return switch (costs) {
      case Costs.Premium premium -> new NameTier.Premium(premium.perYear(seller), acknowledgement);
      case Costs.Standard _, Costs.Unknown _ -> new NameTier.Standard();
    };
  }

  private static QuoteRequest request(Purchased purchased, NameTier tier) {
    return new QuoteRequest(
        purchased.terms().product(), purchased.action(), purchased.years(), tier);
  }

  private static PriceMissing priceMissing(Sale sale, Purchased purchased) {
    return new PriceMissing(
        sale.buyer().audience(),
        purchased.terms().product(),
        purchased.action(),
        purchased.years(),
        Missing.PRICE);
  }

  /** For all years; nothing when it is not known. */
  private Optional<Money> withCost(Purchased purchased, Costs costs, SellerId operator) {
    @Nullable Money perYear =
        costs instanceof Costs.Premium premium
            ? premium.registry()
            : prices
                .costs()
                .latest(operator, purchased.terms().product())
                .costs()
                .get(purchased.action());
    return Optional.ofNullable(perYear).map(cost -> cost.multipliedBy(purchased.years()));
  }
}
