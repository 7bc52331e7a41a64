package io.tierline.notification.notice;

import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what came of an attempt. */
@Service
public class SettleNotice {

  private final Notices notices;
  private final NoticeNews news;
  private final DeliveryLimits limits;

  SettleNotice(Notices notices, NoticeNews news, DeliveryLimits limits) {
    this.notices = notices;
    this.news = news;
    this.limits = limits;
  }

  /**
   * @param attempted the notice as it was held when it was handed over
   * @return what it is now
   */
  @Transactional
  public Notice settle(Notice.Sending attempted, Handover outcome, Instant now) {
    Notice present =
        notices
            .lock(attempted.facts().id())
            .orElseThrow(() -> new IllegalStateException("Gone: " + attempted.facts().id()));
    if (present instanceof Notice.Settled) {
      return present;
    }
    boolean stillHeld = present.equals(attempted);
    if (!stillHeld && !(outcome instanceof Handover.Accepted)) {
      // The lease ran out and another has it now: only a success is news to it.
      return present;
    }
    Notice next =
        switch (outcome) {
          case Handover.Accepted _ -> attempted.accepted(now);
          case Handover.Deferred deferred -> attempted.deferred(now, deferred.problem());
          case Handover.Refused refused -> attempted.refused(now, refused.problem());
          case Handover.Unclear unclear ->
              attempted.unclear(now, unclear.problem(), limits.unclearMax());
        };
    write(next);
    return next;
  }

  private void write(Notice next) {
    switch (next) {
      case Notice.Sent sent -> {
        notices.settled(sent);
        news.sent(sent);
      }
      case Notice.Failed failed -> {
        notices.settled(failed);
        news.failed(failed);
      }
      case Notice.AwaitingRetry waiting ->
          notices.toBeRetried(waiting, limits.pauseAfter(waiting.attempts()));
      case Notice.Queued _, Notice.Sending _, Notice.Suppressed _ ->
          throw new IllegalStateException("An attempt cannot lead to " + next);
    }
  }
}
