package io.tierline.pricing.book;

import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;

/** Price books for tests without a database. */
public final class InMemoryPriceBooks implements PriceBooks {

  private static final class Book {
    final CurrencyUnit currency;
    final List<PriceChange> changes = new ArrayList<>();
    long publishedUpTo;

    Book(CurrencyUnit currency) {
      this.currency = currency;
    }
  }

  private final Map<BookKey, Book> books = new HashMap<>();
  private Runnable beforeTheNextLock = () -> {};

  @Override
  public Locked lock(BookKey key, CurrencyUnit currency, InstantSource clock) {
    books.computeIfAbsent(key, _ -> new Book(currency));
    return lockExisting(key, clock).orElseThrow();
  }

  @Override
  public Locked lock(
      BookKey key, CurrencyUnit currency, InstantSource clock, Set<String> products) {
    Locked locked = lock(key, currency, clock);
    return new Locked(only(locked.content(), products), locked.now(), locked.backlog());
  }

  @Override
  public Optional<Locked> lockExisting(BookKey key, InstantSource clock) {
    Runnable others = beforeTheNextLock;
    beforeTheNextLock = () -> {};
    others.run();
    return Optional.ofNullable(books.get(key))
        .flatMap(
            book -> {
              Instant read = clock.instant();
              Instant now =
                  book.changes.stream()
                      .map(change -> change.author().at())
                      .filter(read::isBefore)
                      .max(Comparator.naturalOrder())
                      .orElse(read);
              Backlog backlog =
                  book.publishedUpTo < book.changes.size() ? Backlog.SOME : Backlog.NONE;
              return content(key, now).map(content -> new Locked(content, now, backlog));
            });
  }

  @Override
  public boolean hold(BookKey key) {
    return exists(key);
  }

  boolean exists(BookKey key) {
    return books.containsKey(key);
  }

  /** 0 where there is no such book. */
  public long version(BookKey key) {
    return exists(key) ? known(key).changes.size() : 0;
  }

  /** What others do while the next one waits for the lock. */
  public void beforeTheNextLock(Runnable work) {
    beforeTheNextLock = work;
  }

  @Override
  public void record(PriceChange change) {
    Book book = known(change.book());
    if (change.bookVersion() != book.changes.size() + 1) {
      throw new IllegalStateException("The book was not locked");
    }
    book.changes.add(change);
  }

  @Override
  public void recordPublished(PriceChange change, Instant at) {
    record(change);
    known(change.book()).publishedUpTo = change.bookVersion();
  }

  private Book known(BookKey key) {
    return Optional.ofNullable(books.get(key)).orElseThrow();
  }

  @Override
  public Optional<Slabs> slabs(BookKey key) {
    return content(key, Instant.MAX).map(content -> new Slabs(content.currency(), content.slabs()));
  }

  @Override
  public Optional<BookContent> content(BookKey key, Instant at) {
    return content(key, at, _ -> true);
  }

  @Override
  public Optional<BookContent> contentAsKnownAt(BookKey key, Instant at) {
    return content(key, at, change -> !change.author().at().isAfter(at));
  }

  @Override
  public Optional<BookContent> contentOfVersion(BookKey key, long bookVersion, Instant at) {
    return content(key, at, change -> change.bookVersion() <= bookVersion);
  }

  @Override
  public Optional<BookContent> excerpt(BookKey key, Excerpt excerpt) {
    return contentOfVersion(key, excerpt.bookVersion(), excerpt.at())
        .map(content -> only(content, excerpt.products()));
  }

  private static BookContent only(BookContent content, Set<String> products) {
    TreeMap<String, List<DatedPrices>> wanted = new TreeMap<>(content.products());
    wanted.keySet().retainAll(products);
    return new BookContent(content.version(), content.currency(), content.slabs(), wanted);
  }

  @Override
  public Map<BookKey, Long> publishedVersions(Collection<BookKey> keys) {
    Map<BookKey, Long> published = new HashMap<>();
    books.forEach(
        (key, book) -> {
          if (keys.contains(key) && book.publishedUpTo > 0) {
            published.put(key, book.publishedUpTo);
          }
        });
    return published;
  }

  @Override
  public List<PublishedChange> published(BookKey key, long afterBookVersion, long upToBookVersion) {
    Book book = known(key);
    return book.changes.stream()
        .filter(change -> change.bookVersion() > afterBookVersion)
        .filter(change -> change.bookVersion() <= Math.min(upToBookVersion, book.publishedUpTo))
        .map(
            change ->
                new PublishedChange(
                    change.bookVersion(),
                    change.changeSetId(),
                    change.effectiveFrom(),
                    change.products().stream().map(ProductVersion::product).toList()))
        .toList();
  }

  @Override
  public Map<VersionOfProduct, UUID> changeSets(
      BookKey key, Collection<VersionOfProduct> versions) {
    Map<VersionOfProduct, UUID> changeSets = new HashMap<>();
    for (PriceChange change : known(key).changes) {
      for (ProductVersion product : change.products()) {
        VersionOfProduct version =
            new VersionOfProduct(product.product(), product.prices().version());
        if (versions.contains(version)) {
          changeSets.put(version, change.changeSetId());
        }
      }
    }
    return changeSets;
  }

  private Optional<BookContent> content(BookKey key, Instant at, Predicate<PriceChange> isKnown) {
    return Optional.ofNullable(books.get(key))
        .map(
            book -> {
              List<PriceChange> changes = book.changes.stream().filter(isKnown).toList();
              List<Slab> slabs = changes.isEmpty() ? List.of() : changes.getLast().slabs().slabs();
              return new BookContent(changes.size(), book.currency, slabs, products(changes, at));
            });
  }

  private static TreeMap<String, List<DatedPrices>> products(
      List<PriceChange> changes, Instant at) {
    TreeMap<String, List<DatedPrices>> products = new TreeMap<>();
    for (PriceChange change : changes) {
      for (ProductVersion product : change.products()) {
        products.computeIfAbsent(product.product(), _ -> new ArrayList<>()).add(product.prices());
      }
    }
    products.replaceAll(
        (_, versions) -> {
          long inForce =
              versions.stream()
                  .filter(version -> !version.effectiveFrom().isAfter(at))
                  .mapToLong(DatedPrices::version)
                  .max()
                  .orElse(0);
          return versions.stream().filter(version -> version.version() >= inForce).toList();
        });
    return products;
  }

  @Override
  public List<RecordedVersion> history(BookKey key, HistoryFilter filter) {
    List<RecordedVersion> recorded = new ArrayList<>();
    Book book = books.get(key);
    if (book == null) {
      return recorded;
    }
    for (PriceChange change : book.changes) {
      for (ProductVersion product : change.products()) {
        recorded.add(
            new RecordedVersion(
                product.product(),
                product.prices(),
                book.currency,
                change.bookVersion(),
                change.changeSetId(),
                change.author()));
      }
    }
    return recorded.stream()
        .sorted(
            Comparator.comparingLong(RecordedVersion::bookVersion)
                .reversed()
                .thenComparing(RecordedVersion::product))
        .filter(version -> filter.product() == null || filter.product().equals(version.product()))
        .filter(
            version ->
                filter.before() == null
                    || version.bookVersion() < filter.before().bookVersion()
                    || (version.bookVersion() == filter.before().bookVersion()
                        && version.product().compareTo(filter.before().product()) > 0))
        .limit(filter.limit())
        .toList();
  }

  @Override
  public List<PriceChange> unpublished(BookKey key, long upToBookVersion) {
    Book book = known(key);
    return book.changes.stream()
        .filter(change -> change.bookVersion() > book.publishedUpTo)
        .filter(change -> change.bookVersion() <= upToBookVersion)
        .map(
            change ->
                new PriceChange(
                    change.book(),
                    change.bookVersion(),
                    change.changeSetId(),
                    change.effectiveFrom(),
                    change.author(),
                    new PriceChange.SlabList.Kept(change.slabs().slabs()),
                    change.products()))
        .toList();
  }

  @Override
  public void markPublished(BookKey key, long upToBookVersion, Instant at) {
    known(key).publishedUpTo = upToBookVersion;
  }

  @Override
  public Set<BookKey> late(Instant now) {
    Set<BookKey> late = new HashSet<>();
    Optional<Waiting> next = lockOneWaiting(now, late);
    while (next.isPresent()) {
      late.add(next.get().book());
      next = lockOneWaiting(now, late);
    }
    return late;
  }

  @Override
  public Optional<Waiting> lockOneWaiting(Instant startsUntil, Set<BookKey> except) {
    record Due(Instant start, Waiting waiting) {}
    List<Due> due = new ArrayList<>();
    books.forEach(
        (key, book) -> {
          List<PriceChange> changes =
              book.changes.stream()
                  .filter(change -> change.bookVersion() > book.publishedUpTo)
                  .filter(change -> !change.effectiveFrom().isAfter(startsUntil))
                  .toList();
          if (!changes.isEmpty() && !except.contains(key)) {
            due.add(
                new Due(
                    changes.stream()
                        .map(PriceChange::effectiveFrom)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                    new Waiting(
                        key,
                        changes.stream().mapToLong(PriceChange::bookVersion).max().orElseThrow())));
          }
        });
    return due.stream().min(Comparator.comparing(Due::start)).map(Due::waiting);
  }
}
