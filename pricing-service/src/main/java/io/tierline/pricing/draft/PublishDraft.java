package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.book.SetPrices.Result;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a draft's prices the seller's: a save like any other, with all its checks, on the version
 * of the book that the draft was made on (domain.md PR-20). Then the draft is gone; the history has
 * it.
 */
public class PublishDraft {

  private final Drafts drafts;
  private final PlanPrices planPrices;
  private final SetPrices setPrices;

  public PublishDraft(Drafts drafts, PlanPrices planPrices, SetPrices setPrices) {
    this.drafts = drafts;
    this.planPrices = planPrices;
    this.setPrices = setPrices;
  }

  /**
   * @param expectedVersion of the draft that was looked at
   * @param effectiveFrom in place of the draft's own; null to keep that
   */
  public record Request(
      BookKey book, long id, long expectedVersion, @Nullable Instant effectiveFrom, String by) {}

  /**
   * The book is locked before the draft, as by everybody else, so that nobody waits in a circle.
   */
  @Transactional
  public DraftResult publish(Request request) {
    if (!planPrices.hold(request.book())) {
      return new DraftResult.Unknown(request.id());
    }
    Optional<Draft> found = drafts.lock(request.book(), request.id());
    if (found.isEmpty()) {
      return new DraftResult.Unknown(request.id());
    }
    Draft draft = found.get();
    if (draft.head().version() != request.expectedVersion()) {
      return new DraftResult.OtherVersion(draft.head().version());
    }
    Result result =
        setPrices.set(
            new Command(
                request.book(),
                draft.head().baseVersion(),
                draft.changes(),
                request.effectiveFrom() == null
                    ? draft.head().effectiveFrom()
                    : request.effectiveFrom(),
                request.by(),
                draft.head().reason()));
    return switch (result) {
      case Result.Saved saved -> {
        drafts.remove(draft);
        yield new DraftResult.Published(saved);
      }
      case Result.Refused refused -> new DraftResult.Refused(refused.refusals());
      case Result.OtherVersion(long current) ->
          new DraftResult.BookMovedOn(draft.head().baseVersion(), current);
      case Result.SellerUnknown unknown -> new DraftResult.SellerUnknown(unknown.seller());
      case Result.VersionRequired _ ->
          throw new IllegalStateException("A draft names the version it was made on");
    };
  }
}
