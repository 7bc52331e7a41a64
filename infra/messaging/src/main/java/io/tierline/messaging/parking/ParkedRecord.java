package io.tierline.messaging.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not act, with all that is needed to deliver it again.
 *
 * @param id what replay and discard are told
 * @param sequence its place in the aggregate's order; null where it names none
 * @param headers JSON, header name to base64 value
 */
public record ParkedRecord(
    long id,
    ParkedKey.Name key,
    @Nullable Long sequence,
    String eventId,
    Place place,
    @Nullable String recordKey,
    String headers,
    byte @Nullable [] payload,
    Reason reason,
    @Nullable String error,
    Instant parkedAt,
    @Nullable Resolution resolution) {

  /** Why it is parked. */
  public enum Reason {
    /** Headers or body are not what they should be. */
    UNREADABLE,
    /** Its effects failed, again and again. */
    FAILED,
    /** One that comes before it is missing. */
    GAP,
    /** Later ones have acted, because it seemed to be lost: whether it still may, a person says. */
    LATE,
    /** Its key was parked already. */
    BEHIND
  }

  /** Where it stood in the log. */
  public record Place(int partition, long offset, long timestampMillis) {}

  /** How it ended, by whom and why. */
  public record Resolution(State state, Instant at, String by, @Nullable String why) {}

  /** What became of it. */
  public enum State {
    PARKED,
    REPLAYED,
    DISCARDED
  }
}
