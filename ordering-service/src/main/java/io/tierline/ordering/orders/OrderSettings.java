package io.tierline.ordering.orders;

import java.time.Duration;

/**
 * @param withdrawAfter business time after which an unanswered registry command may be withdrawn
 *     and its hold expires
 * @param giveUpAfter business time after which an action no longer waits for money
 * @param recoverAfter real time after which an action that waits for its registry is looked at
 *     again
 * @param repriceAfter real time after which an action that waits for funds is priced again though
 *     no money came
 */
public record OrderSettings(
    Duration withdrawAfter, Duration giveUpAfter, Duration recoverAfter, Duration repriceAfter) {}
