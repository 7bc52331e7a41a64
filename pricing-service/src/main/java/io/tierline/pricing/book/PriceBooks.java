package io.tierline.pricing.book;

import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Where price books are kept. What was recorded is never changed. */
public interface PriceBooks {

  /**
   * The book for a change: until the transaction ends nobody else changes it.
   *
   * @param currency of the seller, for a book that does not exist yet
   * @param clock is asked once nobody else can change the book any more
   */
  Locked lock(BookKey key, CurrencyUnit currency, InstantSource clock);

  /**
   * The same with nothing but these products in the content: of a large book the rest would take
   * most of the time of a small change.
   */
  Locked lock(BookKey key, CurrencyUnit currency, InstantSource clock, Set<String> products);

  /** The same where there is a book; nothing where the seller never had one. */
  Optional<Locked> lockExisting(BookKey key, InstantSource clock);

  /**
   * Locks the book without reading it, for who locks something else before its content is wanted.
   *
   * @return whether there is a book
   */
  boolean hold(BookKey key);

  /**
   * @param content the versions in force at {@code now} and above
   * @param now never before the book's newest change, also where another instance's clock is ahead:
   *     what was saved at once would else count as scheduled
   * @param firstWaiting when the first of the changes starts that are not on the bus; null where
   *     all are
   */
  record Locked(BookContent content, Instant now, @Nullable Instant firstWaiting) {}

  /** Records a change of a book that was locked in this transaction; it is published later. */
  void record(PriceChange change);

  /** The same of a change that goes on the bus with this transaction. */
  void recordPublished(PriceChange change, Instant at);

  /** The slabs that count now, without the rest of the book; nothing when there is no such book. */
  Optional<Slabs> slabs(BookKey key);

  /**
   * @param currency in which receipts reach them
   * @param slabs lowest first
   */
  record Slabs(CurrencyUnit currency, List<Slab> slabs) {
    public Slabs {
      slabs = List.copyOf(slabs);
    }
  }

  /** The versions in force at {@code at} and above; nothing when there is no such book. */
  Optional<BookContent> content(BookKey key, Instant at);

  /** The same as it was known at {@code at}. */
  Optional<BookContent> contentAsKnownAt(BookKey key, Instant at);

  /** The same as a version of the book had it. */
  Optional<BookContent> contentOfVersion(BookKey key, long bookVersion, Instant at);

  /** The same as a version of the book had it, of some products only. */
  Optional<BookContent> excerpt(BookKey key, Excerpt excerpt);

  /**
   * @param at the versions in force then and above
   */
  record Excerpt(long bookVersion, Instant at, Set<String> products) {
    public Excerpt {
      products = Set.copyOf(products);
    }
  }

  /** How many changes each book has seen; those without any may be absent. */
  Map<BookKey, Long> versions(Collection<BookKey> keys);

  /** Changes behind one version of the book and up to another, oldest first. */
  List<RecordedChange> recorded(BookKey key, long afterBookVersion, long upToBookVersion);

  /** To which change sets versions of products belong. */
  Map<VersionOfProduct, UUID> changeSets(BookKey key, Collection<VersionOfProduct> versions);

  record VersionOfProduct(String product, long version) {}

  /** All recorded versions, newest first. */
  List<RecordedVersion> history(BookKey key, HistoryFilter filter);

  /**
   * @param product only of this one; null for all
   * @param before starts behind this one; null for the newest
   */
  record HistoryFilter(@Nullable String product, @Nullable Place before, int limit) {

    /** Where a version stands in the history. */
    public record Place(long bookVersion, String product) {}
  }

  /**
   * What goes on the bus when what starts by then is due: of each product everything above its
   * highest version that was published, up to its highest one that is due, oldest first (domain.md
   * PR-16, PR-20). What is on the bus though its change still waits lies below one whose change was
   * published: it never goes there a second time.
   *
   * <p>Nothing goes behind a higher version of its product, because compaction keeps what came
   * last; it is in force at no moment either, since the higher one starts earlier. And nothing that
   * has yet to start comes without those below it: from a gap there a storefront concludes that it
   * missed the version in force.
   */
  List<DueVersion> due(BookKey key, Instant startsUntil);

  /**
   * @param bookVersion of the change that it belongs to
   */
  record DueVersion(long bookVersion, String product) {}

  /**
   * What a storefront must know at a moment of what is on the bus: of each product the version in
   * force and all above it, up to its highest one that was published; oldest first. What was
   * overtaken before it went out is not among them: it starts after the one above it.
   */
  List<DueVersion> told(BookKey key, Instant at);

  /**
   * Locks a book, as for a change.
   *
   * @param after the book behind which it stands, in an order that never changes; null for the
   *     first
   * @return nothing behind the last one
   */
  Optional<BookKey> lockNext(@Nullable BookKey after);

  /**
   * These changes as they were recorded, oldest first. Each is read when its turn comes, in the
   * caller's transaction: all that a book has in force may be more than memory should hold.
   *
   * @param products those of each change that are wanted, by the version of the book
   */
  Stream<PriceChange> changes(BookKey key, Map<Long, Set<String>> products);

  /** Changes that start by then wait no more: what they have is on the bus, or never goes there. */
  void markPublished(BookKey key, Instant startsUntil, Instant at);

  /**
   * A book with changes that have not been published and start by then, the most urgent one; not
   * one that somebody else has locked.
   *
   * @param except books to leave out
   */
  Optional<BookKey> lockOneWaiting(Instant startsUntil, Set<BookKey> except);

  /** Books of which a change has started that has not been published. */
  Set<BookKey> late(Instant now);
}
