package io.tierline.notification.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the next notice that is ready, asks once more whether it should be sent at all, and holds
 * it under a lease, all in one transaction. Mail is sent outside.
 */
@Service
public class ClaimNotice {

  private static final Duration FOR_A_NEWER_INSTANCE = Duration.ofMinutes(5);

  private final Notices notices;
  private final List<NoticeSource> sources;
  private final NoticeNews news;
  private final DeliveryLimits limits;

  ClaimNotice(Notices notices, List<NoticeSource> sources, NoticeNews news, DeliveryLimits limits) {
    this.notices = notices;
    this.sources = List.copyOf(sources);
    this.news = news;
    this.limits = limits;
  }

  @Transactional
  public Claim claimNext(Instant now) {
    Optional<Notice.Sending> abandoned = notices.lockAbandoned();
    if (abandoned.isPresent()) {
      return new Claim.PutAside(takeBack(abandoned.get(), now));
    }
    return notices.lockReady(now).map(open -> examine(open, now)).orElseGet(Claim.Nothing::new);
  }

  private Notice takeBack(Notice.Sending abandoned, Instant now) {
    Notice next = abandoned.unclear(now, "the sender vanished", limits.unclearMax());
    switch (next) {
      case Notice.AwaitingRetry waiting -> notices.toBeRetried(waiting, Duration.ZERO);
      case Notice.Failed failed -> fail(failed);
      default -> throw new IllegalStateException("An unclear outcome cannot lead to " + next);
    }
    return next;
  }

  private Claim examine(Notice.Open open, Instant now) {
    return switch (verdict(open, now)) {
      case NoticeSource.Verdict.Send send -> {
        Notice.Sending sending = open.claim();
        notices.claimed(sending, send.letter().recipient().email(), limits.lease());
        yield new Claim.ToSend(sending, send.letter());
      }
      case NoticeSource.Verdict.Wait wait -> {
        Notice.Open postponed = open.postponedTo(wait.until());
        notices.postponed(postponed);
        yield new Claim.PutAside(postponed);
      }
      case NoticeSource.Verdict.Suppress suppress -> {
        Notice.Suppressed suppressed = open.suppress(now, suppress.reason());
        notices.settled(suppressed);
        yield new Claim.PutAside(suppressed);
      }
      case NoticeSource.Verdict.Fail fail -> {
        Notice.Failed failed = open.fail(now, fail.reason());
        fail(failed);
        yield new Claim.PutAside(failed);
      }
    };
  }

  private NoticeSource.Verdict verdict(Notice.Open open, Instant now) {
    return sources.stream()
        .filter(source -> source.knows(open.facts().matter()))
        .findFirst()
        .map(source -> source.examine(open.facts(), now))
        // Queued by a newer version of this service: its instances will take it.
        .orElseGet(() -> new NoticeSource.Verdict.Wait(now.plus(FOR_A_NEWER_INSTANCE)));
  }

  private void fail(Notice.Failed failed) {
    notices.settled(failed);
    news.failed(failed);
  }
}
