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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Price books for tests without a database. */
public final class InMemoryPriceBooks implements PriceBooks {

  private static final class Book {
    final CurrencyUnit currency;
    final List<PriceChange> changes = new ArrayList<>();
    final Set<Long> published = new HashSet<>();

    Book(CurrencyUnit currency) {
      this.currency = currency;
    }

    Stream<PriceChange> waiting() {
      return changes.stream().filter(change -> !published.contains(change.bookVersion()));
    }

    Stream<PriceChange> waiting(Instant startsUntil) {
      return waiting().filter(change -> !change.effectiveFrom().isAfter(startsUntil));
    }

    long onTheBus(String product) {
      return changes.stream()
          .filter(change -> published.contains(change.bookVersion()))
          .flatMap(change -> change.products().stream())
          .filter(version -> version.product().equals(product))
          .mapToLong(version -> version.prices().version())
          .max()
          .orElse(0);
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
    return new Locked(only(locked.content(), products), locked.now(), locked.firstWaiting());
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
              Instant firstWaiting = firstStart(book.waiting()).orElse(null);
              return content(key, now).map(content -> new Locked(content, now, firstWaiting));
            });
  }

  private static Optional<Instant> firstStart(Stream<PriceChange> changes) {
    return changes.map(PriceChange::effectiveFrom).min(Comparator.naturalOrder());
  }

  @Override
  public boolean hold(BookKey key) {
    return exists(key);
  }

  boolean exists(BookKey key) {
    return books.containsKey(key);
  }

  /** As after a database was set back. */
  public void lose(BookKey key) {
    books.remove(key);
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
    known(change.book()).published.add(change.bookVersion());
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
  public Map<BookKey, Long> versions(Collection<BookKey> keys) {
    return keys.stream()
        .filter(this::exists)
        .distinct()
        .collect(Collectors.toMap(key -> key, this::version));
  }

  @Override
  public List<RecordedChange> recorded(BookKey key, long afterBookVersion, long upToBookVersion) {
    return known(key).changes.stream()
        .filter(change -> change.bookVersion() > afterBookVersion)
        .filter(change -> change.bookVersion() <= upToBookVersion)
        .map(
            change ->
                new RecordedChange(
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
  public List<DueVersion> due(BookKey key, Instant startsUntil) {
    Book book = known(key);
    Map<String, Long> highest = new HashMap<>();
    book.waiting(startsUntil)
        .flatMap(change -> change.products().stream())
        .forEach(due -> highest.merge(due.product(), due.prices().version(), Math::max));
    return book.waiting()
        .flatMap(
            change ->
                change.products().stream()
                    .filter(each -> each.prices().version() > book.onTheBus(each.product()))
                    .filter(
                        each -> each.prices().version() <= highest.getOrDefault(each.product(), 0L))
                    .map(each -> new DueVersion(change.bookVersion(), each.product())))
        .toList();
  }

  @Override
  public List<DueVersion> told(BookKey key, Instant at) {
    Book book = known(key);
    Map<String, List<DatedPrices>> wanted = products(book.changes, at);
    return book.changes.stream()
        .flatMap(
            change ->
                change.products().stream()
                    .filter(
                        each ->
                            wanted.getOrDefault(each.product(), List.of()).contains(each.prices()))
                    .filter(each -> each.prices().version() <= book.onTheBus(each.product()))
                    .map(each -> new DueVersion(change.bookVersion(), each.product())))
        .sorted(
            Comparator.comparingLong(DueVersion::bookVersion).thenComparing(DueVersion::product))
        .toList();
  }

  @Override
  public Optional<BookKey> lockNext(@Nullable BookKey after) {
    Comparator<BookKey> order =
        Comparator.comparingLong((BookKey key) -> key.seller().value())
            .thenComparing(BookKey::audience);
    return books.keySet().stream()
        .filter(key -> after == null || order.compare(key, after) > 0)
        .min(order);
  }

  @Override
  public Stream<PriceChange> changes(BookKey key, Map<Long, Set<String>> products) {
    return known(key).changes.stream()
        .filter(change -> products.containsKey(change.bookVersion()))
        .map(
            change ->
                new PriceChange(
                    change.book(),
                    change.bookVersion(),
                    change.changeSetId(),
                    change.effectiveFrom(),
                    change.author(),
                    new PriceChange.SlabList.Kept(change.slabs().slabs()),
                    change.products().stream()
                        .filter(
                            each ->
                                products
                                    .getOrDefault(change.bookVersion(), Set.of())
                                    .contains(each.product()))
                        .toList()));
  }

  @Override
  public void markPublished(BookKey key, Instant startsUntil, Instant at) {
    Book book = known(key);
    book.waiting(startsUntil).map(PriceChange::bookVersion).toList().forEach(book.published::add);
  }

  @Override
  public Set<BookKey> late(Instant now) {
    return books.keySet().stream()
        .filter(key -> known(key).waiting(now).findAny().isPresent())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<BookKey> lockOneWaiting(Instant startsUntil, Set<BookKey> except) {
    record Due(Instant start, BookKey book) {}
    return books.keySet().stream()
        .filter(key -> !except.contains(key))
        .flatMap(
            key ->
                firstStart(known(key).waiting(startsUntil))
                    .map(start -> new Due(start, key))
                    .stream())
        .min(Comparator.comparing(Due::start))
        .map(Due::book);
  }
}
