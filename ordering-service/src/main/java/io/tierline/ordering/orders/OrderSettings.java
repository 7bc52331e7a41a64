package io.tierline.ordering.orders;

import java.time.Duration;

/**
 * @param withdrawAfter business time after which an unanswered registry command may be withdrawn
 *     and its hold expires
 * @param recoverAfter real time after which an action that waits for its registry is looked at
 *     again
 * @param recoverMax how many at once
 */
public record OrderSettings(Duration withdrawAfter, Duration recoverAfter, int recoverMax) {}
