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

  /** What a client may take for a batch, and for its bytes, while others wait for the room. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long BYTES_PER_SECOND_MIN = 100_000;

  private final BookKey book;
  private final Unsent unsent;
  private final Runnable whenClosed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Unsent.Batch> waiting = new ArrayDeque<>();

  /** Of what waits, and of what was taken last and may still be on its way to the client. */
  private long unsentBytes;

  private Unsent.@Nullable Batch taken;

  /** What had to be sent next when that was last looked at, and since when. */
  private Unsent.@Nullable Batch seenFirst;

  private long seenFirstNanos;

  private byte @Nullable [] watermark;
  private @Nullable Instant toldFreshAsOf;
  private @Nullable FeedPosition position;

  /** Whether the position is one we have led to, not one the client brought. */
  private boolean positionIsOurs;

  private boolean beingRead;

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
   * then on. A head that lies behind a position of ours, in the same history, is one of an older
   * look; behind one that the client brought, it shows that the position is none.
   */
  boolean beginsToBeRead(FeedPosition head) {
    lock.lock();
    try {
      boolean wanted =
          end == null
              && !beingRead
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

  /** Nothing was read: a later look begins anew. */
  void readingPutOff() {
    lock.lock();
    try {
      beingRead = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A client that has not taken what was told before has to come again: it is told all it missed
   * then, and nobody waits for it. A list larger than the limit is told to who has taken
   * everything: there is no other way to it.
   */
  Told tell(Unsent.Batch batch, FeedPosition leadsTo, Instant freshAsOf) {
    lock.lock();
    try {
      beingRead = false;
      if (end != null) {
        return Told.GONE;
      }
      if (unsentBytes > 0 && unsentBytes + batch.bytes().length > unsent.ofStreamMax()) {
        endsBecause(End.TOO_SLOW);
        return Told.CUT_OFF;
      }
      position = leadsTo;
      positionIsOurs = true;
      toldFreshAsOf = freshAsOf;
      // A watermark from before the batch says nothing about what comes after it.
      watermark = null;
      waiting.add(batch);
      unsentBytes += batch.bytes().length;
      batch.hold();
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
        taken = waiting.poll();
        if (taken != null) {
          return new Taken.Bytes(taken.bytes());
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

  /**
   * Ends a stream that holds what others wait for: the same batch for half a minute, and for as
   * long as a client of 100 kB in a second needs for its bytes. Without, a client that takes next
   * to nothing could keep the room for ever, because nothing is read that would overrun its buffer.
   *
   * @param nanos now; while somebody waits for room, this is asked again and again
   * @return whether this ended it
   */
  boolean isCutOffForRoom(long nanos) {
    lock.lock();
    try {
      Unsent.Batch first = taken != null ? taken : waiting.peek();
      if (first != seenFirst) {
        seenFirst = first;
        seenFirstNanos = nanos;
      }
      if (end != null || first == null || nanos - seenFirstNanos < nanosFor(first)) {
        return false;
      }
      endsBecause(End.TOO_SLOW);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static long nanosFor(Unsent.Batch batch) {
    return PATIENCE.plusSeconds(batch.bytes().length / BYTES_PER_SECOND_MIN).toNanos();
  }

  /**
   * Whether the rest of what was taken is no longer worth writing: the client has to come again.
   */
  public boolean isCutOff() {
    lock.lock();
    try {
      return end == End.TOO_SLOW;
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
      waiting.forEach(this::isSent);
      waiting.clear();
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
    if (taken != null) {
      isSent(taken);
      taken = null;
    }
  }

  private void isSent(Unsent.Batch batch) {
    unsentBytes -= batch.bytes().length;
    if (seenFirst == batch) {
      seenFirst = null;
    }
    batch.release();
  }
}
