package io.tierline.ordering.orders;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is being done, or was done, to orders. */
public interface Actions {

  ActionId nextId();

  void insert(Action.Open action, Optional<RequestKey> key);

  void save(Action action);

  Optional<Action> find(ActionId id);

  Optional<Action> latest(OrderId order);

  Optional<Action> open(OrderId order);

  Optional<Known> findByKey(SellerId seller, String key);

  /**
   * Actions whose outcome at the registry is not known and whose turn has come, real time. Nobody
   * else gets them before {@code again} has passed, doubled with each attempt.
   */
  List<ActionId> takeAwaitingRegistry(Duration again, int max);

  /** Actions whose short account can pay now; taken as above. */
  List<ActionId> takeFundable(Duration again, int max);

  int countAwaitingRegistry();

  /**
   * The Idempotency-Key of a request.
   *
   * @param fingerprint a hash of what was asked for
   */
  record RequestKey(String key, String fingerprint) {}

  /** The action that a request made earlier. */
  record Known(ActionId action, String fingerprint) {}
}
