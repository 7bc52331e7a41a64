package io.tierline.ordering.quotes.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a service alone for a while after several failures in a row; then one caller may try, and
 * its success closes the circuit again. Counts real time.
 */
final class Circuit {

  private final int failuresToOpen;
  private final Duration openFor;
  private final LongSupplier nanoTime;
  private int failures;
  private long triedAt;

  Circuit(int failuresToOpen, Duration openFor, LongSupplier nanoTime) {
    this.failuresToOpen = failuresToOpen;
    this.openFor = openFor;
    this.nanoTime = nanoTime;
  }

  /** Whether to ask now. While open, one caller per {@code openFor} is let through. */
  synchronized boolean lets() {
    if (failures < failuresToOpen) {
      return true;
    }
    if (nanoTime.getAsLong() - triedAt < openFor.toNanos()) {
      return false;
    }
    triedAt = nanoTime.getAsLong();
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    triedAt = nanoTime.getAsLong();
  }
}
