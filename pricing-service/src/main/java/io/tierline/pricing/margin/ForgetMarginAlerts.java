package io.tierline.pricing.margin;

import java.time.Clock;
import java.time.Duration;
import org.springframework.transaction.annotation.Transactional;

/** Old alerts are of no use: prices and costs have moved on. */
public class ForgetMarginAlerts {

  /** Of which each takes up to 20,000 prices along. */
  private static final int ALERTS_AT_ONCE_MAX = 50;

  private final MarginAlerts alerts;
  private final Clock clock;
  private final Duration keptFor;

  public ForgetMarginAlerts(MarginAlerts alerts, Clock clock, Duration keptFor) {
    this.alerts = alerts;
    this.clock = clock;
    this.keptFor = keptFor;
  }

  /**
   * Some of them, to be repeated until there are none.
   *
   * @return how many
   */
  @Transactional
  public int forget() {
    return alerts.forget(clock.instant().minus(keptFor), ALERTS_AT_ONCE_MAX);
  }
}
