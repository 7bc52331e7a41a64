package io.tierline.onboarding.audit;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the append-only audit table.
 *
 * @param subject what kind of thing changed: {@code signup}, {@code brand}, {@code api-key}, …
 * @param change what happened to it, from which state to which
 */
public record AuditEntry(
    SellerId sellerId,
    @Nullable SellerId parentId,
    String subject,
    Change change,
    Actor who,
    String why,
    Instant at) {

  /**
   * @param what e.g. {@code card-cleared}
   */
  public record Change(String what, @Nullable String from, @Nullable String to) {

    public static Change of(String what) {
      return new Change(what, null, null);
    }
  }
}
