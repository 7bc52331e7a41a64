package io.tierline.ordering.orders;

import java.util.Optional;

/**
 * Which action a request with an idempotency key began. Keys belong to the seller of the current
 * scope; one that was used for another request is refused by an exception of the HTTP edge
 * (infra/decisions/0003-tenancy-and-http-edge.md).
 */
public interface RequestKeys {

  /**
   * @param text as the caller sent it
   * @param fingerprint a hash of what was asked for
   */
  record Key(String text, String fingerprint) {}

  Optional<ActionId> find(Key key);

  /**
   * Claims the key in the running transaction, for what that begins.
   *
   * @return the action of the first claim, when there was one
   */
  Optional<ActionId> claim(Key key, ActionId action);
}
