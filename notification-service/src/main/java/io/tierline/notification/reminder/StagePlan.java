package io.tierline.notification.reminder;

import io.tierline.notification.notice.SendingWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is owed for one term at one moment. It looks at the state of things and never at which runs
 * there were, so that a run that was missed loses nothing (domain.md NO-3). What was owed and done
 * before is owed again here: the database refuses it by its unique constraint.
 *
 * @param owed stages in order of time
 * @param nextCheckAt when the next stage opens; null when none is left
 */
record StagePlan(List<Owed> owed, @Nullable Instant nextCheckAt) {

  StagePlan {
    owed = List.copyOf(owed);
  }

  /** One stage that has opened. */
  sealed interface Owed {
    Stage stage();

    SendingWindow window();
  }

  /** To be sent: on time, or late and still useful. */
  record Due(Stage stage, SendingWindow window) implements Owed {}

  /** Nobody was there to send it while it was useful; kept, so that it can be seen. */
  record Missed(Stage stage, SendingWindow window) implements Owed {}

  static StagePlan of(RenewalTerm term, Instant now) {
    List<Owed> owed = new ArrayList<>();
    Instant nextCheckAt = null;
    for (Stage stage : Stage.values()) {
      SendingWindow window = stage.window(term);
      if (now.isBefore(window.opensAt())) {
        nextCheckAt = earlier(nextCheckAt, window.opensAt());
      } else if (term.since().isAfter(window.closesAt())) {
        // The term began after this window: a domain taken over 20 days before expiry was never
        // owed its one-month reminder.
        continue;
      } else if (window.isUselessAt(now)) {
        owed.add(new Missed(stage, window));
      } else {
        owed.add(new Due(stage, window));
      }
    }
    return new StagePlan(owed, nextCheckAt);
  }

  private static Instant earlier(@Nullable Instant first, Instant second) {
    return first == null || second.isBefore(first) ? second : first;
  }
}
