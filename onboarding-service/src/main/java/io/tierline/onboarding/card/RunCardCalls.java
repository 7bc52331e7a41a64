package io.tierline.onboarding.card;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that were requested: takes one under a lease, calls the processor outside any
 * transaction, keeps the answer. Whoever dies in between leaves a call whose lease runs out; the
 * next one makes it again with the same key, and the processor acts once (domain.md ON-4).
 */
public class RunCardCalls {

  private static final Logger LOG = LoggerFactory.getLogger(RunCardCalls.class);

  /** How long one call may take; longer than any of the processor's timeouts. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration RETRY_MAX = Duration.ofMinutes(10);

  private final CardCalls calls;
  private final Cards cards;
  private final FinishCardCall finish;
  private final int batchMax;

  public RunCardCalls(CardCalls calls, Cards cards, FinishCardCall finish, int batchMax) {
    this.calls = calls;
    this.cards = cards;
    this.finish = finish;
    this.batchMax = batchMax;
  }

  /** Makes a call that was taken for the caller when it was requested. */
  public void run(CardCall taken) {
    make(taken);
  }

  /** Makes what is due; returns how many calls were made. */
  public int runDue() {
    List<CardCall> due = calls.takeDue(batchMax, LEASE);
    due.forEach(this::make);
    return due.size();
  }

  private void make(CardCall call) {
    try {
      CardAnswer answer =
          switch (call.kind()) {
            case AUTHORISE -> cards.authorise(call);
            case CAPTURE -> cards.capture(call);
            case VOID -> cards.voidAuthorisation(call);
          };
      finish.finish(call, answer);
    } catch (RuntimeException e) {
      Duration delay = backoff(call.attempts());
      LOG.warn(
          "Card call {} ({}) of seller {} failed at attempt {}, again in {}",
          call.id(),
          call.kind(),
          call.sellerId(),
          call.attempts(),
          delay,
          e);
      calls.retryLater(call, String.valueOf(e.getMessage()), delay);
    }
  }

  private static Duration backoff(int attempts) {
    Duration delay = Duration.ofMillis(250).multipliedBy(1L << Math.min(attempts, 12));
    return delay.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : delay;
  }
}
