package io.tierline.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What leaves a listener as an exception passes by itself or needs a person; both ways the record
 * is tried until it acts. A message that cannot act is parked by the inbox and never gets here.
 */
final class RetryForEver {

  private static final Logger log = LoggerFactory.getLogger(RetryForEver.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private RetryForEver() {}

  static CommonErrorHandler handler(Duration pauseMax, MeterRegistry meters) {
    ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
    pauses.setMaxInterval(pauseMax.toMillis());
    DefaultErrorHandler handler = new DefaultErrorHandler(pauses);
    // Nothing is skipped, whatever its class.
    handler.setClassifications(Map.of(), true);
    handler.setResetStateOnExceptionChange(false);
    handler.setRetryListeners(
        (record, failure, attempt) -> {
          Counter.builder("tierline.listener.retries")
              .description("Deliveries that failed and are tried again")
              .tag("topic", record.topic())
              .register(meters)
              .increment();
          log.warn(
              "Delivery {} of {}-{}@{} failed: {}",
              attempt,
              record.topic(),
              record.partition(),
              record.offset(),
              String.valueOf(failure));
        });
    return handler;
  }
}
