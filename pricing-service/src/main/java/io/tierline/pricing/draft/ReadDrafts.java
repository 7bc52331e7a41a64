package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Plan;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.engine.CostOf;
import io.tierline.pricing.engine.Preview;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.tldstatus.WhatIsSold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** A seller looks at its drafts, and at what they would do. */
public class ReadDrafts {

  private final Drafts drafts;
  private final PlanPrices planPrices;
  private final CompiledBooks compiledBooks;
  private final WhatIsSold whatIsSold;

  public ReadDrafts(
      Drafts drafts, PlanPrices planPrices, CompiledBooks compiledBooks, WhatIsSold whatIsSold) {
    this.drafts = drafts;
    this.planPrices = planPrices;
    this.compiledBooks = compiledBooks;
    this.whatIsSold = whatIsSold;
  }

  @Transactional(readOnly = true)
  public List<Head> page(BookKey book, OptionalLong before, int limit) {
    return drafts.page(book, before, limit);
  }

  @Transactional(readOnly = true)
  public Optional<Draft> find(BookKey book, long id) {
    return drafts.find(book, id);
  }

  public sealed interface Shown {

    /**
     * @param bookVersion of the book that the draft was compared with: the present one
     * @param at when its prices would be in force
     */
    record Compared(
        Head draft, long bookVersion, Instant at, SlabLists slabs, Preview.Compared compared)
        implements Shown {}

    /** It was in order once, and is not on the book as it is now. */
    record Refused(List<PriceRefusal> refusals) implements Shown {}

    record Unknown(long id) implements Shown {}
  }

  public record SlabLists(CurrencyUnit currency, List<Slab> before, List<Slab> after) {}

  /**
   * What publishing the draft would do to the book as it is now.
   *
   * @param costs what the seller pays
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Shown preview(BookKey book, long id, CostOf costs) {
    Optional<Draft> found = drafts.find(book, id);
    Optional<Present> present = planPrices.present(book);
    if (found.isEmpty() || present.isEmpty()) {
      return new Shown.Unknown(id);
    }
    Draft draft = found.get();
    Plan plan = planPrices.plan(book, present.get(), draft.changes(), draft.head().effectiveFrom());
    return switch (plan.result()) {
      case Result.Saved saved -> {
        BookContent before = present.get().content();
        BookContent after = before.with(saved.change());
        Instant at = saved.change().effectiveFrom();
        yield new Shown.Compared(
            draft.head(),
            before.version(),
            at,
            new SlabLists(before.currency(), before.slabs(), after.slabs()),
            Preview.compare(
                compiledBooks.compile(book, before),
                compiledBooks.compile(book, after),
                new Preview.Shop(whatIsSold.by(book.seller()), costs),
                at));
      }
      case Result.Refused refused -> new Shown.Refused(refused.refusals());
      case Result.OtherVersion _, Result.VersionRequired _, Result.SellerUnknown _ ->
          throw new IllegalStateException("The plan was made for this seller's present book");
    };
  }
}
