package io.tierline.pricing.quote;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.NameTier;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.quote.QuotePrice.Answer.Signed;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificPrices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What purchases cost at one seller, all in one snapshot of its books. */
public class QuotePrice {

  private final CompiledBooks books;
  private final Catalog catalog;
  private final Sellers sellers;
  private final SpecificPrices specificPrices;
  private final Signing signing;

  /**
   * @param validFor how long a signed quote counts
   */
  public record Signing(QuoteSeal seal, Clock clock, Duration validFor) {}

  public QuotePrice(
      CompiledBooks books,
      Catalog catalog,
      Sellers sellers,
      SpecificPrices specificPrices,
      Signing signing) {
    this.books = books;
    this.catalog = catalog;
    this.sellers = sellers;
    this.specificPrices = specificPrices;
    this.signing = signing;
  }

  /** Whether the price is promised for a while. */
  public enum Promise {
    SIGNED,
    NONE
  }

  public record Question(Audience audience, Wanted wanted, Buyer buyer, Promise promise) {}

  public sealed interface Answer {

    /**
     * @param product in ASCII form
     * @param signed null unless it was asked for
     */
    record Priced(Instant quotedAt, String product, Quote quote, @Nullable Signed signed)
        implements Answer {}

    /**
     * @param expiresAt excluded
     */
    record Signed(String token, Instant expiresAt) {}

    record NotPriced(QuoteResult.NoQuote reason) implements Answer {}

    record ProductUnknown(String product) implements Answer {}

    /** It is no name, or one of another TLD. */
    record NameMismatch(String name, String product, ProductKind kind) implements Answer {}

    /** The name is premium, and what this seller pays for it is not known. */
    record CostUnknown(Costs.Unknown reason) implements Answer {}
  }

  /**
   * The present prices when nothing but the seller's books is needed for them, and those are here
   * and current: one statement says so, and needs no transaction around it. Nothing when it takes
   * more: then {@link #quote} has all answers.
   *
   * @param questions answered in their order
   * @param costs of the names in them, see {@link FindPremiumCosts}
   */
  public Optional<List<Answer>> quoteKept(
      SellerId seller, List<Question> questions, Map<Wanted, Costs> costs) {
    if (questions.stream().anyMatch(question -> question.buyer().id() != null)) {
      return Optional.empty();
    }
    return books
        .findKept(keys(seller, questions), signing.clock())
        .flatMap(
            kept -> {
              Map<Audience, PriceBook> found = byAudience(kept.books());
              Map<String, ProductTerms> terms = priced(questions, found);
              return notPriced(questions, terms).isEmpty()
                  ? Optional.of(
                      answers(
                          questions,
                          new Snapshot(seller, kept.at(), found, Map.of(), costs, terms)))
                  : Optional.empty();
            });
  }

  /**
   * @param questions answered in their order
   * @param costs of the names in them, see {@link FindPremiumCosts}
   * @param at the moment asked about, for what was known then; null: the present
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Answer> quote(
      SellerId seller, List<Question> questions, Map<Wanted, Costs> costs, @Nullable Instant at) {
    Instant now = signing.clock().instant();
    Instant moment = at == null ? now : at;
    boolean past = moment.isBefore(now);
    Set<BookKey> keys = keys(seller, questions);
    Map<Audience, PriceBook> found =
        past ? asKnownAt(keys, moment) : byAudience(books.find(keys, now));
    return answers(
        questions,
        new Snapshot(
            seller,
            moment,
            found,
            specificPrices.of(
                questions.stream().flatMap(question -> key(seller, question).stream()).toList(),
                past ? moment : SpecificPrices.LATEST),
            costs,
            terms(questions, found)));
  }

  private static Set<BookKey> keys(SellerId seller, List<Question> questions) {
    Set<BookKey> keys = new LinkedHashSet<>();
    for (Question question : questions) {
      keys.add(new BookKey(seller, question.audience()));
    }
    return keys;
  }

  private Map<Audience, PriceBook> asKnownAt(Set<BookKey> keys, Instant moment) {
    Map<Audience, PriceBook> found = new EnumMap<>(Audience.class);
    for (BookKey key : keys) {
      books.findAsKnownAt(key, moment).ifPresent(book -> found.put(key.audience(), book));
    }
    return found;
  }

  private static Map<Audience, PriceBook> byAudience(Map<BookKey, PriceBook> books) {
    Map<Audience, PriceBook> found = new EnumMap<>(Audience.class);
    books.forEach((key, book) -> found.put(key.audience(), book));
    return found;
  }

  /**
   * Of the products there are. A book is compiled from the catalog as it is, so that nothing needs
   * to be looked up of what the seller has priced; the rest is, at once for all questions.
   */
  private Map<String, ProductTerms> terms(
      List<Question> questions, Map<Audience, PriceBook> found) {
    Map<String, ProductTerms> terms = priced(questions, found);
    Set<String> notPriced = notPriced(questions, terms);
    if (!notPriced.isEmpty()) {
      catalog.find(notPriced).forEach((code, product) -> terms.put(code, product.terms()));
    }
    return terms;
  }

  /** The terms of products that some book has prices of. */
  private static Map<String, ProductTerms> priced(
      List<Question> questions, Map<Audience, PriceBook> found) {
    Map<String, ProductTerms> terms = new HashMap<>();
    for (Question question : questions) {
      PriceBook book = found.get(question.audience());
      if (book != null) {
        ProductNames.ascii(question.wanted().product())
            .flatMap(book::terms)
            .ifPresent(known -> terms.put(known.product(), known));
      }
    }
    return terms;
  }

  /** What could be a product and has no price where it was asked for. */
  private static Set<String> notPriced(List<Question> questions, Map<String, ProductTerms> priced) {
    Set<String> codes = new TreeSet<>();
    for (Question question : questions) {
      ProductNames.ascii(question.wanted().product()).ifPresent(codes::add);
    }
    codes.removeAll(priced.keySet());
    return codes;
  }

  private static Optional<BuyerKey> key(SellerId seller, Question question) {
    return Optional.ofNullable(question.buyer().id())
        .map(id -> new BuyerKey(seller, question.audience(), id));
  }

  /**
   * @param terms of the products asked about, by their ASCII form
   */
  private record Snapshot(
      SellerId seller,
      Instant at,
      Map<Audience, PriceBook> books,
      Map<BuyerKey, List<SpecificPrice>> specificPrices,
      Map<Wanted, Costs> costs,
      Map<String, ProductTerms> terms) {

    Optional<ProductTerms> termsOf(String name) {
      return ProductNames.ascii(name).flatMap(code -> Optional.ofNullable(terms.get(code)));
    }
  }

  private List<Answer> answers(List<Question> questions, Snapshot snapshot) {
    return questions.stream().map(question -> answer(question, snapshot)).toList();
  }

  private Answer answer(Question question, Snapshot snapshot) {
    Wanted wanted = question.wanted();
    Optional<ProductTerms> terms = snapshot.termsOf(wanted.product());
    if (terms.isEmpty()) {
      return new Answer.ProductUnknown(wanted.product());
    }
    Optional<Purchased> purchased = Purchased.of(terms.get(), wanted);
    if (purchased.isEmpty()) {
      return new Answer.NameMismatch(
          wanted.name() == null ? "" : wanted.name(), terms.get().product(), terms.get().kind());
    }
    Optional<QuoteResult.NoQuote> never =
        Quotes.whyNeverSold(terms.get(), wanted.action(), wanted.years());
    if (never.isPresent()) {
      return new Answer.NotPriced(never.get());
    }
    NameTier tier = new NameTier.Standard();
    if (purchased.get().name() != null) {
      switch (snapshot.costs().get(wanted)) {
        case null ->
            throw new IllegalStateException("The cost of the name was not looked up: " + wanted);
        case Costs.Unknown unknown -> {
          return new Answer.CostUnknown(unknown);
        }
        case Costs.Standard _ -> {}
        case Costs.Premium premium ->
            tier =
                new NameTier.Premium(premium.perYear(snapshot.seller()), wanted.acknowledgement());
      }
    }
    QuoteRequest request =
        new QuoteRequest(terms.get().product(), wanted.action(), wanted.years(), tier);
    return switch (quote(question, request, snapshot)) {
      case QuoteResult.NoQuote none -> new Answer.NotPriced(none);
      case Quote quote ->
          new Answer.Priced(
              snapshot.at(),
              request.product(),
              quote,
              question.promise() == Promise.SIGNED
                  ? signed(question, purchased.get(), quote, snapshot)
                  : null);
    };
  }

  private QuoteResult quote(Question question, QuoteRequest request, Snapshot snapshot) {
    PriceBook book = snapshot.books().get(question.audience());
    return book == null
        ? new PriceMissing(
            question.audience(),
            request.product(),
            request.action(),
            request.years(),
            Missing.PRICE)
        : Quotes.quote(book, request, standing(question, snapshot), snapshot.at());
  }

  private Standing standing(Question question, Snapshot snapshot) {
    List<SpecificPrice> specific =
        key(snapshot.seller(), question)
            .map(key -> snapshot.specificPrices().getOrDefault(key, List.of()))
            .orElse(List.of());
    return question.buyer().standing().with(new BuyerTerms(specific, taxPlace(question)));
  }

  /** A partner's country is known from its signup, a customer's only when it is given. */
  private @Nullable Place taxPlace(Question question) {
    Buyer buyer = question.buyer();
    Long id = buyer.id();
    if (buyer.taxPlace() != null || id == null || question.audience() == Audience.CUSTOMER) {
      return buyer.taxPlace();
    }
    return sellers
        .find(new SellerId(id))
        .map(Seller::country)
        .map(country -> new Place(country, null))
        .orElse(null);
  }

  private Signed signed(Question question, Purchased purchased, Quote quote, Snapshot snapshot) {
    BuyerKey buyer =
        key(snapshot.seller(), question)
            .orElseThrow(
                () -> new IllegalArgumentException("A signed quote is for a buyer that is named"));
    Instant expiresAt =
        signing.clock().instant().plus(signing.validFor()).truncatedTo(ChronoUnit.SECONDS);
    return new Signed(
        signing.seal().seal(SignedQuote.of(buyer, purchased, Legs.of(buyer, quote), expiresAt)),
        expiresAt);
  }
}
