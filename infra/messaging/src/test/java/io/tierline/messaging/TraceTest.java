package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.tierline.messaging.ParcelEvent.ParcelMoved;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** One trace from the request through outbox and broker to the consumer. */
class TraceTest extends BusTest {

  @Autowired Outbox outbox;
  @Autowired TransactionTemplate transactions;
  @Autowired ObservationRegistry observations;

  private final String trace = "00-%s-00f067aa0ba902b7-01".formatted(hex());
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Test
  @DisplayName("The trace context of the append reaches the consumer")
  void theTraceGoesOn() {
    String parcel = "traced-" + UUID.randomUUID();
    // What a tracer does, without one: it puts its context on what is sent, and takes it up again.
    observations.observationConfig().observationHandler(new Sending(parcel));
    observations.observationConfig().observationHandler(new Receiving());

    transactions.executeWithoutResult(
        _ ->
            outbox.append(
                new OutgoingMessage(ParcelEvent.TOPIC, parcel, null, new ParcelMoved(parcel, 1))));

    await().untilAsserted(() -> assertThat(seen).contains(trace));
    await().untilAsserted(() -> assertThat(effectsOf(parcel)).containsExactly("1"));
  }

  private static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private final class Sending implements ObservationHandler<SenderContext<Object>> {

    private final String parcel;

    Sending(String parcel) {
      this.parcel = parcel;
    }

    @Override
    public void onStart(SenderContext<Object> context) {
      Object carrier = context.getCarrier();
      if (carrier != null && parcel.startsWith("traced-")) {
        context.getSetter().set(carrier, "traceparent", trace);
      }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof SenderContext<?>;
    }
  }

  private final class Receiving implements ObservationHandler<ReceiverContext<Object>> {

    @Override
    public void onStart(ReceiverContext<Object> context) {
      Object carrier = context.getCarrier();
      String received = carrier == null ? null : context.getGetter().get(carrier, "traceparent");
      if (received != null) {
        seen.add(received);
      }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof ReceiverContext<?>;
    }
  }
}
