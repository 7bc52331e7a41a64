package io.tierline.pricing.cost;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.engine.CostOf;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.ExchangeRates;
import io.tierline.pricing.engine.ExchangeRates.Conversion;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificPrices;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What one seller pays (decision 11): an operator its registries' prices, a partner what its parent
 * asks of it at its standing, promos left out because they end. Sees the books of all sellers: it
 * is called in the background, before the seller's own transaction begins.
 */
public class CostsOfSellers {

  private final Sellers sellers;
  private final CompiledBooks books;
  private final RegistryCosts registryCosts;
  private final Buying buying;

  public CostsOfSellers(
      Sellers sellers, CompiledBooks books, RegistryCosts registryCosts, Buying buying) {
    this.sellers = sellers;
    this.books = books;
    this.registryCosts = registryCosts;
    this.buying = buying;
  }

  /** On which conditions sellers buy. */
  public record Buying(Standings standings, Rates rates, Clock clock) {}

  /**
   * What it pays now.
   *
   * @return may be asked as long as it is of use; an operator's reads its costs in the transaction
   *     in which it is asked
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public CostOf of(SellerId id) {
    Instant now = buying.clock().instant();
    return of(
        id,
        new View(
            now,
            SpecificPrices.LATEST,
            key -> books.withoutPromosAndTaxes(key, now),
            registryCosts::latest));
  }

  /**
   * What sellers paid at past moments, as it was known then, in the slabs they had reached then. In
   * the caller's transactions.
   *
   * @return remembers books, so that many partners of one parent can be looked at; to be thrown
   *     away with that work
   */
  public PastCosts inThePast() {
    Map<BookAt, Optional<PriceBook>> known = new HashMap<>();
    return (id, at) ->
        of(
            id,
            new View(
                at,
                at,
                key ->
                    known.computeIfAbsent(
                        new BookAt(key, at), _ -> books.withoutPromosAndTaxesAsKnownAt(key, at)),
                (operator, product) -> registryCosts.asKnownAt(operator, product, at)));
  }

  private record BookAt(BookKey book, Instant at) {}

  /**
   * What is seen from a moment.
   *
   * @param buyersKnownAt the moment at which standings and specific prices are seen, or the latest
   */
  private record View(
      Instant at,
      Instant buyersKnownAt,
      Function<BookKey, Optional<PriceBook>> books,
      BiFunction<SellerId, String, CostSheet> registryCosts) {}

  private CostOf of(SellerId id, View view) {
    List<Seller> path = sellers.pathUp(id);
    if (path.isEmpty() || path.getLast().parent() != null) {
      return (_, _, _) ->
          new Cost.Unknown("Pricing has not heard of this seller yet; try again in a moment.");
    }
    InCurrency converted =
        new InCurrency(
            buying.rates().at(path.getLast().id(), view.at()),
            path.getFirst().currency(),
            view.at());
    if (path.size() == 1) {
      return fromRegistries(id, view, converted);
    }
    SellerId parent = path.get(1).id();
    Optional<PriceBook> book = view.books().apply(new BookKey(parent, Audience.SUB_RESELLER));
    if (book.isEmpty()) {
      return (_, _, _) ->
          new Cost.Unknown("Your supplier has set no prices for sub-resellers yet.");
    }
    Standing standing =
        buying
            .standings()
            .of(
                new BuyerKey(parent, Audience.SUB_RESELLER, id.value()),
                book.get().currency(),
                view.buyersKnownAt());
    return (product, action, years) ->
        fromParent(
            Quotes.quote(
                book.get(), QuoteRequest.standard(product, action, years), standing, view.at()),
            converted);
  }

  private static CostOf fromRegistries(SellerId operator, View view, InCurrency converted) {
    Map<String, Map<ProductAction, Money>> known = new HashMap<>();
    Function<String, Map<ProductAction, Money>> read =
        product -> view.registryCosts().apply(operator, product).costs();
    return (product, action, _) -> {
      Money cost = known.computeIfAbsent(product, read).get(action);
      return cost == null
          ? new Cost.Unknown(
              "The registry's cost for %s of %s is not recorded; PUT /v1/tlds/%s/costs."
                  .formatted(action, product, product))
          : converted.known(cost);
    };
  }

  private static Cost fromParent(QuoteResult result, InCurrency converted) {
    if (result instanceof QuoteResult.Quote quote
        && quote.lines().getFirst() instanceof QuoteResult.Line.Years years) {
      return converted.known(years.perYear());
    }
    return new Cost.Unknown("Your supplier has no price for it.");
  }

  /** What is paid, in the currency of the one who pays and sells on. */
  private record InCurrency(ExchangeRates rates, CurrencyUnit currency, Instant at) {

    Cost known(Money paid) {
      return switch (rates.convert(paid, currency, at, RoundingMode.UP)) {
        case Conversion.Converted converted -> new Cost.Known(converted.amount());
        case Conversion.RateMissing missing ->
            new Cost.Unknown(
                "There is no present exchange rate from %s to %s; the newest is of %s."
                    .formatted(
                        missing.from(),
                        missing.to(),
                        missing.newestOn() == null ? "no day" : missing.newestOn()));
      };
    }
  }
}
