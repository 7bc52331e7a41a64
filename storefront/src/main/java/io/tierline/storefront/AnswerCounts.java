package io.tierline.storefront;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each outcome was answered. Counting must not cost what a price costs: threads write
 * each to a place of its own, so that none waits for another's or its own memory. Nothing is lost:
 * what a thread that has ended had counted stays.
 */
final class AnswerCounts {

  /** What an answer was. */
  enum Outcome {
    PRICED,
    NOT_SOLD,
    UNVOUCHED
  }

  /** Numbers on both sides of a thread's own, so that no other's shares a line of memory. */
  private static final int LINE = 8;

  private final ThreadLocal<OfThread> ofThread = ThreadLocal.withInitial(this::join);
  private final List<OfThread> running = new ArrayList<>();
  private final long[] ofEndedThreads = new long[Outcome.values().length];

  /** There may be millions of them, each for one request: they have no place of their own. */
  private final LongAdder[] ofVirtualThreads = {new LongAdder(), new LongAdder(), new LongAdder()};

  private record OfThread(Thread thread, AtomicLongArray counts) {

    long count(Outcome outcome) {
      return counts.getAcquire(LINE + outcome.ordinal());
    }
  }

  void add(Outcome outcome, int count) {
    if (Thread.currentThread().isVirtual()) {
      ofVirtualThreads[outcome.ordinal()].add(count);
    } else {
      AtomicLongArray counts = ofThread.get().counts();
      int index = LINE + outcome.ordinal();
      counts.setRelease(index, counts.getPlain(index) + count);
    }
  }

  synchronized long sum(Outcome outcome) {
    forgetEndedThreads();
    long sum = ofEndedThreads[outcome.ordinal()] + ofVirtualThreads[outcome.ordinal()].sum();
    for (OfThread each : running) {
      sum += each.count(outcome);
    }
    return sum;
  }

  private synchronized OfThread join() {
    forgetEndedThreads();
    OfThread joined =
        new OfThread(
            Thread.currentThread(), new AtomicLongArray(LINE + Outcome.values().length + LINE));
    running.add(joined);
    return joined;
  }

  private void forgetEndedThreads() {
    running.removeIf(
        each -> {
          if (each.thread().isAlive()) {
            return false;
          }
          for (Outcome outcome : Outcome.values()) {
            ofEndedThreads[outcome.ordinal()] += each.count(outcome);
          }
          return true;
        });
  }
}
