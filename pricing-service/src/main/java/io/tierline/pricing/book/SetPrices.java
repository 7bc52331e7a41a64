package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceBooks.Locked;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seller sets its prices: all of what it sent becomes a new version and goes on the bus together,
 * or nothing does (domain.md PR-1, PR-16, PR-20).
 */
public class SetPrices {

  private final PriceBooks books;
  private final Sellers sellers;
  private final Catalog catalog;
  private final PublishPriceLists publishPriceLists;
  private final Schedule schedule;

  public SetPrices(
      PriceBooks books,
      Sellers sellers,
      Catalog catalog,
      PriceListEvents events,
      Schedule schedule) {
    this.books = books;
    this.sellers = sellers;
    this.catalog = catalog;
    this.publishPriceLists = new PublishPriceLists(books, catalog, events);
    this.schedule = schedule;
  }

  /**
   * @param expectedVersion of the book that the seller saw; null when it named none
   * @param effectiveFrom when the prices take effect; null: at once
   */
  public record Command(
      BookKey book,
      @Nullable Long expectedVersion,
      Changes changes,
      @Nullable Instant effectiveFrom,
      String author,
      String reason) {}

  public sealed interface Result {

    /**
     * @param superseded scheduled versions that will never be in force now
     */
    record Saved(PriceChange change, List<ProductVersion> superseded) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}

    /** Onboarding has not told of it, or its signup was rejected. */
    record SellerUnknown(SellerId seller) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    Seller seller = sellers.find(command.book().seller()).orElse(null);
    if (seller == null || seller.status() == Seller.Status.REJECTED) {
      return new Result.SellerUnknown(command.book().seller());
    }
    Locked locked = lock(command, seller.currency());
    BookContent before = locked.content();
    Instant now = locked.now();
    Map<String, ProductTerms> terms = TermsOf.changed(catalog, command.changes(), before);
    Result result = new PriceDecision(command, seller.currency(), before, now).decide(terms);
    if (result instanceof Result.Saved(PriceChange change, _)) {
      if (schedule.isDue(change.effectiveFrom(), now)) {
        publish(seller.currency(), change, locked, terms);
      } else {
        books.record(change);
      }
    }
    return result;
  }

  private void publish(
      CurrencyUnit currency, PriceChange change, Locked locked, Map<String, ProductTerms> terms) {
    if (goesAlone(change, locked)) {
      books.recordPublished(change, locked.now());
      publishPriceLists.append(change, currency, terms);
    } else {
      books.record(change);
      publishPriceLists.publishDue(
          change.book(), currency, schedule.startsUntil(locked.now()), locked.now());
    }
  }

  /**
   * What starts at once is in force wherever it is read, so that nobody misses the versions below
   * it that wait for their time.
   */
  private boolean goesAlone(PriceChange change, Locked locked) {
    Instant first = locked.firstWaiting();
    return first == null
        || (change.effectiveFrom().equals(locked.now()) && !schedule.isDue(first, locked.now()));
  }

  /** A new slab list concerns every product (domain.md PR-8), other changes those they name. */
  private Locked lock(Command command, CurrencyUnit currency) {
    Changes changes = command.changes();
    return changes.slabs() == null
        ? books.lock(command.book(), currency, schedule::now, changes.products())
        : books.lock(command.book(), currency, schedule::now);
  }
}
