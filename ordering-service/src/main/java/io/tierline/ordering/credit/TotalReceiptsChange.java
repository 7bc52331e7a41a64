package io.tierline.ordering.credit;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One change of a partner's Total Receipts (domain.md PR-7, PR-8). Changes are only added.
 *
 * @param number counted for each partner, from 1
 * @param receipt number of the receipt it is about; null for a correction
 * @param amount of the receipt, or the difference of a correction
 * @param difference by which Total Receipts changed
 */
public record TotalReceiptsChange(
    int number,
    Kind kind,
    @Nullable Integer receipt,
    Money amount,
    Money difference,
    Money totalAfter,
    Author author) {

  public enum Kind {
    /** Real money came in. */
    RECEIPT,
    /** A receipt that counted does not any more. */
    NOT_COUNTED,
    COUNTED_AGAIN,
    /** The figure itself was changed. */
    CORRECTION
  }

  /** Who, why, when. */
  public record Author(String name, String reason, Instant at) {}

  /** Whether the receipt counts after this change. */
  boolean counts() {
    return kind == Kind.RECEIPT || kind == Kind.COUNTED_AGAIN;
  }
}
