package io.tierline.ordering.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Business time that a test moves. */
public final class AdjustableClock extends Clock {

  public static final Instant START = Instant.parse("2026-11-21T12:00:00.500Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  public void reset() {
    now.set(START);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
