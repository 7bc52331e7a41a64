package io.tierline.notification.notice;

import io.tierline.notification.letter.ComposeMail;
import io.tierline.notification.letter.Mail;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Service;

/**
 * Sends what is ready, one after the other, with no transaction open while the mail server is
 * spoken to. Several may run at once, in one process or in many.
 */
@Service
public class DeliverNotices {

  private final ClaimNotice claimNotice;
  private final SettleNotice settleNotice;
  private final ComposeMail composeMail;
  private final Postbox postbox;
  private final NoticeWatch watch;
  private final DeliveryLimits limits;
  private final Clock clock;

  DeliverNotices(
      ClaimNotice claimNotice,
      SettleNotice settleNotice,
      ComposeMail composeMail,
      Postbox postbox,
      NoticeWatch watch,
      DeliveryLimits limits,
      Clock clock) {
    this.claimNotice = claimNotice;
    this.settleNotice = settleNotice;
    this.composeMail = composeMail;
    this.postbox = postbox;
    this.watch = watch;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Until nothing is ready or so many have been looked at.
   *
   * @return how many were looked at
   */
  public int deliver(int max) {
    int looked = 0;
    while (looked < max) {
      long claimingSince = System.nanoTime();
      switch (claimNotice.claimNext(clock.instant())) {
        case Claim.Nothing _ -> {
          return looked;
        }
        case Claim.PutAside putAside -> watch.moved(putAside.notice());
        case Claim.ToSend toSend -> {
          Handover outcome = attempt(toSend, claimingSince);
          Notice now = settleNotice.settle(toSend.notice(), outcome, clock.instant());
          if (outcome instanceof Handover.Accepted
              && !now.attempts().equals(toSend.notice().attempts())) {
            watch.sentAgain(now);
          } else {
            watch.moved(now);
          }
        }
      }
      looked++;
    }
    return looked;
  }

  private Handover attempt(Claim.ToSend toSend, long claimingSince) {
    Mail mail;
    try {
      mail =
          composeMail.compose(
              toSend.notice().facts().id().toString(), toSend.letter(), clock.instant());
    } catch (RuntimeException e) {
      return new Handover.Deferred("the letter could not be written: " + e.getMessage());
    }
    // A process that was suspended for long no longer owns what it holds: half a lease must be
    // left.
    Duration held = Duration.ofNanos(System.nanoTime() - claimingSince);
    if (held.multipliedBy(2).compareTo(limits.lease()) > 0) {
      return new Handover.Deferred("too little of the lease was left");
    }
    return postbox.handOver(mail);
  }
}
