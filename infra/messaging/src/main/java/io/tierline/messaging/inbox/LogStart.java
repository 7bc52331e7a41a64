package io.tierline.messaging.inbox;

/** Whether a topic's partition has lost its beginning to retention. */
@FunctionalInterface
public interface LogStart {

  boolean hasExpired(String topic, int partition);
}
