package io.tierline.pricing.margin;

import java.time.Clock;
import java.time.Duration;
import org.springframework.transaction.annotation.Transactional;

/** Old alerts are of no use: prices and costs have moved on. */
public class ForgetMarginAlerts {

  private final MarginAlerts alerts;
  private final Clock clock;
  private final Duration keptFor;

  public ForgetMarginAlerts(MarginAlerts alerts, Clock clock, Duration keptFor) {
    this.alerts = alerts;
    this.clock = clock;
    this.keptFor = keptFor;
  }

  /**
   * @return how many
   */
  @Transactional
  public int forget() {
    return alerts.forget(clock.instant().minus(keptFor));
  }
}
