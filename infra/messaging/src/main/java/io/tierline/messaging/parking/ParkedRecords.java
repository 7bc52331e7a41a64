package io.tierline.messaging.parking;

import io.tierline.messaging.parking.ParkedRecord.Reason;
import io.tierline.messaging.parking.ParkedRecord.State;
import java.util.List;
import java.util.Optional;

/** The records that could not act. */
public interface ParkedRecords {

  /**
   * Keys with parked records, in the order in which they were parked.
   *
   * @param afterHeadId where the page before ended, 0 for the first
   */
  List<ParkedKey> keys(long afterHeadId, int limit);

  long countKeys();

  Optional<ParkedRecord> find(long id);

  /** All of a key that still wait, in the order in which they would be replayed. */
  List<ParkedRecord> waiting(ParkedKey.Name key, int limit);

  /** Locks the record until the end of the transaction; empty where it is resolved already. */
  Optional<ParkedRecord> lock(long id);

  /**
   * Locks the place of the record's aggregate; the last sequence number applied, empty where there
   * is none.
   */
  Optional<Long> lockPosition(ParkedKey.Name key);

  void advance(ParkedKey.Name key, long sequence);

  void resolve(long id, State state, String by, String why);

  void failed(long id, Reason reason, String error);

  /** Keys that wait for nothing any more. */
  List<ParkedKey.Name> ready(int limit);

  /** Whether the key's next record in order is there and nothing before it needs a person. */
  boolean isReady(ParkedKey.Name key);
}
