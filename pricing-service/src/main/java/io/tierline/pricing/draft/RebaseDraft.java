package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.DraftResult.Conflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings a draft onto the book as it is now. What the draft left alone is taken from the book, what
 * the book left alone from the draft; where both changed the same price nobody decides for the
 * seller.
 */
public class RebaseDraft {

  private final Drafts drafts;
  private final PlanPrices planPrices;

  public RebaseDraft(Drafts drafts, PlanPrices planPrices) {
    this.drafts = drafts;
    this.planPrices = planPrices;
  }

  @Transactional
  public DraftResult rebase(BookKey book, long id, long expectedVersion, String by) {
    Optional<Present> locked = planPrices.lockPresent(book);
    Optional<Draft> found = drafts.lock(book, id);
    if (locked.isEmpty() || found.isEmpty()) {
      return new DraftResult.Unknown(id);
    }
    Draft draft = found.get();
    Present present = locked.get();
    if (draft.head().version() != expectedVersion) {
      return new DraftResult.OtherVersion(draft.head().version());
    }
    if (draft.head().baseVersion() == present.content().version()) {
      return new DraftResult.Kept(draft);
    }
    Instant at = startOf(draft, present);
    BookContent base =
        planPrices.ofVersion(book, draft.head().baseVersion(), present.now()).orElseThrow();
    List<Conflict> conflicts = new ArrayList<>();
    ThreeWays ways = new ThreeWays(base, present.content(), at);
    Content merged =
        new Content(
            ways.merge(draft.changes(), conflicts::add),
            draft.head().reason(),
            draft.head().effectiveFrom());
    if (!conflicts.isEmpty()) {
      return new DraftResult.Conflicting(conflicts);
    }
    Draft rebased = draft.edited(merged, present.content().version(), new Mark(by, present.now()));
    return switch (planPrices
        .plan(book, present, merged.changes(), merged.effectiveFrom())
        .result()) {
      case Result.Saved _ -> {
        drafts.replace(rebased);
        yield new DraftResult.Kept(rebased);
      }
      case Result.Refused refused -> new DraftResult.Refused(refused.refusals());
      case Result.OtherVersion _, Result.VersionRequired _, Result.SellerUnknown _ ->
          throw new IllegalStateException("The plan was made for this seller's present book");
    };
  }

  private static Instant startOf(Draft draft, Present present) {
    Instant start = draft.head().effectiveFrom();
    return start == null || start.isBefore(present.now()) ? present.now() : start;
  }
}
