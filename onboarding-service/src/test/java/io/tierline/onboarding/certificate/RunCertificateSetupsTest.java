package io.tierline.onboarding.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.MutableClock;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.certificate.CertificateSetup.Challenged;
import io.tierline.onboarding.certificate.CertificateSetup.Installed;
import io.tierline.onboarding.certificate.CertificateSetup.Issued;
import io.tierline.onboarding.certificate.CertificateSetup.Ordered;
import io.tierline.onboarding.certificate.CertificateSetup.Probed;
import io.tierline.onboarding.certificate.CertificateSetup.Requested;
import io.tierline.onboarding.certificate.CertificateSetup.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ON-5 The SSL set-up")
class RunCertificateSetupsTest {

  private static final Instant NOW = Instant.parse("2026-12-22T15:00:00Z");
  private static final Subject SUBJECT =
      new Subject(new SellerId(1002), "shop.sakura.example", "us-utc", NOW);

  private final OneSetup setups = new OneSetup();
  private final FailingAtFirst certificates = new FailingAtFirst();
  private final List<Probed> done = new ArrayList<>();
  private final MutableClock clock = new MutableClock(NOW);
  private final RunCertificateSetups run =
      new RunCertificateSetups(
          setups,
          certificates,
          new AdvanceCertificateSetup(setups, done::add, new NoAudit()),
          clock);

  @Test
  void goesThroughEveryStepInOrder() {
    certificates.failures = 0;
    setups.open(SUBJECT, new SellerId(1001), NOW);

    while (run.runDue(10) > 0) {
      assertThat(done.size()).isLessThanOrEqualTo(1);
    }

    assertThat(certificates.steps)
        .containsExactly("order", "challenge", "issue", "install", "probe");
    assertThat(done).hasSize(1);
  }

  @Test
  void retriesAFailedStepWithGrowingPausesAndShowsIt() {
    certificates.failures = 2;
    setups.open(SUBJECT, new SellerId(1001), NOW);
    run.runDue(10);
    run.runDue(10);

    assertThat(run.runDue(10)).isOne();
    assertThat(setups.tracked().lastFailure()).isEqualTo("the authority is away");
    assertThat(setups.tracked().attempts()).isOne();
    Duration first = Duration.between(NOW, setups.tracked().nextStepAt());
    assertThat(run.runDue(10)).as("not before its time").isZero();

    clock.set(setups.tracked().nextStepAt());
    run.runDue(10);
    Duration second = Duration.between(clock.instant(), setups.tracked().nextStepAt());
    assertThat(second).isGreaterThan(first);
    assertThat(done).as("never skipped").isEmpty();

    clock.set(setups.tracked().nextStepAt());
    while (run.runDue(10) > 0) {
      assertThat(setups.tracked().lastFailure()).isNull();
    }
    assertThat(done).hasSize(1);
  }

  private static final class FailingAtFirst implements Certificates {

    private final List<String> steps = new ArrayList<>();
    private int failures;

    @Override
    public StepResult<String> order(Requested setup) {
      return done("order");
    }

    @Override
    public StepResult<String> meetChallenge(Ordered setup) {
      return done("challenge");
    }

    @Override
    public StepResult<Certificate> issue(Challenged setup) {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("the authority is away");
      }
      steps.add("issue");
      return new StepResult.Done<>(new Certificate("pem", NOW.plus(Duration.ofDays(90))));
    }

    @Override
    public StepResult<String> install(Issued setup) {
      return done("install");
    }

    @Override
    public StepResult<String> probe(Installed setup) {
      return done("probe");
    }

    private StepResult<String> done(String step) {
      steps.add(step);
      return new StepResult.Done<>(step);
    }
  }

  private static final class OneSetup implements CertificateSetups {

    private @Nullable Tracked row;

    @Override
    public void restart(SellerId seller, String hostName, Instant now) {
      throw new UnsupportedOperationException("Nobody renames a storefront here");
    }

    Tracked tracked() {
      return Objects.requireNonNull(row);
    }

    @Override
    public void open(Subject subject, SellerId parentId, Instant now) {
      row = new Tracked(new Requested(subject), 1, 0, null, now);
    }

    @Override
    public Optional<Tracked> find(SellerId seller) {
      return Optional.ofNullable(row);
    }

    @Override
    public List<Tracked> takeDue(Instant now, int limit, Duration lease) {
      return tracked().setup() instanceof Probed || tracked().nextStepAt().isAfter(now)
          ? List.of()
          : List.of(tracked());
    }

    @Override
    public boolean advance(Tracked tracked, CertificateSetup next, Instant now) {
      row = new Tracked(next, tracked.version() + 1, 0, null, now);
      return true;
    }

    @Override
    public void postpone(Tracked tracked, Instant until, @Nullable String failure) {
      row =
          new Tracked(
              tracked.setup(),
              tracked.version(),
              failure == null ? 0 : tracked.attempts() + 1,
              failure,
              until);
    }
  }

  private static final class NoAudit implements AuditTrail {

    @Override
    public void add(AuditEntry entry) {}

    @Override
    public List<AuditEntry> of(SellerId seller, String subject) {
      return List.of();
    }
  }
}
