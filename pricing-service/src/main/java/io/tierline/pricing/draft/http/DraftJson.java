package io.tierline.pricing.draft.http;

import io.tierline.contracts.Audience;
import io.tierline.pricing.book.http.PricesJson;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A draft as its seller reads it.
 *
 * @param version of the draft
 * @param baseVersion of the book it was made on
 * @param change as it can be sent back; null in a listing
 */
record DraftJson(
    String id,
    Audience audience,
    long version,
    long baseVersion,
    Origin origin,
    String reason,
    @Nullable Instant effectiveFrom,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    @Nullable PricesJson change) {

  static DraftJson of(Draft draft) {
    return of(
        draft.head(),
        PricesJson.of(draft.changes(), draft.head().reason(), draft.head().effectiveFrom()));
  }

  static DraftJson of(Head head) {
    return of(head, null);
  }

  private static DraftJson of(Head head, @Nullable PricesJson change) {
    return new DraftJson(
        Long.toString(head.id()),
        head.book().audience(),
        head.version(),
        head.baseVersion(),
        head.origin(),
        head.reason(),
        head.effectiveFrom(),
        head.created().at(),
        head.created().by(),
        head.changed().at(),
        head.changed().by(),
        change);
  }
}
