package io.tierline.pricing.rule.http;

import io.tierline.pricing.rule.RuleChange;
import java.time.Instant;

/** A change with who made it, when and why; what it set is read with {@code ?at=recordedAt}. */
record RuleChangeJson(long version, Instant recordedAt, String recordedBy, String reason) {

  static RuleChangeJson of(RuleChange change) {
    return new RuleChangeJson(
        change.version(), change.author().at(), change.author().name(), change.author().reason());
  }
}
