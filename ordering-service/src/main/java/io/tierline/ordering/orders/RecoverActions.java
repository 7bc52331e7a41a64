package io.tierline.ordering.orders;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Goes on with what nobody works on: actions whose outcome at the registry is not known (a crash, a
 * timeout), and those for which the money has come. Several instances share the work. Background
 * scope.
 */
@Service
public class RecoverActions {

  private static final Logger LOG = LoggerFactory.getLogger(RecoverActions.class);

  private final Actions actions;
  private final CarryOutAction carryOut;
  private final RetryAction retry;
  private final OrderSettings settings;

  RecoverActions(
      Actions actions, CarryOutAction carryOut, RetryAction retry, OrderSettings settings) {
    this.actions = actions;
    this.carryOut = carryOut;
    this.retry = retry;
    this.settings = settings;
  }

  public void run() {
    List<ActionId> unanswered =
        actions.takeAwaitingRegistry(settings.recoverAfter(), settings.recoverMax());
    for (ActionId id : unanswered) {
      alone(id, () -> carryOut.recover(id));
    }
    for (ActionId id : actions.takeFundable(settings.recoverAfter(), settings.recoverMax())) {
      alone(id, () -> retry.run(id));
    }
  }

  /** One action that cannot be gone on with must not keep the others waiting. */
  private static void alone(ActionId id, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("Action {} could not be gone on with; tried again later", id, e);
    }
  }
}
