package io.tierline.pricing;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again, in a thread of its own. Whatever a look throws, the next one comes; only
 * the first of several failures in a row is told.
 */
final class RepeatedLook {

  private final String name;
  private final Duration every;
  private final Runnable look;
  private final Consumer<Throwable> told;
  private volatile @Nullable Thread looking;
  private volatile boolean failing;

  /**
   * @param name of the thread
   * @param every from the end of one look to the next
   * @param told is given the first of several failures in a row
   */
  RepeatedLook(String name, Duration every, Runnable look, Consumer<Throwable> told) {
    this.name = name;
    this.every = every;
    this.look = look;
    this.told = told;
  }

  /** Has looked once when it returns. */
  void start() {
    once();
    Thread thread = Thread.ofVirtual().name(name).unstarted(this::keepLooking);
    looking = thread;
    thread.start();
  }

  private void keepLooking() {
    // A look may swallow the interruption that stops it.
    while (Thread.currentThread() == looking) {
      try {
        Thread.sleep(every);
      } catch (InterruptedException e) {
        return;
      }
      once();
    }
  }

  private void once() {
    try {
      look.run();
      failing = false;
    } catch (Throwable e) {
      if (!failing) {
        told.accept(e);
      }
      failing = true;
    }
  }

  void stop() {
    Thread thread = looking;
    looking = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  boolean isRunning() {
    return looking != null;
  }
}
