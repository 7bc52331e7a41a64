package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.engine.BookPrices;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.TldStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiled price books, kept in this process while they are current. Whether one is current is
 * asked of the database each time, in the caller's transaction: a quote is always authoritative,
 * whichever instance saved a price last, and nobody gets a book whose version row it may not see.
 */
public final class CompiledBooks {

  private final PriceBooks books;
  private final Catalog catalog;
  private final RulesOfSellers rules;
  private final Map<BookKey, Compiled> entries;

  /**
   * @param booksMax how many to keep; the one not asked for longest goes first
   */
  public CompiledBooks(PriceBooks books, Catalog catalog, RulesOfSellers rules, int booksMax) {
    this.books = books;
    this.catalog = catalog;
    this.rules = rules;
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<BookKey, Compiled> eldest) {
            return size() > booksMax;
          }
        };
  }

  /**
   * @param loadedFor answers for this moment and later
   */
  private record Compiled(Revision revision, Instant loadedFor, PriceBook book) {}

  /** All that a compiled book was made from, counted. */
  private record Revision(long book, long catalog, long rules) {}

  /** The book as it stands now; nothing when the seller never set a price. */
  public Optional<PriceBook> find(BookKey key, Instant now) {
    return Optional.ofNullable(find(List.of(key), now).get(key));
  }

  /** The book as it was known at a past moment. */
  public Optional<PriceBook> findAsKnownAt(BookKey key, Instant past) {
    return books.contentAsKnownAt(key, past).map(content -> compile(key, content, past));
  }

  /**
   * Those of the books that exist. The caller's transaction must see one snapshot of the database
   * (REPEATABLE READ), so that version and content belong together.
   */
  public Map<BookKey, PriceBook> find(Collection<BookKey> keys, Instant now) {
    long catalogRevision = catalog.revision();
    Map<SellerId, Long> rulesRevisions =
        rules.revisions(keys.stream().map(BookKey::seller).distinct().toList());
    Map<BookKey, PriceBook> found = new LinkedHashMap<>();
    books
        .versions(keys)
        .forEach(
            (key, version) ->
                found.put(
                    key,
                    current(
                        key,
                        new Revision(
                            version,
                            catalogRevision,
                            rulesRevisions.getOrDefault(key.seller(), 0L)),
                        now)));
    return found;
  }

  private PriceBook current(BookKey key, Revision revision, Instant now) {
    @Nullable Compiled known;
    synchronized (entries) {
      known = entries.get(key);
    }
    if (known != null && known.revision().equals(revision) && !now.isBefore(known.loadedFor())) {
      return known.book();
    }
    PriceBook compiled = compile(key, books.content(key, now).orElseThrow(), RulesOfSellers.LATEST);
    synchronized (entries) {
      entries.put(key, new Compiled(revision, now, compiled));
    }
    return compiled;
  }

  private PriceBook compile(BookKey key, BookContent content, Instant knownAt) {
    Map<String, ProductTerms> terms = TermsOf.products(catalog, content.products().keySet());
    return PriceBook.compile(
        new BookPrices(
            key.audience(),
            content.currency(),
            content.slabs(),
            content.products().entrySet().stream()
                .map(
                    entry ->
                        new BookPrices.ProductPrices(
                            TermsOf.known(terms, entry.getKey()), TldStatus.SELL, entry.getValue()))
                .toList(),
            rules.rules(key, knownAt)));
  }
}
