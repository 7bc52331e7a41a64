package io.tierline.pricing.book;

import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.engine.Pr4BuyersView;
import io.tierline.pricing.engine.Pr4BuyersView.ProductRows;
import io.tierline.pricing.engine.Pr4BuyersView.Wanted;
import io.tierline.pricing.engine.PriceRefusal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The price list as buyers are shown it (domain.md PR-4). */
public class ReadPriceList {

  private final CompiledBooks compiledBooks;
  private final DatabaseTime time;
  private final Schedule schedule;

  public ReadPriceList(CompiledBooks compiledBooks, DatabaseTime time, Schedule schedule) {
    this.compiledBooks = compiledBooks;
    this.time = time;
    this.schedule = schedule;
  }

  /**
   * A part of the list.
   *
   * @param version of the book; 0 when there is none yet
   * @param state parts of different states do not belong together: the book, the seller's statuses,
   *     the catalog or what is in force has changed in between
   * @param freshAsOf database time up to which every commit is contained
   */
  public record Part(long version, String state, Instant freshAsOf, List<ProductRows> products) {
    public Part {
      products = List.copyOf(products);
    }
  }

  /**
   * @param refusals what cannot be searched for
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Part part(BookKey key, Wanted wanted, Consumer<PriceRefusal> refusals) {
    Instant freshAsOf = time.ofTransaction();
    Instant now = schedule.now();
    return compiledBooks
        .standing(key, now)
        .map(
            standing ->
                new Part(
                    standing.version(),
                    "%s@%d"
                        .formatted(
                            standing.made(),
                            Pr4BuyersView.inForceSince(standing.book(), now).toEpochMilli()),
                    freshAsOf,
                    Pr4BuyersView.rows(standing.book(), now, wanted, refusals)))
        .orElseGet(
            () -> {
              nothing(wanted, refusals);
              return new Part(0, "", freshAsOf, List.of());
            });
  }

  /** What cannot be searched for is refused without a book too. */
  private static void nothing(Wanted wanted, Consumer<PriceRefusal> refusals) {
    if (wanted.search() != null) {
      wanted
          .search()
          .in(
              List.of(),
              refusal -> {
                if (!refusal.code().equals(PriceRefusal.NOTHING_FOUND)) {
                  refusals.accept(refusal);
                }
              });
    }
  }
}
