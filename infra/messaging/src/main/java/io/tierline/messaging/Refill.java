package io.tierline.messaging;

import java.util.Optional;

/**
 * Puts on the bus again all that a topic with watermarks has to tell, after the topic was lost or
 * the database was set back. A topic without one never gets a watermark: nobody could fill it.
 */
public interface Refill {

  String topic();

  /**
   * Appends the next piece to the outbox, in the running transaction and in the background role:
   * small enough to be one short transaction. It locks what it tells of as a change does, so that
   * no older version gets behind a newer one. Appending a piece twice is harmless.
   *
   * @param after where the last piece ended; empty before the first
   * @return nothing where there was nothing left
   */
  Optional<Piece> appendNext(String after);

  /**
   * @param upTo where it ends, in words that only this refill understands; never empty
   * @param messages how many it has
   */
  record Piece(String upTo, int messages) {}

  /** Of a topic whose messages are all in the outbox from its beginning, and never lost. */
  static Refill nothing(String topic) {
    return new Refill() {
      @Override
      public String topic() {
        return topic;
      }

      @Override
      public Optional<Piece> appendNext(String after) {
        return Optional.empty();
      }
    };
  }
}
