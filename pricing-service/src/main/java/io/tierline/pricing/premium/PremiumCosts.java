package io.tierline.pricing.premium;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.ExchangeRates;
import io.tierline.pricing.engine.ExchangeRates.Conversion.Converted;
import io.tierline.pricing.engine.ExchangeRates.Conversion.RateMissing;
import io.tierline.pricing.engine.NameTier;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.rates.ReadRates;
import io.tierline.pricing.seller.Seller;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a premium name costs each seller (domain.md PR-19): the operator its registry's price, a
 * partner the price of the level above; converted at a dated rate, rounded up, so that no cost is
 * taken for less than it is. Sees the rules of all sellers on the way: for the background only, in
 * the caller's transaction.
 */
public class PremiumCosts {

  private final PremiumNames names;
  private final CompiledBooks books;
  private final ReadRates rates;
  private final Clock clock;

  public PremiumCosts(PremiumNames names, CompiledBooks books, ReadRates rates, Clock clock) {
    this.names = names;
    this.books = books;
    this.rates = rates;
    this.clock = clock;
  }

  /**
   * @param at business time
   * @param knownAt what was recorded until then counts; {@link PremiumNames#LATEST} for all of it,
   *     whatever the clocks of other instances say
   */
  public record Wanted(
      DomainName name, ProductTerms terms, ProductAction action, Instant at, Instant knownAt) {

    boolean isPast() {
      return !knownAt.equals(PremiumNames.LATEST);
    }
  }

  public sealed interface Costs {

    record Standard() implements Costs {}

    /**
     * @param registry per year, what the operator owes
     * @param perYear what each seller pays, in its selling currency
     */
    record Premium(Money registry, Map<SellerId, Money> perYear) implements Costs {
      public Premium {
        perYear = Map.copyOf(perYear);
      }

      /**
       * @param seller on the path that was asked about
       */
      public Money perYear(SellerId seller) {
        Money cost = perYear.get(seller);
        if (cost == null) {
          throw new IllegalArgumentException("Seller %s was not asked about".formatted(seller));
        }
        return cost;
      }
    }

    /** No price: never to be read as the standard one. */
    sealed interface Unknown extends Costs {}

    /** Nobody has told of the seller yet, or of one above it. */
    record SellerUnknown(SellerId seller) implements Unknown {}

    record RegistryCostMissing(SellerId operator, DomainName name, ProductAction action)
        implements Unknown {}

    record NoRate(RateMissing missing) implements Unknown {}

    /**
     * @param seller on the way, which sells the name to nobody below it
     */
    record NotSoldBy(SellerId seller, NoQuote reason) implements Unknown {}
  }

  /**
   * @param path the seller asked about first, its operator last
   */
  public Costs along(List<Seller> path, Wanted wanted) {
    Seller operator = path.getLast();
    Optional<PremiumName> known = names.find(operator.id(), wanted.name(), wanted.knownAt());
    if (known.isEmpty() || known.get().isStandard()) {
      return new Costs.Standard();
    }
    Money registry = known.get().costs().get(wanted.action());
    if (registry == null) {
      return new Costs.RegistryCostMissing(operator.id(), wanted.name(), wanted.action());
    }
    ExchangeRates exchange = rates.at(operator.id(), wanted.at());
    Map<SellerId, Money> perYear = new HashMap<>();
    Money price = registry;
    for (int i = path.size() - 1; i >= 0; i--) {
      Seller seller = path.get(i);
      switch (exchange.convert(price, seller.currency(), wanted.at(), RoundingMode.UP)) {
        case RateMissing missing -> {
          return new Costs.NoRate(missing);
        }
        case Converted converted -> perYear.put(seller.id(), converted.amount());
      }
      if (i > 0) {
        Money cost = perYear.getOrDefault(seller.id(), price);
        switch (new Sale(seller, path.get(i - 1), cost).quote(wanted)) {
          case Quoted.PerYear(Money asked) -> price = asked;
          case Quoted.Nothing(NoQuote reason) -> {
            return new Costs.NotSoldBy(seller.id(), reason);
          }
        }
      }
    }
    return new Costs.Premium(registry, perYear);
  }

  private sealed interface Quoted {
    record PerYear(Money perYear) implements Quoted {}

    record Nothing(NoQuote reason) implements Quoted {}
  }

  /** From one level to the next; the price is the same whatever the buyer's standing is. */
  private final class Sale {

    private final Seller seller;
    private final Seller buyer;
    private final Money cost;

    private Sale(Seller seller, Seller buyer, Money cost) {
      this.seller = seller;
      this.buyer = buyer;
      this.cost = cost;
    }

    Quoted quote(Wanted wanted) {
      BookKey key = new BookKey(seller.id(), Audience.SUB_RESELLER);
      Optional<PriceBook> book =
          wanted.isPast()
              ? books.findAsKnownAt(key, wanted.knownAt())
              : books.find(key, presentOr(wanted.at()));
      int years = wanted.terms().shortestTenure(wanted.action());
      if (book.isEmpty()) {
        return new Quoted.Nothing(
            new PriceMissing(
                key.audience(), wanted.terms().product(), wanted.action(), years, Missing.PRICE));
      }
      QuoteRequest request =
          new QuoteRequest(
              wanted.terms().product(),
              wanted.action(),
              years,
              new NameTier.Premium(cost, Acknowledgement.GIVEN));
      return switch (Quotes.quote(book.get(), request, standing(), wanted.at())) {
        case NoQuote none -> new Quoted.Nothing(none);
        case Quote quote ->
            quote.lines().getFirst() instanceof Line.Years line
                ? new Quoted.PerYear(line.perYear())
                : new Quoted.Nothing(
                    new PriceMissing(
                        key.audience(),
                        wanted.terms().product(),
                        wanted.action(),
                        years,
                        Missing.PREMIUM_MARGIN_RULE));
      };
    }

    /** A book that is kept for a later moment would be of no use to the others who ask for it. */
    private Instant presentOr(Instant at) {
      Instant now = clock.instant();
      return at.isAfter(now) ? now : at;
    }

    private Standing standing() {
      CurrencyUnit currency = seller.currency();
      String country = buyer.country();
      return new Standing.OfSubReseller(
          Money.zero(currency),
          0,
          new BuyerTerms(List.of(), country == null ? null : new Place(country, null)));
    }
  }
}
