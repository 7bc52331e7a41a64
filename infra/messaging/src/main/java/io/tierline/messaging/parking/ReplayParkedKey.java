package io.tierline.messaging.parking;

import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.parking.ParkedKey.Name;
import io.tierline.messaging.parking.Replay.Gaps;
import io.tierline.messaging.parking.Replay.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Delivers what is parked under a key once more, in order, until nothing is left or one fails. */
public final class ReplayParkedKey {

  private final ParkedRecords parked;
  private final Redelivery redelivery;
  private final BackgroundWork background;
  private final TransactionOperations transactions;

  /**
   * How far it came.
   *
   * @param stoppedAt the record that could not act this time either, null when all did
   */
  public record Result(int replayed, @Nullable ParkedRecord stoppedAt, Outcome last) {}

  public ReplayParkedKey(
      ParkedRecords parked,
      Redelivery redelivery,
      BackgroundWork background,
      TransactionOperations transactions) {
    this.parked = parked;
    this.redelivery = redelivery;
    this.background = background;
    this.transactions = transactions;
  }

  /**
   * @param by who asked for it, kept with each record
   */
  public Result replay(Name key, Gaps gaps, String by) {
    int replayed = 0;
    while (true) {
      AtomicReference<List<ParkedRecord>> head = new AtomicReference<>(List.of());
      background.run(() -> head.set(transactions.execute(_ -> parked.waiting(key, 1))));
      if (head.get().isEmpty()) {
        return new Result(replayed, null, new Outcome.Applied());
      }
      ParkedRecord next = head.get().getFirst();
      Outcome outcome =
          new Replay(next, gaps, by)
              .run(() -> redelivery.deliver(ParkedHeaders.toConsumerRecord(next)));
      switch (outcome) {
        case Outcome.Applied _ -> replayed++;
        case Outcome.ResolvedAlready _ -> {}
        case Outcome.NotReached _, Outcome.WaitsFor _, Outcome.Failed _ -> {
          return new Result(replayed, next, outcome);
        }
      }
    }
  }
}
