package io.tierline.notification.round;

/**
 * @param workers how many mails are sent at once
 * @param batchMax most domains or notices looked at in one go
 */
public record RoundLimits(int workers, int batchMax) {}
