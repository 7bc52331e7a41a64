package io.tierline.ordering.quotes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Circuit circuit = new Circuit(3, Duration.ofSeconds(5), nanos::get);

  @Test
  void letsEverybodyThroughWhileFailuresAreFew() {
    circuit.failed();
    circuit.failed();

    assertThat(circuit.lets()).isTrue();
  }

  @Test
  void leavesTheServiceAloneAfterFailuresInARow() {
    failThreeTimes();

    assertThat(circuit.lets()).isFalse();
  }

  @Test
  void aSuccessForgetsTheFailuresBefore() {
    circuit.failed();
    circuit.failed();
    circuit.succeeded();
    circuit.failed();

    assertThat(circuit.lets()).isTrue();
  }

  @Test
  void oneMayTryAfterAWhileAndItsSuccessOpensTheWay() {
    failThreeTimes();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(circuit.lets()).isTrue();
    assertThat(circuit.lets()).isFalse();
    circuit.succeeded();
    assertThat(circuit.lets()).isTrue();
  }

  private void failThreeTimes() {
    circuit.failed();
    circuit.failed();
    circuit.failed();
  }
}
