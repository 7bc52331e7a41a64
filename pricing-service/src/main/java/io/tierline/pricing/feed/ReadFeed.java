package io.tierline.pricing.feed;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceBooks.Excerpt;
import io.tierline.pricing.book.PriceBooks.VersionOfProduct;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.book.RecordedChange;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.feed.FeedBatch.Reason;
import io.tierline.pricing.history.Histories;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads price lists as they change. Nothing is written down for it: what was recorded is kept for
 * ever (domain.md PR-20), so whatever happened since a position can be read at any time, by any
 * instance. What is scheduled is told when it is recorded, however far ahead: here nothing is
 * compacted away, and nobody has to be in time for its start. Streams and webhooks read in the
 * background scope, on behalf of many sellers at once.
 */
public class ReadFeed {

  /**
   * How far the clocks of instances and of those who read may lie apart: for as long the version
   * before a change is still told, so that nobody whose clock is behind is left without a price.
   */
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

  private final Sources sources;
  private final Schedule schedule;
  private final int changesMax;

  /**
   * @param changesMax with more changes than these the whole list is read instead
   */
  public ReadFeed(Sources sources, Schedule schedule, int changesMax) {
    this.sources = sources;
    this.schedule = schedule;
    this.changesMax = changesMax;
  }

  /** What a feed is read from. */
  public record Sources(
      PriceBooks books,
      Catalog catalog,
      TldStatuses statuses,
      DatabaseTime time,
      Histories histories) {}

  /**
   * The database was set back a moment ago, and its new history has no name yet: no position can be
   * given, and nothing vouched for. It has one soon.
   */
  public static final class HistoryUnknown extends RuntimeException {
    HistoryUnknown() {
      super("The database was set back, and its new history has no name yet");
    }
  }

  /** Of no book where it is not known which history the database tells: nobody stands anywhere. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public FeedHeads heads(Collection<BookKey> books) {
    Instant freshAsOf = sources.time().ofTransaction();
    return new FeedHeads(freshAsOf, positions(books));
  }

  private Map<BookKey, FeedPosition> positions(Collection<BookKey> books) {
    return sources
        .histories()
        .present()
        .map(history -> positions(books, history))
        .orElseGet(Map::of);
  }

  private Map<BookKey, FeedPosition> positions(Collection<BookKey> books, String history) {
    long catalog = sources.catalog().revision().number();
    Map<BookKey, Long> recorded = sources.books().versions(books);
    Map<SellerId, Long> statuses =
        sources.statuses().versions(books.stream().map(BookKey::seller).distinct().toList());
    Map<BookKey, FeedPosition> positions = new HashMap<>();
    for (BookKey book : books) {
      positions.put(
          book,
          new FeedPosition(
              book,
              history,
              recorded.getOrDefault(book, 0L),
              statuses.getOrDefault(book.seller(), 0L),
              catalog));
    }
    return positions;
  }

  /**
   * From a position to the present.
   *
   * @param since null for the whole list
   * @throws HistoryUnknown while nothing can be vouched for
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public FeedBatch next(BookKey book, @Nullable FeedPosition since) {
    return next(book, since, this::sold);
  }

  /** The same for who reads a whole list in parts: a snapshot says why, and has no products. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public FeedBatch announced(BookKey book, @Nullable FeedPosition since) {
    return next(book, since, _ -> List.of());
  }

  /**
   * A part of the whole list. Parts at different positions do not belong together.
   *
   * @param position who has all its parts knows what whoever followed up to there knows
   * @param freshAsOf database time up to which every commit is contained
   */
  public record Part(FeedPosition position, Instant freshAsOf, List<ProductState> products) {
    public Part {
      products = List.copyOf(products);
    }
  }

  /**
   * @param after the product behind which to start, in their order; empty for the first
   * @throws HistoryUnknown while nothing can be vouched for
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Part part(BookKey book, String after, int limit) {
    Instant freshAsOf = sources.time().ofTransaction();
    FeedPosition head = head(book);
    return new Part(
        head,
        freshAsOf,
        everything(head)
            .map(content -> someOf(content, after, limit))
            .map(content -> states(book, content))
            .orElse(List.of()));
  }

  private static BookContent someOf(BookContent content, String after, int limit) {
    TreeMap<String, List<DatedPrices>> some = new TreeMap<>();
    content.products().entrySet().stream()
        .filter(product -> product.getKey().compareTo(after) > 0)
        .filter(product -> !ProductState.isGone(product.getValue()))
        .limit(limit)
        .forEach(product -> some.put(product.getKey(), product.getValue()));
    return new BookContent(content.version(), content.currency(), content.slabs(), some);
  }

  private FeedPosition head(BookKey book) {
    return Optional.ofNullable(positions(Set.of(book)).get(book)).orElseThrow(HistoryUnknown::new);
  }

  private FeedBatch next(
      BookKey book,
      @Nullable FeedPosition since,
      Function<FeedPosition, List<ProductState>> wholeList) {
    Instant freshAsOf = sources.time().ofTransaction();
    FeedPosition head = head(book);
    Reason whole = wholeBecause(since, head);
    if (since == null || whole != null) {
      return new FeedBatch.Snapshot(
          whole == null ? Reason.START : whole, head, freshAsOf, wholeList.apply(head));
    }
    List<RecordedChange> changes = sources.books().recorded(book, since.prices(), head.prices());
    return new FeedBatch.Changes(since, head, freshAsOf, changes, changed(since, head, changes));
  }

  private @Nullable Reason wholeBecause(@Nullable FeedPosition since, FeedPosition head) {
    if (since == null || since.isNothing() && !since.equals(head)) {
      return Reason.START;
    }
    if (!since.book().equals(head.book())
        || !since.history().equals(head.history())
        || since.prices() > head.prices()
        || since.statuses() > head.statuses()
        || since.catalog() > head.catalog()) {
      return Reason.UNKNOWN_POSITION;
    }
    if (since.catalog() < head.catalog()) {
      return Reason.CATALOG_CHANGED;
    }
    return head.prices() - since.prices() > changesMax ? Reason.TOO_FAR_BEHIND : null;
  }

  private Optional<BookContent> everything(FeedPosition head) {
    return sources
        .books()
        .contentOfVersion(head.book(), head.prices(), counting())
        .map(ReadFeed::withoutOvertaken);
  }

  /** Versions in force then and later ones count for somebody. */
  private Instant counting() {
    return schedule.now().minus(CLOCKS_APART_MAX);
  }

  /** A version that starts no earlier than a higher one is in force at no moment. */
  private static BookContent withoutOvertaken(BookContent content) {
    TreeMap<String, List<DatedPrices>> products = new TreeMap<>(content.products());
    products.replaceAll(
        (_, versions) ->
            versions.stream()
                .filter(
                    version ->
                        versions.stream()
                            .noneMatch(
                                other ->
                                    other.version() > version.version()
                                        && !other.effectiveFrom().isAfter(version.effectiveFrom())))
                .toList());
    return new BookContent(content.version(), content.currency(), content.slabs(), products);
  }

  private List<ProductState> sold(FeedPosition head) {
    return everything(head)
        .map(
            content ->
                states(head.book(), content).stream().filter(state -> !state.isGone()).toList())
        .orElse(List.of());
  }

  private List<ProductState> changed(
      FeedPosition since, FeedPosition head, List<RecordedChange> changes) {
    Set<String> products = new TreeSet<>();
    changes.forEach(change -> products.addAll(change.products()));
    if (since.statuses() < head.statuses()) {
      sources
          .statuses()
          .present(head.book().seller())
          .forEach(
              (tld, recorded) -> {
                if (recorded.version() > since.statuses()) {
                  products.add(tld);
                }
              });
    }
    if (products.isEmpty()) {
      return List.of();
    }
    return sources
        .books()
        .excerpt(head.book(), new Excerpt(head.prices(), counting(), products))
        .map(ReadFeed::withoutOvertaken)
        .map(content -> states(head.book(), content))
        .orElse(List.of());
  }

  private List<ProductState> states(BookKey book, BookContent content) {
    Map<String, Product> catalog = sources.catalog().find(content.products().keySet());
    Map<String, TldStatuses.Recorded> statuses = sources.statuses().present(book.seller());
    Map<VersionOfProduct, UUID> changeSets = changeSets(book, content);
    List<ProductState> states = new ArrayList<>();
    content
        .products()
        .forEach(
            (product, versions) ->
                states.add(
                    new ProductState(
                        Optional.ofNullable(catalog.get(product)).orElseThrow().terms(),
                        Optional.ofNullable(statuses.get(product))
                            .map(TldStatuses.Recorded::status)
                            .orElse(TldStatus.SELL),
                        content.currency(),
                        content.slabs(),
                        versions.stream()
                            .map(version -> version(product, version, changeSets))
                            .toList())));
    return states;
  }

  private Map<VersionOfProduct, UUID> changeSets(BookKey book, BookContent content) {
    List<VersionOfProduct> wanted = new ArrayList<>();
    content
        .products()
        .forEach(
            (product, versions) ->
                versions.forEach(
                    version -> wanted.add(new VersionOfProduct(product, version.version()))));
    return wanted.isEmpty() ? Map.of() : sources.books().changeSets(book, wanted);
  }

  private static ProductState.Version version(
      String product, DatedPrices prices, Map<VersionOfProduct, UUID> changeSets) {
    return new ProductState.Version(
        prices,
        Optional.ofNullable(changeSets.get(new VersionOfProduct(product, prices.version())))
            .orElseThrow());
  }
}
