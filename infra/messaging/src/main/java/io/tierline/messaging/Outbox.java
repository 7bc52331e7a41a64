package io.tierline.messaging;

import java.util.List;

/**
 * State and message in one transaction: what is appended here is sent if and only if the caller
 * commits.
 */
public interface Outbox {

  /**
   * Appends a message to the running transaction. Messages of one aggregate are sent in the order
   * of their commits: the append locks the aggregate's sequence until the end of the transaction.
   *
   * @throws IllegalStateException outside a transaction
   */
  default void append(OutgoingMessage message) {
    appendAll(List.of(message));
  }

  /**
   * The same for several, in their order, on one way to the database for each 4 MB.
   *
   * @throws IllegalStateException outside a transaction
   */
  void appendAll(List<OutgoingMessage> messages);
}
