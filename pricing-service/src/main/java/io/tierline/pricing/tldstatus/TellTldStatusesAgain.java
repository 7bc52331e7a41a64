package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what sellers do not sell on the bus once more, after the topic was lost: some sellers at a
 * time, locked as for a change.
 */
public class TellTldStatusesAgain {

  private static final int SELLERS_MAX = 100;

  private final TldStatuses statuses;
  private final TldStatusEvents events;

  public TellTldStatusesAgain(TldStatuses statuses, TldStatusEvents events) {
    this.statuses = statuses;
    this.events = events;
  }

  /**
   * @param after the seller that was told of last; null before the first
   * @return those that were told of; none behind the last one
   */
  @Transactional
  public List<SellerId> tellNext(@Nullable SellerId after) {
    List<SellerId> sellers = statuses.lockNext(after, SELLERS_MAX);
    sellers.forEach(
        seller -> events.append(ToldStatuses.of(seller, statuses.present(seller).values())));
    return sellers;
  }
}
