package io.tierline.ordering.orders;

import io.tierline.contracts.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is being done, or was done, to orders. */
public interface Actions {

  ActionId nextId();

  void insert(Action.Open action);

  void save(Action action);

  Optional<Action> find(ActionId id);

  Optional<Action> latest(OrderId order);

  Optional<Action> open(OrderId order);

  /**
   * Actions whose outcome at the registry is not known and whose turn has come, real time. Nobody
   * else gets them before {@code again} has passed, doubled with each attempt.
   */
  List<ActionId> takeAwaitingRegistry(Duration again, int max);

  /**
   * Actions whose short account can pay now, and those nobody has looked at for {@code reprice}:
   * the price may have fallen. Taken as above.
   */
  List<ActionId> takeFundable(Duration again, Duration reprice, int max);

  /** Actions that have waited for money until this business time; taken as above. */
  List<ActionId> takeGivenUp(Instant now, Duration again, int max);

  int countAwaitingRegistry();
}
