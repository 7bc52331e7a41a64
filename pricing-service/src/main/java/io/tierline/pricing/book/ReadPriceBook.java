package io.tierline.pricing.book;

import io.tierline.pricing.book.PriceBooks.HistoryFilter;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** A seller reads its own prices: now, as of any moment, and how they came about. */
public class ReadPriceBook {

  private final PriceBooks books;
  private final Sellers sellers;
  private final Schedule schedule;

  public ReadPriceBook(PriceBooks books, Sellers sellers, Schedule schedule) {
    this.books = books;
    this.sellers = sellers;
    this.schedule = schedule;
  }

  /**
   * @param at the moment it was read for
   */
  public record AsOf(BookContent content, Instant at) {}

  /**
   * @param at the moment asked about; null: the present
   * @return nothing when the seller is not known yet
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<AsOf> asOf(BookKey key, @Nullable Instant at) {
    Instant now = schedule.now();
    Instant moment = at == null ? now : at;
    return sellers
        .find(key.seller())
        .map(Seller::currency)
        .map(
            currency ->
                new AsOf(
                    (moment.isBefore(now)
                            ? books.contentAsKnownAt(key, moment)
                            : books.content(key, moment))
                        .orElseGet(() -> BookContent.empty(currency)),
                    moment));
  }

  @Transactional(readOnly = true)
  public List<RecordedVersion> history(BookKey key, HistoryFilter filter) {
    return books.history(key, filter);
  }
}
