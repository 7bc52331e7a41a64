package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Since when topics are not filled on, because the broker does not take what waits already. */
final class Brake {

  /** A broker that works takes what waits in less. */
  static final Duration LONG = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final Map<String, Hold> holds = new HashMap<>();

  private record Hold(long since, boolean told) {}

  Brake(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Holds a topic; true once in each hold, when it has become a long one. */
  boolean holdsTooLong(String topic) {
    long now = nanoTime.getAsLong();
    Hold hold = holds.computeIfAbsent(topic, _ -> new Hold(now, false));
    if (hold.told() || now - hold.since() < LONG.toNanos()) {
      return false;
    }
    holds.put(topic, new Hold(hold.since(), true));
    return true;
  }

  void release(String topic) {
    holds.remove(topic);
  }
}
