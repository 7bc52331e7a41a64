package io.tierline.pricing.book;

import io.tierline.pricing.book.PriceBooks.DueVersion;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.catalog.Catalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what storefronts must know of price lists on the bus once more, after the topic was lost:
 * each version as it was told first, a book at a time. The book is locked as for a change, so that
 * its versions keep their order there.
 */
public class TellPriceListsAgain {

  private final PriceBooks books;
  private final PublishPriceLists publishPriceLists;
  private final Schedule schedule;

  public TellPriceListsAgain(
      PriceBooks books, Catalog catalog, PriceListEvents events, Schedule schedule) {
    this.books = books;
    this.publishPriceLists = new PublishPriceLists(books, catalog, events);
    this.schedule = schedule;
  }

  /**
   * @param book which one
   * @param versions how many were told
   */
  public record Told(BookKey book, int versions) {}

  /**
   * @param after the book that was told last; null before the first
   * @return nothing behind the last one
   */
  @Transactional
  public Optional<Told> tellNext(@Nullable BookKey after) {
    return books.lockNext(after).map(book -> new Told(book, tell(book)));
  }

  private int tell(BookKey book) {
    Instant now = schedule.now();
    List<DueVersion> told = books.told(book, now);
    if (!told.isEmpty()) {
      publishPriceLists.append(
          book,
          books.slabs(book).orElseThrow().currency(),
          DueVersions.of(told, schedule.startsUntil(now)));
    }
    return told.size();
  }
}
