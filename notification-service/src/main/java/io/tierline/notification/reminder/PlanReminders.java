package io.tierline.notification.reminder;

import io.tierline.notification.notice.DecentHours;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.NoticeNews;
import io.tierline.notification.notice.Notices;
import io.tierline.notification.notice.SendingWindow;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Queues the reminders that have become due (domain.md NO-3). */
@Service
public class PlanReminders {

  private final WatchedDomains domains;
  private final Notices notices;
  private final NoticeNews news;
  private final DecentHours hours;

  PlanReminders(WatchedDomains domains, Notices notices, NoticeNews news, DecentHours hours) {
    this.domains = domains;
    this.notices = notices;
    this.news = news;
    this.hours = hours;
  }

  /**
   * One batch, in one transaction.
   *
   * @param max most domains to look at
   */
  @Transactional
  public Outcome planBatch(Instant now, int max) {
    Outcome outcome = Outcome.NOTHING;
    List<WatchedDomains.ToCheck> batch = domains.lockToCheck(now, max);
    for (WatchedDomains.ToCheck toCheck : batch) {
      WatchedDomain.Held domain = toCheck.domain();
      StagePlan plan = StagePlan.of(domain.term(), now);
      for (StagePlan.Owed owed : plan.owed()) {
        outcome = outcome.plus(act(owed, toCheck, now));
      }
      domains.checkAgainAt(domain.orderId(), plan.nextCheckAt());
    }
    return outcome.plus(new Outcome(batch.size(), 0, 0));
  }

  private Outcome act(StagePlan.Owed owed, WatchedDomains.ToCheck toCheck, Instant now) {
    WatchedDomain.Held domain = toCheck.domain();
    Notices.Draft draft =
        new Notices.Draft(
            domain.sellerId(),
            new Matter.DomainExpiry(
                domain.orderId(),
                domain.customerId(),
                domain.domainName(),
                domain.term().expiresAt(),
                owed.stage().name()),
            owed.window(),
            now);
    return switch (owed) {
      case StagePlan.Due due ->
          notices.queueOnce(draft, sendAt(due.window(), toCheck, now))
              ? new Outcome(0, 1, 0)
              : Outcome.NOTHING;
      case StagePlan.Missed _ ->
          notices
              .failOnce(draft, "missed: nobody could send it while it was useful")
              .map(
                  failed -> {
                    news.failed(failed);
                    return new Outcome(0, 0, 1);
                  })
              .orElse(Outcome.NOTHING);
    };
  }

  private Instant sendAt(SendingWindow window, WatchedDomains.ToCheck toCheck, Instant now) {
    return hours.next(now, toCheck.customerZone(), window.deadlineAt(now));
  }

  /**
   * What a batch came to.
   *
   * @param looked domains looked at
   * @param queued reminders queued
   * @param missed reminders found too late
   */
  public record Outcome(int looked, int queued, int missed) {

    static final Outcome NOTHING = new Outcome(0, 0, 0);

    public Outcome plus(Outcome other) {
      return new Outcome(looked + other.looked, queued + other.queued, missed + other.missed);
    }
  }
}
