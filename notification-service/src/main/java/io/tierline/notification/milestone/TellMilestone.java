package io.tierline.notification.milestone;

import io.tierline.notification.notice.Notices;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Queues the notice of a milestone, once. */
@Service
public class TellMilestone {

  private final Notices notices;
  private final Clock clock;

  TellMilestone(Notices notices, Clock clock) {
    this.notices = notices;
    this.clock = clock;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(Milestone milestone) {
    Instant now = clock.instant();
    notices.queueOnce(
        new Notices.Draft(milestone.parentId(), milestone.matter(), milestone.window(), now), now);
  }
}
