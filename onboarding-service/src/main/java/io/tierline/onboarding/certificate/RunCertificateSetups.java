package io.tierline.onboarding.certificate;

import io.tierline.onboarding.certificate.CertificateSetup.Challenged;
import io.tierline.onboarding.certificate.CertificateSetup.Installed;
import io.tierline.onboarding.certificate.CertificateSetup.Issued;
import io.tierline.onboarding.certificate.CertificateSetup.Ordered;
import io.tierline.onboarding.certificate.CertificateSetup.Probed;
import io.tierline.onboarding.certificate.CertificateSetup.Requested;
import io.tierline.onboarding.certificate.CertificateSetups.Tracked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the steps that are due, each outside any transaction. A failed step is retried with growing
 * pauses and shown, never skipped (domain.md ON-5).
 */
public class RunCertificateSetups {

  private static final Logger LOG = LoggerFactory.getLogger(RunCertificateSetups.class);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration RETRY_MIN = Duration.ofMinutes(5);
  private static final Duration RETRY_MAX = Duration.ofHours(6);

  private final CertificateSetups setups;
  private final Certificates certificates;
  private final AdvanceCertificateSetup advance;
  private final Clock clock;

  public RunCertificateSetups(
      CertificateSetups setups,
      Certificates certificates,
      AdvanceCertificateSetup advance,
      Clock clock) {
    this.setups = setups;
    this.certificates = certificates;
    this.advance = advance;
    this.clock = clock;
  }

  /**
   * @param batchMax set-ups to take at most
   * @return how many were taken
   */
  public int runDue(int batchMax) {
    List<Tracked> due = setups.takeDue(now(), batchMax, LEASE);
    for (Tracked tracked : due) {
      try {
        step(tracked);
      } catch (RuntimeException e) {
        LOG.warn("The set-up {} is tried again after its lease", tracked.setup().subject(), e);
      }
    }
    return due.size();
  }

  private void step(Tracked tracked) {
    StepResult<? extends CertificateSetup> result;
    try {
      result = attempt(tracked.setup());
    } catch (RuntimeException e) {
      LOG.warn("A step of the certificate set-up {} broke", tracked.setup().subject(), e);
      result = new StepResult.Failed<>(String.valueOf(e.getMessage()));
    }
    switch (result) {
      case StepResult.Done<? extends CertificateSetup> done ->
          advance.advance(tracked, done.value(), now());
      case StepResult.NotYet<? extends CertificateSetup> notYet ->
          setups.postpone(tracked, notYet.until(), null);
      case StepResult.Failed<? extends CertificateSetup> failed -> {
        Instant again = now().plus(backoff(tracked.attempts()));
        LOG.warn(
            "The certificate of {} is not set up: {}; again at {}",
            tracked.setup().subject().hostName(),
            failed.reason(),
            again);
        setups.postpone(tracked, again, failed.reason());
      }
    }
  }

  private StepResult<? extends CertificateSetup> attempt(CertificateSetup setup) {
    return switch (setup) {
      case Requested s -> certificates.order(s).map(s::ordered);
      case Ordered s -> certificates.meetChallenge(s).map(_ -> s.challengeMet());
      case Challenged s -> certificates.issue(s).map(s::issued);
      case Issued s -> certificates.install(s).map(_ -> s.installed());
      case Installed s -> certificates.probe(s).map(_ -> s.probed());
      case Probed s -> throw new IllegalStateException("Already probed: " + s.subject());
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Duration backoff(int attempts) {
    Duration delay = RETRY_MIN.multipliedBy(1L << Math.min(attempts, 8));
    return delay.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : delay;
  }
}
