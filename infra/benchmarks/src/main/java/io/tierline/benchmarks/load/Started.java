package io.tierline.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How to end what was started, the last one first: each of them, although another one did not end
 * well, and although this program is ended itself.
 */
final class Started implements AutoCloseable {

  private final Deque<Runnable> endings = new ArrayDeque<>();
  private boolean closed;

  Started() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
  }

  /** At once when everything else has been ended meanwhile. */
  synchronized void add(Runnable ending) {
    if (closed) {
      ending.run();
      throw new IllegalStateException("The program was ended while it started");
    }
    endings.push(ending);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Runnable last = endings.poll();
    if (last != null) {
      try {
        last.run();
      } finally {
        close();
      }
    }
  }
}
