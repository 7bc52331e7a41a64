package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue of changes of cost that are to be looked at. */
public interface CostChanges {

  /** Each is taken for itself, so that what breaks one does not keep a seller from the other. */
  enum Step {
    /** Prices are compared with the new costs. */
    ALERT,
    /** Standing margin rules are applied. */
    RULES
  }

  /**
   * Sellers with changes at this step that have taken effect, the longest waiting first: each to be
   * looked at once for all its changes.
   */
  List<SellerId> waiting(Step step, Due due, int limit);

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
  List<CostChanged> lock(Step step, SellerId seller, Instant now);

  /** The same, also those whose look has begun. */
  List<CostChanged> lockBegun(Step step, SellerId seller, Instant now);

  /** They go on to {@link Step#RULES}, where no look has begun. They were locked by the caller. */
  void alerted(List<CostChanged> changes);

  /** They were looked at. They were locked in this transaction. */
  void done(List<CostChanged> changes);

  /**
   * A look at them begins. They were locked in this transaction.
   *
   * @param attempts how many have begun by now
   * @param until when it is repeated, should it fail or nobody be left to finish it
   */
  void postpone(List<CostChanged> changes, int attempts, Instant until);

  /**
   * All that were given up before {@code now} are looked at again at once; the others have their
   * time, which a process that dies of a look must not begin anew.
   *
   * @return how many
   */
  int retryAll(int attemptsMax, Instant now);

  Backlog backlog(Instant now);

  /**
   * @param waiting changes that have taken effect and were not looked at
   * @param failing those of them whose look has begun, and mostly failed
   * @param oldest when the oldest took effect; null when there is none
   */
  record Backlog(int waiting, int failing, @Nullable Instant oldest) {}
}
