package io.tierline.pricing.draft;

import io.tierline.pricing.engine.BulkMargin.NotPriced;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceRefusal;
import java.time.Instant;
import java.util.List;

/** Why a draft cannot be made. */
final class DraftRefusals {

  private DraftRefusals() {}

  static PriceRefusal nothingChanges(String field) {
    return new PriceRefusal(
        field, "nothing-to-change", "PR-20", "The book says all of this already.");
  }

  static PriceRefusal notInThePast(String field, Instant now) {
    return new PriceRefusal(
        field,
        "not-in-the-past",
        "PR-20",
        "A book goes back to a moment before now; it is %s.".formatted(now));
  }

  static PriceRefusal noSuchVersion(String field, long version, long current) {
    return new PriceRefusal(
        field,
        "version-unknown",
        "PR-20",
        "The book has no version %d; it is version %d now.".formatted(version, current));
  }

  static PriceRefusal costUnknown(NotPriced each) {
    return new PriceRefusal(
        "margin.search",
        "cost-unknown",
        "PR-10",
        "%s of %s for %d year(s) has no cost to add a margin to: %s"
            .formatted(each.action(), each.product(), each.years(), each.why()));
  }

  /** As many as a person would read. */
  static List<PriceRefusal> readable(List<PriceRefusal> refusals) {
    return refusals.stream().limit(Limits.REFUSALS_REPORTED_MAX).toList();
  }
}
