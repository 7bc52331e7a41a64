package io.tierline.pricing.draft.http;

import io.tierline.kit.http.ETags;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.pricing.draft.DraftResult;
import io.tierline.pricing.http.PricingProblems;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Why nothing became of a request about a draft. */
final class DraftProblems {

  private static final ProblemType BOOK_MOVED_ON =
      new ProblemType(
          "book-moved-on", HttpStatus.CONFLICT, "The prices changed since the draft was made");
  private static final ProblemType DRAFT_CONFLICTS =
      new ProblemType(
          "draft-conflicts",
          HttpStatus.CONFLICT,
          "The draft and somebody else changed the same prices");
  private static final ProblemType TOO_MANY_DRAFTS =
      new ProblemType("too-many-drafts", HttpStatus.CONFLICT, "There are enough drafts already");

  private DraftProblems() {}

  static ProblemException unknown(long id) {
    return new ProblemException(
        CommonProblems.NOT_FOUND,
        "There is no such draft; it was published or thrown away, or never was.",
        Map.of("draftId", Long.toString(id)));
  }

  static ProblemException of(DraftResult result) {
    return switch (result) {
      case DraftResult.Refused(var refusals) -> PricingProblems.refused(refusals);
      case DraftResult.Unknown(long id) -> unknown(id);
      case DraftResult.OtherVersion(long current) -> ETags.changed(current);
      case DraftResult.BookMovedOn moved ->
          new ProblemException(
              BOOK_MOVED_ON,
              "It was made on version %d and the book is version %d now; POST …/rebase, look at its preview, and publish it then."
                  .formatted(moved.base(), moved.current()),
              Map.of(
                  "baseVersion", Long.toString(moved.base()),
                  "currentVersion", Long.toString(moved.current())));
      case DraftResult.Conflicting(var conflicts) ->
          new ProblemException(
              DRAFT_CONFLICTS,
              "Nobody else can decide which price you want; PUT the draft with the prices it shall"
                  + " have.",
              Map.of("conflicts", conflicts));
      case DraftResult.TooMany(int max) ->
          new ProblemException(
              TOO_MANY_DRAFTS,
              "A price book has at most %d drafts (drafts-max); publish or discard one."
                  .formatted(max),
              Map.of("max", max));
      case DraftResult.SellerUnknown unknown -> PricingProblems.sellerUnknown(unknown.seller());
      case DraftResult.Kept _, DraftResult.Published _, DraftResult.Removed _ ->
          throw new IllegalArgumentException("Not a refusal: " + result);
    };
  }
}
