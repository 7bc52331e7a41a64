package io.tierline.onboarding.signup;

import static io.tierline.onboarding.signup.SignupFixtures.FRIDAY;
import static io.tierline.onboarding.signup.SignupFixtures.PARTNER;
import static io.tierline.onboarding.signup.SignupFixtures.anAdvancedPartner;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.MutableClock;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ON-6 An overdue hold")
class WatchHoldsTest {

  private final FakeSignups signups = new FakeSignups();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final List<Signups.Recorded> alerts = new ArrayList<>();
  private final MutableClock clock = new MutableClock(FRIDAY);
  private final WatchHolds watch =
      new WatchHolds(
          signups,
          new AuditTrail() {
            @Override
            public void add(AuditEntry entry) {
              audit.add(entry);
            }

            @Override
            public List<AuditEntry> of(SellerId seller, String subject) {
              return List.copyOf(audit);
            }
          },
          alerts::add,
          clock,
          Duration.ofMinutes(15));

  @Test
  void alertsOnceAndLeavesTheHoldShut() {
    Signup signup = anAdvancedPartner();
    signups.open(signup, FRIDAY);

    clock.set(Instant.parse("2026-12-22T15:15:00Z"));
    watch.watch(10);
    assertThat(alerts).as("within the grace").isEmpty();

    clock.set(Instant.parse("2026-12-22T15:15:01Z"));
    watch.watch(10);
    watch.watch(10);
    assertThat(alerts).hasSize(1);
    assertThat(audit)
        .singleElement()
        .satisfies(e -> assertThat(e.change().what()).isEqualTo("hold-overdue"));
    assertThat(signups.find(PARTNER).orElseThrow().signup()).isEqualTo(signup);
  }
}
