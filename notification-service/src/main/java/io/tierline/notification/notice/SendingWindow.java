package io.tierline.notification.notice;

import java.time.Instant;

/**
 * When a notice should go out.
 *
 * @param opensAt not before
 * @param closesAt on time up to and including this moment
 * @param usefulUntil late, but still better than nothing, before this moment; useless from then on
 */
public record SendingWindow(Instant opensAt, Instant closesAt, Instant usefulUntil) {

  public SendingWindow {
    if (opensAt.isAfter(closesAt) || closesAt.isAfter(usefulUntil)) {
      throw new IllegalArgumentException(
          "A window opens, closes and ends in this order, not %s, %s, %s"
              .formatted(opensAt, closesAt, usefulUntil));
    }
  }

  public boolean isLateAt(Instant moment) {
    return moment.isAfter(closesAt);
  }

  public boolean isUselessAt(Instant moment) {
    return !moment.isBefore(usefulUntil);
  }

  /** The moment by which sending must have begun: the close, or once that has passed, the end. */
  public Instant deadlineAt(Instant now) {
    return isLateAt(now) ? usefulUntil : closesAt;
  }
}
