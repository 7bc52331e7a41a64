package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a book that is nobody's price yet (domain.md PR-20). */
public record Draft(Head head, Changes changes) {

  /**
   * A draft without its contents.
   *
   * @param version grows by one with each edit
   * @param baseVersion the book's version it was made on
   * @param effectiveFrom when its prices shall take effect; null: when it is published
   */
  public record Head(
      long id,
      BookKey book,
      long version,
      long baseVersion,
      Origin origin,
      String reason,
      @Nullable Instant effectiveFrom,
      Mark created,
      Mark changed) {}

  /** Where it came from (decision 11). */
  public enum Origin {
    HAND,
    /** domain.md PR-10. */
    MARGIN,
    CSV,
    ROLLBACK,
    /** Of standing margin rules (PR-12); once somebody edits it, it is theirs. */
    PROPOSAL
  }

  public record Mark(String by, Instant at) {}

  /** After an edit. */
  Draft edited(Content content, long baseVersion, Mark by) {
    return new Draft(
        new Head(
            head.id(),
            head.book(),
            head.version() + 1,
            baseVersion,
            head.origin(),
            content.reason(),
            content.effectiveFrom(),
            head.created(),
            by),
        content.changes());
  }

  /** A proposal that somebody edits is theirs: no newer one replaces it any more. */
  Draft takenOver() {
    return new Draft(
        new Head(
            head.id(),
            head.book(),
            head.version(),
            head.baseVersion(),
            head.origin() == Origin.PROPOSAL ? Origin.HAND : head.origin(),
            head.reason(),
            head.effectiveFrom(),
            head.created(),
            head.changed()),
        changes);
  }

  /** What its author writes. */
  public record Content(Changes changes, String reason, @Nullable Instant effectiveFrom) {}

  Content content() {
    return new Content(changes, head.reason(), head.effectiveFrom());
  }
}
