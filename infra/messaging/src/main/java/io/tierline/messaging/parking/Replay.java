package io.tierline.messaging.parking;

import org.jspecify.annotations.Nullable;

/** A parked record on its way through its listener again; the inbox says here what came of it. */
public final class Replay {

  private static final ScopedValue<Replay> CURRENT = ScopedValue.newInstance();

  private final ParkedRecord record;
  private final Gaps gaps;
  private final String by;
  private Outcome outcome = new Outcome.NotReached();

  /** Whether records missing before a parked one are given up. */
  public enum Gaps {
    STOP,
    ACCEPT
  }

  /** What came of it. */
  public sealed interface Outcome {
    record Applied() implements Outcome {}

    /** Somebody else resolved it meanwhile. */
    record ResolvedAlready() implements Outcome {}

    /** No listener of this process reads for that consumer. */
    record NotReached() implements Outcome {}

    record WaitsFor(long sequence) implements Outcome {}

    record Failed(String error) implements Outcome {}
  }

  Replay(ParkedRecord record, Gaps gaps, String by) {
    this.record = record;
    this.gaps = gaps;
    this.by = by;
  }

  public static @Nullable Replay current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  Outcome run(Runnable delivery) {
    ScopedValue.where(CURRENT, this).run(delivery);
    return outcome;
  }

  public ParkedRecord record() {
    return record;
  }

  public boolean acceptsGaps() {
    return gaps == Gaps.ACCEPT;
  }

  public String by() {
    return by;
  }

  public void ended(Outcome how) {
    this.outcome = how;
  }
}
