package io.tierline.notification.notice;

import io.tierline.contracts.SellerId;
import java.time.Instant;

/**
 * One notice to one person.
 *
 * <pre>
 *   Queued ──claim──▶ Sending ──accepted──▶ Sent
 *     │                │   ▲
 *     │         deferred   claim
 *     │                ▼   │
 *     │           AwaitingRetry
 *     ▼                │
 *   Suppressed, Failed ◀┘
 * </pre>
 */
public sealed interface Notice {

  Facts facts();

  Attempts attempts();

  /**
   * What never changes.
   *
   * @param sellerId in whose name it is sent
   */
  record Facts(
      NoticeId id, SellerId sellerId, Matter matter, SendingWindow window, Instant queuedAt) {}

  /** Not sent yet, and nobody is at it. */
  sealed interface Open extends Notice permits Queued, AwaitingRetry {

    /** Not before this moment. */
    Instant sendAt();

    Open postponedTo(Instant sendAt);

    default Sending claim() {
      return new Sending(facts(), attempts().oneMore());
    }

    /** It is no longer right to send it. */
    default Suppressed suppress(Instant now, String reason) {
      return new Suppressed(facts(), attempts(), now, reason);
    }

    Failed fail(Instant now, String reason);
  }

  /** Its fate is known and stays. */
  sealed interface Settled extends Notice permits Sent, Failed, Suppressed {

    Instant at();
  }

  record Queued(Facts facts, Instant sendAt) implements Open {

    @Override
    public Attempts attempts() {
      return Attempts.NONE;
    }

    @Override
    public Queued postponedTo(Instant sendAt) {
      return new Queued(facts, sendAt);
    }

    @Override
    public Failed fail(Instant now, String reason) {
      return new Failed(facts, attempts(), now, reason, "");
    }
  }

  record AwaitingRetry(Facts facts, Instant sendAt, Attempts attempts, String problem)
      implements Open {

    @Override
    public AwaitingRetry postponedTo(Instant sendAt) {
      return new AwaitingRetry(facts, sendAt, attempts, problem);
    }

    @Override
    public Failed fail(Instant now, String reason) {
      return new Failed(facts, attempts, now, reason, problem);
    }
  }

  /** Somebody holds it and may be talking to the mail server this moment. */
  record Sending(Facts facts, Attempts attempts) implements Notice {

    Sent accepted(Instant now) {
      return new Sent(facts, attempts, now);
    }

    AwaitingRetry deferred(Instant now, String problem) {
      return new AwaitingRetry(facts, now, attempts, problem);
    }

    Failed refused(Instant now, String problem) {
      return new Failed(facts, attempts, now, "refused: no mail can reach this address", problem);
    }

    /**
     * Nobody knows whether the mail was taken: the holder died, or the line was cut before the
     * server's answer. Reminded twice is a nuisance, not reminded is a domain lost: so it goes out
     * again, with the same Message-ID, but only so many times.
     */
    Notice unclear(Instant now, String problem, int unclearMax) {
      Attempts counted = attempts.lastWasUnclear();
      return counted.unclear() < unclearMax
          ? new AwaitingRetry(facts, now, counted, problem)
          : new Failed(
              facts,
              counted,
              now,
              "unconfirmed: handed over %d times, the mail server never confirmed it"
                  .formatted(counted.unclear()),
              problem);
    }
  }

  /** The mail server took it. */
  record Sent(Facts facts, Attempts attempts, Instant at) implements Settled {

    public boolean late() {
      return facts.window().isLateAt(at);
    }
  }

  /** It should have been sent and was not. */
  record Failed(Facts facts, Attempts attempts, Instant at, String reason, String problem)
      implements Settled {}

  /** It was right not to send it: renewed or transferred away in between. */
  record Suppressed(Facts facts, Attempts attempts, Instant at, String reason) implements Settled {}
}
