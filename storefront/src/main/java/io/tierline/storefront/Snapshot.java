package io.tierline.storefront;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of one key.
 *
 * @param effectiveFrom in this cache's business time
 * @param prices null when the version withdraws the product
 * @param sequence the relay's number of the record within its key; 0 when it carried none
 * @param arrival this cache's own count of records, in the order it read them
 * @param shownSince system time since which this cache has had it
 */
record Snapshot(
    long version,
    Instant effectiveFrom,
    @Nullable CompiledPrices prices,
    long sequence,
    long arrival,
    Instant shownSince) {

  /** A snapshot on its way, not yet shown. */
  record Arrived(PriceListEvent event, Origin origin, long arrival) {

    /**
     * A change that was in force when it was published is in force on arrival: its moment is of the
     * clock of another process, which may be ahead of this one's.
     *
     * @throws ArithmeticException for amounts that no purchase could be computed from
     * @throws IllegalArgumentException for an unknown currency or tenures beyond any limit
     */
    Snapshot shownSince(Instant now, Instant businessNow) {
      boolean hasBegun =
          !event.effectiveFrom().isAfter(event.occurredAt())
              && event.effectiveFrom().isAfter(businessNow);
      return new Snapshot(
          event.version(),
          hasBegun ? businessNow : event.effectiveFrom(),
          compiled(),
          origin.sequence(),
          arrival,
          now);
    }

    private @Nullable CompiledPrices compiled() {
      return switch (event) {
        case PriceListPublished published -> CompiledPrices.of(published);
        case PriceListWithdrawn _ -> null;
      };
    }
  }
}
