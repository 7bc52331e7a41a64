package io.tierline.pricing;

import io.tierline.pricing.webhook.EndpointUrl.Schemes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Telling shops of price changes by HTTP.
 *
 * @param keys secrets are kept under the first one (32 bytes in base64), and read with any; without
 *     a key no endpoint can be registered
 * @param schemes whether receivers without TLS may be called
 * @param allowedNetworks that may be called though they are not public, e.g. {@code 10.1.0.0/16}
 * @param endpointsMax of one seller
 * @param pollEvery how often work is looked for
 * @param heartbeatEvery how far apart the heartbeats of an endpoint are
 * @param secretOverlap how long the secret before the newest signs too
 * @param logKept how long what became of deliveries can be read
 */
@Validated
@ConfigurationProperties("tierline.pricing.webhooks")
public record WebhookSettings(
    @DefaultValue List<String> keys,
    @DefaultValue("https-only") @NotNull Schemes schemes,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("10") @Min(1) @Max(1000) int endpointsMax,
    @DefaultValue("200ms") @NotNull @DurationMin(millis = 10) Duration pollEvery,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 500) Duration heartbeatEvery,
    @DefaultValue("24h") @NotNull @DurationMin(minutes = 1) Duration secretOverlap,
    @DefaultValue("30d") @NotNull @DurationMin(hours = 1) Duration logKept,
    @Valid @DefaultValue Sending sending) {

  /** Without the keys. */
  @Override
  public String toString() {
    return "WebhookSettings[%d keys]".formatted(keys.size());
  }

  /**
   * @param sendsAtOnceMax of one instance
   * @param connectTimeout for a connection
   * @param attemptMax for a whole attempt
   * @param retryFirst about how long after a first failure a delivery is sent again; then twice as
   *     long each time
   * @param retryMax the longest wait between two attempts
   * @param giveUpAfter when a delivery is dead
   * @param disableAfter when an endpoint that has only failed since is disabled
   */
  public record Sending(
      @DefaultValue("50") @Min(1) @Max(10_000) int sendsAtOnceMax,
      @DefaultValue("3s") @NotNull @DurationMin(millis = 1) Duration connectTimeout,
      @DefaultValue("10s") @NotNull @DurationMin(millis = 1) Duration attemptMax,
      @DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration retryFirst,
      @DefaultValue("10m") @NotNull @DurationMin(millis = 1) Duration retryMax,
      @DefaultValue("24h") @NotNull @DurationMin(millis = 1) Duration giveUpAfter,
      @DefaultValue("72h") @NotNull @DurationMin(millis = 1) Duration disableAfter) {}
}
