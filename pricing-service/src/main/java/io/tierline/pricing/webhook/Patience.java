package io.tierline.pricing.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How often and how long a receiver is tried.
 *
 * @param retryFirst about how long after the first attempt the second one follows; each wait is
 *     twice the one before
 * @param retryMax the longest wait
 * @param giveUpAfter when a delivery is dead
 * @param disableAfter when an endpoint that has only failed since is disabled
 */
public record Patience(
    Duration retryFirst, Duration retryMax, Duration giveUpAfter, Duration disableAfter) {

  private static final int DOUBLINGS_MAX = 30;

  /**
   * @param attempts how many have failed
   * @param retryAfter how long the receiver asked to be left alone
   */
  record Failed(int attempts, Duration retryAfter) {}

  /**
   * When the next attempt is due: between half of the wait and all of it, so that those who failed
   * together do not come again together; and no earlier than the receiver asked for, which may ask
   * for the longest wait.
   */
  Instant next(Instant now, Failed failed, RandomGenerator random) {
    Instant wanted = backedOff(now, failed.attempts(), random);
    Instant allowed = leftAloneUntil(now, failed.retryAfter());
    return allowed.isAfter(wanted) ? allowed : wanted;
  }

  /** A receiver may ask for the longest wait. */
  Instant leftAloneUntil(Instant now, Duration retryAfter) {
    return now.plus(shorter(retryAfter, retryMax));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Instant backedOff(Instant now, int attempts, RandomGenerator random) {
    long factor = 1L << Math.min(attempts - 1, DOUBLINGS_MAX);
    long whole =
        retryFirst.toMillis() > retryMax.toMillis() / factor
            ? retryMax.toMillis()
            : retryFirst.toMillis() * factor;
    return now.plusMillis(whole - random.nextLong(whole / 2 + 1));
  }
}
