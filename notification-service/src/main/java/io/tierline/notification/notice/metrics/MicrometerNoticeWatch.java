package io.tierline.notification.notice.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.Notice;
import io.tierline.notification.notice.NoticeWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
final class MicrometerNoticeWatch implements NoticeWatch {

  private static final Logger LOG = LoggerFactory.getLogger(MicrometerNoticeWatch.class);

  private final MeterRegistry meters;

  MicrometerNoticeWatch(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void moved(Notice notice) {
    switch (notice) {
      case Notice.Sent sent -> count("sent", notice, sent.late() ? "late" : "on time");
      case Notice.Failed failed -> {
        LOG.warn("Notice {} failed: {} ({})", id(notice), failed.reason(), failed.problem());
        count("failed", notice, cause(failed.reason()));
      }
      case Notice.Suppressed suppressed -> count("suppressed", notice, suppressed.reason());
      case Notice.AwaitingRetry waiting -> {
        LOG.info("Notice {} goes out later: {}", id(notice), waiting.problem());
        count("deferred", notice, "none");
      }
      case Notice.Queued _, Notice.Sending _ -> {
        // Postponed, or in another's hands: nothing has come of it yet.
      }
    }
  }

  @Override
  public void sentAgain(Notice notice) {
    LOG.warn("Notice {} went out again after an attempt of unclear outcome", id(notice));
    count("sent.again", notice, "none");
  }

  private static String id(Notice notice) {
    return notice.facts().id().toString();
  }

  /** The word before the colon: few values, as labels must have. */
  private static String cause(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  private void count(String what, Notice notice, String cause) {
    String stage =
        notice.facts().matter() instanceof Matter.DomainExpiry expiry ? expiry.stage() : "none";
    meters
        .counter(
            "tierline.notification.notices." + what,
            "kind",
            notice.facts().matter().kind(),
            "stage",
            stage,
            "cause",
            cause)
        .increment();
  }
}
