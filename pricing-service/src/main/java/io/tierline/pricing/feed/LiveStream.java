package io.tierline.pricing.feed;

import io.tierline.pricing.book.BookKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client. Filled by the reader of this instance, emptied by the thread that
 * writes to the client; the one never waits for the other.
 */
public final class LiveStream implements AutoCloseable {

  /** Why a stream ended. */
  public enum End {
    /** The client read too slowly. */
    TOO_SLOW,
    /** The instance stops; another one goes on. */
    SHUTDOWN,
    /** The client went away. */
    CLOSED
  }

  /** What there was to take. */
  public sealed interface Taken {
    record Bytes(byte[] bytes) implements Taken {}

    record Ended(End end) implements Taken {}

    /** There was nothing in the time. */
    record Nothing() implements Taken {}
  }

  /** What became of a batch. */
  enum Told {
    TOLD,
    CUT_OFF,
    /** The stream had ended before. */
    GONE
  }

  private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MAX = 5;

  private final BookKey book;
  private final Unsent unsent;
  private final Runnable whenClosed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /** Of what was taken last and may still be on its way to the client. */
  private long takenBytes;

  private byte @Nullable [] watermark;
  private @Nullable Instant toldFreshAsOf;
  private @Nullable FeedPosition position;

  /** Whether the position is one we have led to, not one the client brought. */
  private boolean positionIsOurs;

  private boolean beingRead;

  /** In a row. */
  private int failedReads;

  /** Counts while reads fail. */
  private long notBeforeNanos;

  private @Nullable End end;

  /**
   * @param position null to start with the whole list
   */
  LiveStream(BookKey book, @Nullable FeedPosition position, Unsent unsent, Runnable whenClosed) {
    this.book = book;
    this.position = position;
    this.unsent = unsent;
    this.whenClosed = whenClosed;
  }

  BookKey book() {
    return book;
  }

  /**
   * Whether there is something to read for it that nobody is reading yet; it is being read from
   * then on. A head that lies behind a position of ours is one of an older look; behind one that
   * the client brought, it shows that the position is none.
   *
   * @param nanos now, on the clock that {@link #readingFailed} is told of
   */
  boolean beginsToBeRead(FeedPosition head, long nanos) {
    lock.lock();
    try {
      boolean wanted =
          end == null
              && !beingRead
              && (failedReads == 0 || nanos - notBeforeNanos >= 0)
              && (position == null
                  || !position.equals(head) && !(positionIsOurs && head.isBehind(position)));
      beingRead |= wanted;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  Optional<FeedPosition> position() {
    lock.lock();
    try {
      return Optional.ofNullable(position);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing was read, and nothing failed: the next look begins anew. */
  void readingPutOff() {
    lock.lock();
    try {
      beingRead = false;
    } finally {
      lock.unlock();
    }
  }

  /** It is not read again for a while, each time twice as long. */
  void readingFailed(long nanos) {
    lock.lock();
    try {
      beingRead = false;
      long doubled = PAUSE_FIRST.toNanos() << Math.min(failedReads, DOUBLINGS_MAX);
      notBeforeNanos = nanos + Math.min(doubled, PAUSE_MAX.toNanos());
      failedReads++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A client that has not taken what was told before has to come again: it is told all it missed
   * then, and nobody waits for it. A list larger than the limit is told to who has taken
   * everything: there is no other way to it.
   */
  Told tell(byte[] batch, FeedPosition leadsTo, Instant freshAsOf) {
    lock.lock();
    try {
      beingRead = false;
      failedReads = 0;
      if (end != null) {
        return Told.GONE;
      }
      boolean toTake = waitingBytes + takenBytes > 0;
      if (toTake && waitingBytes + takenBytes + batch.length > unsent.ofStreamMax()) {
        endsBecause(End.TOO_SLOW);
        return Told.CUT_OFF;
      }
      position = leadsTo;
      positionIsOurs = true;
      toldFreshAsOf = freshAsOf;
      // A watermark from before the batch says nothing about what comes after it.
      watermark = null;
      waiting.add(batch);
      waitingBytes += batch.length;
      unsent.add(batch.length);
      changed.signal();
      return Told.TOLD;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a watermark is due for a stream that stands at the head. One that lies as far back is
   * due, too: the database's clock was set back, and says nothing new until it is where it was.
   *
   * @param every how far apart watermarks are
   */
  boolean wantsWatermark(FeedPosition head, Instant freshAsOf, Duration every) {
    lock.lock();
    try {
      return end == null
          && head.equals(position)
          && (toldFreshAsOf == null
              || Duration.between(toldFreshAsOf, freshAsOf).abs().compareTo(every) >= 0);
    } finally {
      lock.unlock();
    }
  }

  /** A newer watermark takes the place of one that still waits. */
  boolean tellWatermark(byte[] written, FeedPosition head, Instant freshAsOf) {
    lock.lock();
    try {
      if (end != null || !head.equals(position)) {
        return false;
      }
      watermark = written;
      toldFreshAsOf = freshAsOf;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what comes next. */
  public Taken take(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      // Who asks for more has written what it took.
      hasSentWhatItTook();
      while (true) {
        byte[] batch = waiting.poll();
        if (batch != null) {
          waitingBytes -= batch.length;
          takenBytes = batch.length;
          return new Taken.Bytes(batch);
        }
        if (end != null) {
          return new Taken.Ended(end);
        }
        if (watermark != null) {
          byte[] written = watermark;
          watermark = null;
          return new Taken.Bytes(written);
        }
        if (left <= 0) {
          return new Taken.Nothing();
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void end(End because) {
    lock.lock();
    try {
      endsBecause(because);
    } finally {
      lock.unlock();
    }
  }

  private void endsBecause(End because) {
    if (end == null) {
      end = because;
      waiting.clear();
      unsent.remove(waitingBytes);
      waitingBytes = 0;
      watermark = null;
      changed.signal();
    }
  }

  /** Of the one who writes: the stream is no longer counted. */
  @Override
  public void close() {
    lock.lock();
    try {
      endsBecause(End.CLOSED);
      hasSentWhatItTook();
    } finally {
      lock.unlock();
    }
    whenClosed.run();
  }

  private void hasSentWhatItTook() {
    unsent.remove(takenBytes);
    takenBytes = 0;
  }
}
