package io.tierline.notification.notice;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All notices. Business times come from the caller; leases and pauses between attempts are measured
 * by the database's clock, which all instances share and nobody advances.
 */
public interface Notices {

  /**
   * Queues it unless there was one about this matter before.
   *
   * @return whether it is new
   */
  boolean queueOnce(Draft draft, Instant sendAt);

  /** Keeps that it was never sent, unless there was one about this matter before. */
  Optional<Notice.Failed> failOnce(Draft draft, String reason);

  /** One whose holder has let its lease run out; locked, skipping what others hold. */
  Optional<Notice.Sending> lockAbandoned();

  /** The next to be sent by now; locked, skipping what others hold. */
  Optional<Notice.Open> lockReady(Instant now);

  /** Locked. */
  Optional<Notice> lock(NoticeId id);

  /** Its holder has it for so long; then it counts as abandoned. */
  void claimed(Notice.Sending sending, String recipient, Duration lease);

  void postponed(Notice.Open open);

  void toBeRetried(Notice.AwaitingRetry waiting, Duration pause);

  void settled(Notice.Settled settled);

  /** How long the one that has been ready for longest has been waiting; zero when none is. */
  Duration oldestReady(Instant now);

  /** A notice to be. */
  record Draft(SellerId sellerId, Matter matter, SendingWindow window, Instant queuedAt) {}
}
