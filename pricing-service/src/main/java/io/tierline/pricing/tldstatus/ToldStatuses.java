package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A seller's statuses as storefronts are told of them: the same whenever a version is told. */
final class ToldStatuses {

  private ToldStatuses() {}

  /**
   * @param present all of the seller's; the newest of them is of the version that is told
   */
  static TldStatusesPublished of(SellerId seller, Collection<Recorded> present) {
    Recorded newest =
        present.stream().max(Comparator.comparingLong(Recorded::version)).orElseThrow();
    return new TldStatusesPublished(
        seller,
        newest.version(),
        present.stream()
            .flatMap(recorded -> limited(recorded).stream())
            .sorted(Comparator.comparing(Limited::tld))
            .toList(),
        newest.at());
  }

  private static Optional<Limited> limited(Recorded recorded) {
    return switch (recorded.status()) {
      case SELL -> Optional.empty();
      case NO_NEW_ORDERS -> Optional.of(new Limited(recorded.tld(), Status.NO_NEW_ORDERS));
      case DO_NOT_SELL -> Optional.of(new Limited(recorded.tld(), Status.DO_NOT_SELL));
    };
  }
}
