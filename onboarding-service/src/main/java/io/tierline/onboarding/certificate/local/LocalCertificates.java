package io.tierline.onboarding.certificate.local;

import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.certificate.Certificate;
import io.tierline.onboarding.certificate.CertificateSetup.Challenged;
import io.tierline.onboarding.certificate.CertificateSetup.Installed;
import io.tierline.onboarding.certificate.CertificateSetup.Issued;
import io.tierline.onboarding.certificate.CertificateSetup.Ordered;
import io.tierline.onboarding.certificate.CertificateSetup.Requested;
import io.tierline.onboarding.certificate.CertificateSetup.Subject;
import io.tierline.onboarding.certificate.Certificates;
import io.tierline.onboarding.certificate.StepResult;
import io.tierline.onboarding.certificate.StepResult.Done;
import io.tierline.onboarding.certificate.StepResult.Failed;
import io.tierline.onboarding.certificate.StepResult.NotYet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * A certificate authority of our own. It really signs and really checks; only the time an authority
 * and an installation take is simulated, in business days. Names under {@code .invalid} are
 * refused, so that a failing set-up can be seen.
 */
public final class LocalCertificates implements Certificates {

  private final LocalAuthorityStore store;
  private final Function<String, BusinessCalendar> calendars;
  private final int leadBusinessDays;
  private final Clock clock;

  /**
   * @param leadBusinessDays from the start of a set-up to its installation
   */
  public LocalCertificates(
      LocalAuthorityStore store,
      Function<String, BusinessCalendar> calendars,
      int leadBusinessDays,
      Clock clock) {
    this.store = store;
    this.calendars = calendars;
    this.leadBusinessDays = leadBusinessDays;
    this.clock = clock;
  }

  @Override
  public StepResult<String> order(Requested setup) {
    Subject subject = setup.subject();
    return new Done<>(
        "order-%s-%d-%s"
            .formatted(
                subject.sellerId(), subject.startedAt().getEpochSecond(), subject.hostName()));
  }

  @Override
  public StepResult<String> meetChallenge(Ordered setup) {
    if (setup.subject().hostName().endsWith(".invalid")) {
      return new Failed<>(
          "The name %s does not exist: point it at the storefront first."
              .formatted(setup.subject().hostName()));
    }
    return new Done<>("met");
  }

  @Override
  public StepResult<Certificate> issue(Challenged setup) {
    Instant now = now();
    Instant ready = ready(setup.subject(), Math.max(0, leadBusinessDays - 1));
    if (now.isBefore(ready)) {
      return new NotYet<>(ready);
    }
    LocalAuthority authority = authority(now);
    String host = setup.subject().hostName();
    Instant notAfter = LocalAuthority.notAfter(now);
    var leaf =
        store.leaf(
            setup.orderReference(),
            new LocalAuthorityStore.Leaf(host, notAfter),
            () -> authority.issue(host, now));
    return new Done<>(
        new Certificate(
            leaf.certificatePem() + authority.certificatePem(),
            LocalAuthority.notAfter(leaf.certificatePem())));
  }

  @Override
  public StepResult<String> install(Issued setup) {
    Instant now = now();
    Instant ready = ready(setup.subject(), leadBusinessDays);
    if (now.isBefore(ready)) {
      return new NotYet<>(ready);
    }
    store.install(setup.orderReference(), now);
    return new Done<>("installed");
  }

  @Override
  public StepResult<String> probe(Installed setup) {
    Instant now = now();
    String host = setup.subject().hostName();
    Optional<String> leaf = store.installedAt(host);
    Optional<String> fault =
        leaf.filter(shown -> setup.certificate().chainPem().startsWith(shown)).isEmpty()
            ? Optional.of("The certificate of this set-up is not installed at " + host)
            : authority(now).faultOf(leaf.get(), host, now);
    return fault.isPresent()
        ? new Failed<>(fault.get())
        : new Done<>("answers with the right certificate");
  }

  private Instant ready(Subject subject, int businessDays) {
    return calendars
        .apply(subject.calendarId())
        .plusBusinessDays(subject.startedAt(), businessDays);
  }

  private LocalAuthority authority(Instant now) {
    return LocalAuthority.of(store.authority(() -> LocalAuthority.create(now)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
