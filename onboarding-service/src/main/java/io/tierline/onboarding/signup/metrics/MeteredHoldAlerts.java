package io.tierline.onboarding.signup.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.onboarding.signup.HoldAlerts;
import io.tierline.onboarding.signup.Signups.Recorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link HoldAlerts} as a log line and a metric by state. */
public final class MeteredHoldAlerts implements HoldAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(MeteredHoldAlerts.class);

  private final MeterRegistry meters;

  public MeteredHoldAlerts(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void overdue(Recorded signup) {
    LOG.error(
        "The signup of seller {} is overdue: {} since {}, should have been over by {}."
            + " Look at /v1/signups/{} and act; it does not open by itself.",
        signup.signup().sellerId(),
        signup.signup().status(),
        signup.since(),
        signup.signup().holdDueBy(),
        signup.signup().sellerId());
    Counter.builder("tierline.signup.holds.overdue")
        .description("Holds that were found overdue")
        .tag("state", signup.signup().status())
        .register(meters)
        .increment();
  }
}
