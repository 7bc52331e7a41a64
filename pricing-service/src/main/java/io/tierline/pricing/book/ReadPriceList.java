package io.tierline.pricing.book;

import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.engine.Pr4BuyersView;
import io.tierline.pricing.engine.Pr4BuyersView.ProductRows;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The price list as buyers are shown it (domain.md PR-4). */
public class ReadPriceList {

  private final CompiledBooks books;
  private final Schedule schedule;

  public ReadPriceList(CompiledBooks books, Schedule schedule) {
    this.books = books;
    this.schedule = schedule;
  }

  /**
   * @param afterProduct where the page starts; empty for the first
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<ProductRows> page(BookKey key, String afterProduct, int limit) {
    Instant now = schedule.now();
    return books
        .find(key, now)
        .map(book -> Pr4BuyersView.rows(book, now, afterProduct, limit))
        .orElse(List.of());
  }
}
