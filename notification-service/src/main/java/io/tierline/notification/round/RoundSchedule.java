package io.tierline.notification.round;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Rounds in real time; what is due is a matter of business time. */
@Component
@ConditionalOnBooleanProperty(name = "tierline.notification.rounds.enabled", matchIfMissing = true)
final class RoundSchedule {

  private final Round round;

  RoundSchedule(Round round) {
    this.round = round;
  }

  @Scheduled(
      initialDelayString = "${tierline.notification.rounds.interval}",
      fixedDelayString = "${tierline.notification.rounds.interval}")
  void next() {
    round.run();
  }
}
