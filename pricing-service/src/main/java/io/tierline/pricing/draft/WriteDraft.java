package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.engine.CostOf;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes a change down without making it: whichever way it comes about, it keeps to the rules of a
 * save, or nothing is kept (domain.md PR-20).
 */
public class WriteDraft {

  private final Drafts drafts;
  private final PlanPrices planPrices;
  private final Sources sources;
  private final int draftsMax;

  /**
   * @param draftsMax of one book
   */
  public WriteDraft(Drafts drafts, PlanPrices planPrices, Sources sources, int draftsMax) {
    this.drafts = drafts;
    this.planPrices = planPrices;
    this.sources = sources;
    this.draftsMax = draftsMax;
  }

  /**
   * @param by the client that asked for it
   * @param costs what the seller pays, for the ways that need it
   */
  public record Request(BookKey book, DraftSource source, String by, CostOf costs) {}

  @Transactional
  public DraftResult write(Request request) {
    Optional<Present> locked = planPrices.lockPresent(request.book());
    if (locked.isEmpty()) {
      return new DraftResult.SellerUnknown(request.book().seller());
    }
    Present present = locked.get();
    if (drafts.count(request.book()) >= draftsMax) {
      return new DraftResult.TooMany(draftsMax);
    }
    Sources.Outcome outcome = sources.contentOf(request, present);
    return switch (outcome) {
      case Sources.Outcome.Refused(var refusals) -> new DraftResult.Refused(refusals);
      case Sources.Outcome.Found(Origin origin, Content content) -> {
        Mark mark = new Mark(request.by(), present.now());
        Head head =
            new Head(
                0,
                request.book(),
                1,
                present.content().version(),
                origin,
                content.reason(),
                content.effectiveFrom(),
                mark,
                mark);
        yield checked(new Draft(head, content.changes()), present, drafts::add);
      }
    };
  }

  /**
   * Replaces a draft's content; it is then made on the book as it is now. A proposal that is edited
   * is a draft of its editor from then on, and counts as one.
   *
   * @param expectedVersion of the draft that the editor saw
   */
  @Transactional
  public DraftResult edit(BookKey book, long id, long expectedVersion, Edit edit) {
    Optional<Present> locked = planPrices.lockPresent(book);
    Optional<Draft> found = drafts.lock(book, id);
    if (locked.isEmpty() || found.isEmpty()) {
      return new DraftResult.Unknown(id);
    }
    Draft draft = found.get();
    if (draft.head().version() != expectedVersion) {
      return new DraftResult.OtherVersion(draft.head().version());
    }
    if (draft.head().origin() == Origin.PROPOSAL && drafts.count(book) >= draftsMax) {
      return new DraftResult.TooMany(draftsMax);
    }
    Present present = locked.get();
    Draft edited =
        draft
            .edited(edit.content(), present.content().version(), new Mark(edit.by(), present.now()))
            .takenOver();
    return checked(edited, present, this::replaced);
  }

  public record Edit(Content content, String by) {}

  @Transactional
  public DraftResult discard(BookKey book, long id, long expectedVersion) {
    Optional<Draft> found = drafts.lock(book, id);
    if (found.isEmpty()) {
      return new DraftResult.Unknown(id);
    }
    if (found.get().head().version() != expectedVersion) {
      return new DraftResult.OtherVersion(found.get().head().version());
    }
    drafts.remove(found.get());
    return new DraftResult.Removed();
  }

  private Draft replaced(Draft draft) {
    drafts.replace(draft);
    return draft;
  }

  private DraftResult checked(Draft draft, Present present, UnaryOperator<Draft> keep) {
    SetPrices.Result result =
        planPrices
            .plan(draft.head().book(), present, draft.changes(), draft.head().effectiveFrom())
            .result();
    return switch (result) {
      case SetPrices.Result.Saved _ -> new DraftResult.Kept(keep.apply(draft));
      case SetPrices.Result.Refused refused -> new DraftResult.Refused(refused.refusals());
      case SetPrices.Result.SellerUnknown unknown ->
          new DraftResult.SellerUnknown(unknown.seller());
      case SetPrices.Result.OtherVersion _, SetPrices.Result.VersionRequired _ ->
          throw new IllegalStateException("The plan was made for another version of the book");
    };
  }
}
