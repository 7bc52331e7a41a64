package io.tierline.notification.notice;

import java.time.Duration;

/**
 * @param lease how long one attempt may take before the notice counts as abandoned
 * @param retryFirst the pause after the first failed attempt; it doubles with each further one
 * @param retryLongest the longest pause
 * @param unclearMax attempts of unclear outcome after which it is given up
 */
public record DeliveryLimits(
    Duration lease, Duration retryFirst, Duration retryLongest, int unclearMax) {

  Duration pauseAfter(Attempts attempts) {
    int doublings = Math.min(Math.max(attempts.made() - 1, 0), 20);
    Duration pause = retryFirst.multipliedBy(1L << doublings);
    return pause.compareTo(retryLongest) < 0 ? pause : retryLongest;
  }
}
