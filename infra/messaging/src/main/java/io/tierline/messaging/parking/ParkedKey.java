package io.tierline.messaging.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate whose records wait, for one consumer.
 *
 * @param records how many wait
 * @param headId the record that must be dealt with first
 */
public record ParkedKey(
    Name name,
    long records,
    Instant since,
    long headId,
    ParkedRecord.Reason reason,
    @Nullable String error) {

  /** Which one. */
  public record Name(String consumer, String topic, String aggregateId) {}
}
