package io.tierline.pricing.book;

import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Says what a save would do, by the same rules, and does not do it (domain.md PR-20). */
public class PlanPrices {

  /** A plan is neither recorded nor explained. */
  private static final String NOBODY = "";

  private final PriceBooks books;
  private final Sellers sellers;
  private final Catalog catalog;
  private final Schedule schedule;

  public PlanPrices(PriceBooks books, Sellers sellers, Catalog catalog, Schedule schedule) {
    this.books = books;
    this.sellers = sellers;
    this.catalog = catalog;
    this.schedule = schedule;
  }

  /** A book as it is, and the moment it was read. */
  public record Present(BookContent content, Instant now) {}

  /**
   * @param result a change that was not recorded, or why it would be refused
   */
  public record Plan(Present before, Result result) {}

  /** The book as it is now; nothing when the seller sets no prices. */
  @Transactional(readOnly = true)
  public Optional<Present> present(BookKey key) {
    Instant now = schedule.now();
    return sellers
        .find(key.seller())
        .filter(seller -> seller.status() != Seller.Status.REJECTED)
        .map(Seller::currency)
        .map(
            currency ->
                new Present(
                    books.content(key, now).orElseGet(() -> BookContent.empty(currency)), now));
  }

  /** The same; until the transaction ends nobody else changes the book. */
  @Transactional
  public Optional<Present> lockPresent(BookKey key) {
    return sellers
        .find(key.seller())
        .filter(seller -> seller.status() != Seller.Status.REJECTED)
        .map(seller -> books.lock(key, seller.currency(), schedule::now))
        .map(locked -> new Present(locked.content(), locked.now()));
  }

  /** The same where there is a book: nothing is begun for a seller that never set a price. */
  @Transactional
  public Optional<Present> lockExisting(BookKey key) {
    return sellers
        .find(key.seller())
        .filter(seller -> seller.status() != Seller.Status.REJECTED)
        .flatMap(_ -> books.lockExisting(key, schedule::now))
        .map(locked -> new Present(locked.content(), locked.now()));
  }

  /**
   * Until the transaction ends nobody else changes the book; whether there is one. For who locks
   * something else before the book is read.
   */
  @Transactional
  public boolean hold(BookKey key) {
    return books.hold(key);
  }

  /** What the changes would do to the book as it is. */
  @Transactional(readOnly = true)
  public Plan plan(BookKey key, Present present, Changes changes, @Nullable Instant effectiveFrom) {
    Command command =
        new Command(key, present.content().version(), changes, effectiveFrom, NOBODY, NOBODY);
    return new Plan(
        present,
        new PriceDecision(command, present.content().currency(), present.content(), present.now())
            .decide(TermsOf.changed(catalog, changes, present.content())));
  }

  /** The book as a version of it was, seen from now. */
  @Transactional(readOnly = true)
  public Optional<BookContent> ofVersion(BookKey key, long bookVersion, Instant now) {
    return bookVersion == 0
        ? present(key).map(present -> BookContent.empty(present.content().currency()))
        : books.contentOfVersion(key, bookVersion, now);
  }

  /** The book as it was known at a past moment. */
  @Transactional(readOnly = true)
  public Optional<BookContent> asKnownAt(BookKey key, Instant past) {
    return books.contentAsKnownAt(key, past);
  }
}
