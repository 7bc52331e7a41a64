package io.tierline.pricing.book;

import io.tierline.pricing.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.annotation.Transactional;

/**
 * Scheduled changes go on the bus shortly before they start: early enough for every storefront to
 * know them in time, late enough for compaction not to take away what is still in force.
 */
public class PublishDueChanges {

  private final PriceBooks books;
  private final PublishPriceLists publishPriceLists;
  private final Schedule schedule;

  public PublishDueChanges(
      PriceBooks books, Catalog catalog, PriceListEvents events, Schedule schedule) {
    this.books = books;
    this.publishPriceLists = new PublishPriceLists(books, catalog, events);
    this.schedule = schedule;
  }

  /** Business time, and how long before its start a change goes on the bus. */
  public record Schedule(Clock clock, Duration publishAhead) {

    public Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What starts by then is on the bus now. */
    Instant startsUntil(Instant now) {
      return now.plus(publishAhead);
    }

    boolean isDue(Instant effectiveFrom, Instant now) {
      return !effectiveFrom.isAfter(startsUntil(now));
    }
  }

  /** A book whose changes could not be published; others can be. */
  public static final class NotPublished extends RuntimeException {

    private final transient BookKey book;

    private NotPublished(BookKey book, RuntimeException cause) {
      super("Due changes of %s could not be published".formatted(book), cause);
      this.book = book;
    }

    public BookKey book() {
      return book;
    }
  }

  /** Publishes what is due of one book; whether there was one. */
  @Transactional
  public boolean publishOneBook() {
    return publishOneBook(Set.of());
  }

  /**
   * The same, the most urgent first.
   *
   * @param except books to leave out
   * @throws NotPublished naming the book that could not be published
   */
  @Transactional
  public boolean publishOneBook(Set<BookKey> except) {
    Instant now = schedule.now();
    Instant startsUntil = schedule.startsUntil(now);
    Optional<BookKey> waiting = books.lockOneWaiting(startsUntil, except);
    waiting.ifPresent(
        book -> {
          try {
            publishPriceLists.publishDue(
                book, books.slabs(book).orElseThrow().currency(), startsUntil, now);
          } catch (RuntimeException e) {
            throw new NotPublished(book, e);
          }
        });
    return waiting.isPresent();
  }

  /**
   * Books of which a change has started that is not on the bus yet: nobody can vouch for what
   * storefronts show then (domain.md PR-16).
   */
  @Transactional(readOnly = true)
  public Set<BookKey> late() {
    return books.late(schedule.clock().instant());
  }
}
