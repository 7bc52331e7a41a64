package io.tierline.storefront;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved. */
public final class SettableClock extends Clock {

  private volatile Instant now;
  private volatile int looksLeft = Integer.MAX_VALUE;

  public SettableClock(Instant now) {
    this.now = now;
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** Can be looked at so many times more, then fails; until it is repaired. */
  void breaksAfter(int looks) {
    looksLeft = looks;
  }

  void isRepaired() {
    looksLeft = Integer.MAX_VALUE;
  }

  @Override
  public Instant instant() {
    if (looksLeft-- == 0) {
      throw new DateTimeException("The clock is broken");
    }
    return now;
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
