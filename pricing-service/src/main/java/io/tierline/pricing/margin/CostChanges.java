package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue of changes of cost that are to be looked at. */
public interface CostChanges {

  /**
   * Sellers with changes that have taken effect, the longest waiting first: each to be looked at
   * once for all its changes.
   */
  List<SellerId> waiting(Due due, int limit);

  /**
   * When a seller is due: no change of its costs since {@code quietSince}, so that those that come
   * together are told together, or one that waits since {@code waitedSince}. A look that failed is
   * repeated when its time has come, and no more after {@code attemptsMax} until there is another
   * change.
   */
  record Due(Instant now, Instant quietSince, Instant waitedSince, int attemptsMax) {}

  /**
   * A seller's changes that have taken effect, oldest first; until the transaction ends no other
   * instance has them. None when another has, or when a failed look is not to be repeated yet.
   */
  List<CostChanged> lock(SellerId seller, Instant now);

  /** They were looked at. They were locked in this transaction. */
  void done(List<CostChanged> changes);

  /**
   * The look at them failed. They were locked in this transaction.
   *
   * @param attempts how often by now
   */
  void postpone(List<CostChanged> changes, int attempts, Instant until);

  /**
   * All that failed are looked at again at once.
   *
   * @return how many
   */
  int retryAll();

  Backlog backlog(Instant now);

  /**
   * @param waiting changes that have taken effect and were not looked at
   * @param failing those of them whose look failed at least once
   * @param oldest when the oldest took effect; null when there is none
   */
  record Backlog(int waiting, int failing, @Nullable Instant oldest) {}
}
