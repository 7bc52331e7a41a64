package io.tierline.pricing.book;

import io.tierline.pricing.book.BookVersions.Versions;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.engine.Assortments;
import io.tierline.pricing.engine.BookPrices;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiled price books, kept in this process while they are current. Whether one is current is
 * asked of the database each time, on the caller's behalf: a quote is always authoritative,
 * whichever instance saved a price last, and nobody gets a book whose version row it may not see.
 */
public final class CompiledBooks {

  private final BookVersions versions;
  private final PriceBooks books;
  private final Catalog catalog;
  private final RulesOfSellers rules;
  private final TldStatuses statuses;
  private final long bytesMax;

  /** The one not asked for longest comes first. */
  private final SequencedMap<BookKey, Compiled> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** Most sellers sell the same products. */
  private final Assortments assortments = new Assortments();

  private volatile KnownTerms knownTerms =
      new KnownTerms(Catalog.Stock.NONE.revision(), new ConcurrentHashMap<>());

  /**
   * The terms of products as one revision of the catalog has them: the same for all books, so that
   * these share them, and a seller's first quote need not read them.
   */
  private record KnownTerms(Catalog.Revision revision, Map<String, ProductTerms> products) {}

  /**
   * @param bytesMax how much memory to use, about; books that are not asked for go first
   */
  public CompiledBooks(Parts parts, long bytesMax) {
    this.versions = parts.versions();
    this.books = parts.books();
    this.catalog = parts.catalog();
    this.rules = parts.rules();
    this.statuses = parts.statuses();
    this.bytesMax = bytesMax;
  }

  /**
   * @param loadedFor answers for this moment and later
   */
  private record Compiled(Versions made, Instant loadedFor, PriceBook book) {}

  /** What a book is compiled from. */
  public record Parts(
      BookVersions versions,
      PriceBooks books,
      Catalog catalog,
      RulesOfSellers rules,
      TldStatuses statuses) {}

  /** The book as it stands now; nothing when the seller never set a price. */
  public Optional<PriceBook> find(BookKey key, Instant now) {
    return Optional.ofNullable(find(List.of(key), now).get(key));
  }

  /**
   * A book as it stands now.
   *
   * @param version of the book alone
   * @param made differs when anything it is made of does
   */
  public record Standing(long version, String made, PriceBook book) {}

  /** The same with what tells it from others. */
  Optional<Standing> standing(BookKey key, Instant now) {
    return Optional.ofNullable(versions.of(List.of(key)).get(key))
        .map(made -> new Standing(made.book(), made.text(), current(key, made, now)));
  }

  /**
   * Those of the books that exist, when all of them are here and current; nothing when one must be
   * compiled. That is one statement, which needs no transaction around it.
   */
  public Optional<Kept> findKept(Collection<BookKey> keys, InstantSource clock) {
    Map<BookKey, Versions> present = versions.of(keys);
    Instant now = clock.instant();
    Map<BookKey, PriceBook> found = new LinkedHashMap<>();
    for (Map.Entry<BookKey, Versions> made : present.entrySet()) {
      PriceBook book = kept(made.getKey(), made.getValue(), now);
      if (book == null) {
        return Optional.empty();
      }
      found.put(made.getKey(), book);
    }
    return Optional.of(new Kept(now, found));
  }

  /**
   * @param at after the database was asked, however long that took
   */
  public record Kept(Instant at, Map<BookKey, PriceBook> books) {}

  /** The book as it was known at a past moment. */
  public Optional<PriceBook> findAsKnownAt(BookKey key, Instant past) {
    return books
        .contentAsKnownAt(key, past)
        .map(
            content ->
                compile(
                    key,
                    content,
                    new OfSeller(statuses.asKnownAt(key.seller(), past), rules.rules(key, past))));
  }

  /**
   * Those of the books that exist. The caller's transaction must see one snapshot of the database
   * (REPEATABLE READ), so that version and content belong together.
   */
  public Map<BookKey, PriceBook> find(Collection<BookKey> keys, Instant now) {
    Map<BookKey, PriceBook> found = new LinkedHashMap<>();
    versions.of(keys).forEach((key, made) -> found.put(key, current(key, made, now)));
    return found;
  }

  private PriceBook current(BookKey key, Versions made, Instant now) {
    PriceBook known = kept(key, made, now);
    if (known != null) {
      return known;
    }
    BookContent content = books.content(key, now).orElseThrow();
    PriceBook compiled =
        compile(
            key,
            content,
            ofSeller(key),
            terms(made.catalogRevision(), content.products().keySet()));
    keep(key, new Compiled(made, now, compiled));
    return compiled;
  }

  private @Nullable PriceBook kept(BookKey key, Versions made, Instant now) {
    @Nullable Compiled known;
    synchronized (entries) {
      known = entries.get(key);
    }
    return known != null && known.made().equals(made) && !now.isBefore(known.loadedFor())
        ? known.book()
        : null;
  }

  private void keep(BookKey key, Compiled compiled) {
    synchronized (entries) {
      Compiled before = entries.put(key, compiled);
      bytes += compiled.book().bytes() - (before == null ? 0 : before.book().bytes());
      while (bytes > bytesMax) {
        bytes -= entries.pollFirstEntry().getValue().book().bytes();
      }
    }
  }

  /** What is kept in this process now. */
  public Held held() {
    synchronized (entries) {
      return new Held(entries.size(), bytes);
    }
  }

  /**
   * @param bytes about
   */
  public record Held(int books, long bytes) {}

  /**
   * The book as it stands now, as if no promo ran and no tax was due: what a year costs a buyer in
   * the long run.
   */
  public Optional<PriceBook> withoutPromosAndTaxes(BookKey key, Instant now) {
    return books
        .content(key, now)
        .map(content -> withoutPromosAndTaxes(key, content, presentStatuses(key)));
  }

  /** The same as it was known at a past moment. */
  public Optional<PriceBook> withoutPromosAndTaxesAsKnownAt(BookKey key, Instant past) {
    return books
        .contentAsKnownAt(key, past)
        .map(
            content -> withoutPromosAndTaxes(key, content, statuses.asKnownAt(key.seller(), past)));
  }

  private PriceBook withoutPromosAndTaxes(
      BookKey key, BookContent content, Map<String, TldStatus> statusesThen) {
    TreeMap<String, List<DatedPrices>> products = new TreeMap<>(content.products());
    products.replaceAll(
        (_, versions) -> versions.stream().map(CompiledBooks::withoutPromos).toList());
    return compile(
        key,
        new BookContent(content.version(), content.currency(), content.slabs(), products),
        new OfSeller(statusesThen, SellerRules.none()));
  }

  private static DatedPrices withoutPromos(DatedPrices prices) {
    return switch (prices) {
      case DatedPrices.Published published ->
          new DatedPrices.Published(
              published.version(),
              published.effectiveFrom(),
              new PriceList(published.prices().cells(), List.of(), 0L));
      case DatedPrices.Withdrawn withdrawn -> withdrawn;
    };
  }

  /** A content that was read in this transaction, or that there might be. */
  public PriceBook compile(BookKey key, BookContent content) {
    return compile(key, content, ofSeller(key));
  }

  private OfSeller ofSeller(BookKey key) {
    return new OfSeller(presentStatuses(key), rules.rules(key, RulesOfSellers.LATEST));
  }

  /**
   * @param revision of the catalog that the caller's transaction sees
   */
  private Map<String, ProductTerms> terms(Catalog.Revision revision, Set<String> products) {
    KnownTerms known = knownTerms;
    if (!known.revision().equals(revision)) {
      known = new KnownTerms(revision, new ConcurrentHashMap<>());
      knownTerms = known;
    }
    Set<String> missing = new TreeSet<>(products);
    missing.removeAll(known.products().keySet());
    if (!missing.isEmpty()) {
      known.products().putAll(TermsOf.products(catalog, missing));
    }
    return known.products();
  }

  private Map<String, TldStatus> presentStatuses(BookKey key) {
    Map<String, TldStatus> present = new HashMap<>();
    statuses.present(key.seller()).forEach((tld, known) -> present.put(tld, known.status()));
    return present;
  }

  /** What holds for all books of the seller. */
  private record OfSeller(Map<String, TldStatus> statuses, SellerRules rules) {}

  private PriceBook compile(BookKey key, BookContent content, OfSeller seller) {
    return compile(key, content, seller, TermsOf.products(catalog, content.products().keySet()));
  }

  private PriceBook compile(
      BookKey key, BookContent content, OfSeller seller, Map<String, ProductTerms> terms) {
    return PriceBook.compile(
        new BookPrices(
            key.audience(),
            content.currency(),
            content.slabs(),
            content.products().entrySet().stream()
                .map(
                    entry ->
                        new BookPrices.ProductPrices(
                            TermsOf.known(terms, entry.getKey()),
                            seller.statuses().getOrDefault(entry.getKey(), TldStatus.SELL),
                            entry.getValue()))
                .toList(),
            seller.rules()),
        assortments);
  }
}
