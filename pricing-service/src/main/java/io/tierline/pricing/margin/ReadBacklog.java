package io.tierline.pricing.margin;

import io.tierline.pricing.margin.CostChanges.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;

/** How far the look at changed costs is behind, for those who run the service. */
public class ReadBacklog {

  private final CostChanges queue;
  private final Clock clock;

  public ReadBacklog(CostChanges queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  public record Shown(int waiting, int failing, Duration oldestAge) {}

  @Transactional(readOnly = true)
  public Shown now() {
    Instant now = clock.instant();
    Backlog backlog = queue.backlog(now);
    Instant oldest = backlog.oldest();
    return new Shown(
        backlog.waiting(),
        backlog.failing(),
        oldest == null ? Duration.ZERO : Duration.between(oldest, now));
  }

  /**
   * All looks that were given up are repeated at once.
   *
   * @return how many changes there are
   */
  @Transactional
  public int retryAll() {
    return queue.retryAll(WatchMargins.ATTEMPTS_MAX, clock.instant());
  }
}
