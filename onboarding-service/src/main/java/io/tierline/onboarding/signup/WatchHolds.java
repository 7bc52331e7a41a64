package io.tierline.onboarding.signup;

import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditEntry.Change;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.signup.Signups.Recorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.transaction.annotation.Transactional;

/** An overdue hold alerts, once; it never opens by itself (domain.md ON-6). */
public class WatchHolds {

  private final Signups signups;
  private final AuditTrail audit;
  private final HoldAlerts alerts;
  private final Clock clock;
  private final Duration grace;

  /**
   * @param grace business time after the day promised before anybody is alarmed
   */
  public WatchHolds(
      Signups signups, AuditTrail audit, HoldAlerts alerts, Clock clock, Duration grace) {
    this.signups = signups;
    this.audit = audit;
    this.alerts = alerts;
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * @param batchMax signups to look at
   */
  @Transactional
  public void watch(int batchMax) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (Recorded recorded : signups.takeOverdue(now.minus(grace), now, batchMax)) {
      Signup signup = recorded.signup();
      audit.add(
          new AuditEntry(
              signup.sellerId(),
              signup.application().parentId(),
              "signup",
              new Change("hold-overdue", signup.status(), signup.status()),
              Actor.WATCH,
              "should have been over by " + signup.holdDueBy(),
              now));
      alerts.overdue(recorded);
    }
  }
}
