package io.tierline.ordering.orders;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Goes on with what nobody works on: actions whose outcome at the registry is not known (a crash, a
 * timeout), those for which the money has come, and those that waited for it too long. Several
 * instances share the work. Background scope.
 */
@Service
public class RecoverActions {

  private static final Logger LOG = LoggerFactory.getLogger(RecoverActions.class);

  private final Actions actions;
  private final CarryOutAction carryOut;
  private final RetryAction retry;
  private final EndAction end;
  private final OrderSettings settings;
  private final Clock clock;

  RecoverActions(
      Actions actions,
      CarryOutAction carryOut,
      RetryAction retry,
      EndAction end,
      OrderSettings settings,
      Clock clock) {
    this.actions = actions;
    this.carryOut = carryOut;
    this.retry = retry;
    this.end = end;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes what is to be gone on with now. Each piece may wait for pricing or a registry, and is to
   * be run beside the others; those with a customer's money waiting come first.
   */
  public List<Runnable> take(int max) {
    List<Runnable> taken = new ArrayList<>();
    actions
        .takeFundable(settings.recoverAfter(), settings.repriceAfter(), max)
        .forEach(id -> taken.add(alone(id, () -> retry.run(id))));
    actions
        .takeGivenUp(clock.instant(), settings.recoverAfter(), max - taken.size())
        .forEach(id -> taken.add(alone(id, () -> giveUp(id))));
    actions
        .takeAwaitingRegistry(settings.recoverAfter(), max - taken.size())
        .forEach(id -> taken.add(alone(id, () -> carryOut.recover(id))));
    return taken;
  }

  private void giveUp(ActionId id) {
    end.cancelled(id, "Not paid in time", clock.instant());
  }

  /** One action that cannot be gone on with must not keep the others waiting. */
  private static Runnable alone(ActionId id, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("Action {} could not be gone on with; tried again later", id, e);
      }
    };
  }
}
