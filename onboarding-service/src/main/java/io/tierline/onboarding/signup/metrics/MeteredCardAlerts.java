package io.tierline.onboarding.signup.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.signup.CardAlerts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link CardAlerts} as a log line and a metric. */
public final class MeteredCardAlerts implements CardAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(MeteredCardAlerts.class);

  private final Counter refused;

  public MeteredCardAlerts(MeterRegistry meters) {
    this.refused =
        Counter.builder("tierline.card.voids.refused")
            .description("Authorisations of rejected signups that the processor did not void")
            .register(meters);
  }

  @Override
  public void voidRefused(CardCall call, String reason) {
    LOG.error(
        "The card processor did not void the authorisation {} of the rejected seller {}: {}."
            + " The amount stays held on the card: release it at the processor.",
        call.authorisation(),
        call.sellerId(),
        reason);
    refused.increment();
  }
}
