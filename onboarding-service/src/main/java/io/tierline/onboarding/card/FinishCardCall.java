package io.tierline.onboarding.card;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the processor's answer and what follows from it, both or neither, and once. */
public class FinishCardCall {

  private final CardCalls calls;
  private final CardOutcomes outcomes;
  private final Clock clock;

  public FinishCardCall(CardCalls calls, CardOutcomes outcomes, Clock clock) {
    this.calls = calls;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Transactional
  public void finish(CardCall call, CardAnswer answer) {
    if (calls.finish(call, answer, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
      outcomes.settle(call, answer);
    }
  }
}
