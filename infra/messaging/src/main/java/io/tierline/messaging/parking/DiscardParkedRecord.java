package io.tierline.messaging.parking;

import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.parking.ParkedRecord.State;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives a parked record up, for a reason that is kept. Only the first of its key: otherwise nobody
 * could say later whether what came between had acted.
 */
public final class DiscardParkedRecord {

  private final ParkedRecords parked;
  private final BackgroundWork background;
  private final TransactionOperations transactions;

  /** What came of it. */
  public sealed interface Result {
    /** Given up; those behind it may go on. */
    record Discarded(ParkedRecord discarded) implements Result {}

    /** There is none with this id, or it was resolved already. */
    record NotParked() implements Result {}

    /** Another one of its key comes first. */
    record NotFirst(long firstId) implements Result {}
  }

  public DiscardParkedRecord(
      ParkedRecords parked, BackgroundWork background, TransactionOperations transactions) {
    this.parked = parked;
    this.background = background;
    this.transactions = transactions;
  }

  /**
   * @throws IllegalArgumentException without a reason
   */
  public Result discard(long id, String by, String why) {
    if (why.isBlank()) {
      throw new IllegalArgumentException("A discard needs a reason");
    }
    AtomicReference<Result> result = new AtomicReference<>(new Result.NotParked());
    background.run(() -> result.set(transactions.execute(_ -> inTransaction(id, by, why))));
    return result.get();
  }

  private Result inTransaction(long id, String by, String why) {
    Optional<ParkedRecord> found = parked.find(id);
    if (found.isEmpty()) {
      return new Result.NotParked();
    }
    ParkedRecord record = found.get();
    // The aggregate's place first, as the inbox does, so that the two cannot block each other.
    Optional<Long> position = parked.lockPosition(record.key());
    if (parked.lock(id).isEmpty()) {
      return new Result.NotParked();
    }
    ParkedRecord first = parked.waiting(record.key(), 1).getFirst();
    if (first.id() != id) {
      return new Result.NotFirst(first.id());
    }
    parked.resolve(id, State.DISCARDED, by, why);
    Long sequence = record.sequence();
    if (sequence != null && (position.isEmpty() || sequence == position.get() + 1)) {
      parked.advance(record.key(), sequence);
    }
    return new Result.Discarded(record);
  }
}
