package io.tierline.onboarding.card.simulator;

import io.tierline.onboarding.card.CardCall;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The simulated processor's own books; written in transactions of their own, as a processor would.
 */
public interface SimulatorBook {

  /**
   * @param reference the processor's reference of the authorisation
   */
  record Operation(
      String idempotencyKey,
      CardCall.Kind kind,
      String token,
      String reference,
      Money amount,
      Instant at) {}

  /** Writes the operation unless its key is there; returns the one that is there. */
  Operation once(Operation operation);

  Optional<Operation> authorisation(String reference);
}
