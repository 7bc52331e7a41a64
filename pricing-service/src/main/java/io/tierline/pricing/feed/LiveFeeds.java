package io.tierline.pricing.feed;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.LiveStream.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All streams of this instance, fed by one reader: each look asks the database once where all
 * followed price lists stand; what is behind is read once for all who stand at the same place, and
 * written once.
 *
 * <p>A stream is told a watermark only by a look that found it at the head: then everything
 * committed until that look has been told before. Where nothing can be read no watermark is told,
 * and clients stop to trust what they have; a list that cannot be read is tried again now and then,
 * so that it is not in the way of the others.
 */
public final class LiveFeeds {

  private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MAX = 5;

  private final FeedSource source;
  private final FeedFormat format;
  private final Limits limits;
  private final FeedWatch watch;
  private final Executor readers;
  private final LongSupplier nanoTime;
  private final Semaphore reading;
  private final Unsent unsent;
  private final Set<LiveStream> streams = new LinkedHashSet<>();
  private final Map<SellerId, Integer> ofSeller = new HashMap<>();

  /** Of lists that cannot be read. */
  private final Map<BookKey, Pause> pauses = new ConcurrentHashMap<>();

  private boolean stopped;

  /**
   * @param readers where price lists are read, so that a long one holds up no watermark
   * @param nanoTime counts on whatever becomes of clocks
   */
  public LiveFeeds(Parts parts, Limits limits, Executor readers, LongSupplier nanoTime) {
    this.source = parts.source();
    this.format = parts.format();
    this.watch = parts.watch();
    this.limits = limits;
    this.readers = readers;
    this.nanoTime = nanoTime;
    this.reading = new Semaphore(limits.readsAtOnceMax());
    this.unsent = new Unsent(limits.bufferMaxBytes(), limits.buffersMaxBytes());
  }

  public record Parts(FeedSource source, FeedFormat format, FeedWatch watch) {}

  /**
   * @param watermarkEvery how far apart the watermarks of a stream are
   * @param bufferMaxBytes what may wait for a client that has not taken everything yet
   * @param buffersMaxBytes what may wait for all clients together, and a quarter of it for those of
   *     one seller: from there on none of their price lists is read, and who is behind waits
   *     without a watermark, until clients have taken some or were cut off. Reads that had begun
   *     come on top
   * @param readsAtOnceMax price lists that are read at the same time
   */
  public record Limits(
      int streamsMax,
      int streamsOfSellerMax,
      Duration watermarkEvery,
      long bufferMaxBytes,
      long buffersMaxBytes,
      int readsAtOnceMax) {}

  /**
   * For how long a list is left alone.
   *
   * @param failedReads in a row
   */
  private record Pause(int failedReads, long untilNanos) {

    boolean isOver(long nanos) {
      return nanos - untilNanos >= 0;
    }

    /** Each time twice as long. */
    static Pause after(int failedReads, long nanos) {
      long doubled = PAUSE_FIRST.toNanos() << Math.min(failedReads - 1, DOUBLINGS_MAX);
      return new Pause(failedReads, nanos + Math.min(doubled, PAUSE_MAX.toNanos()));
    }
  }

  public sealed interface Opening {
    record Opened(LiveStream stream) implements Opening {}

    record TooManyOfSeller(int max) implements Opening {}

    record TooMany() implements Opening {}
  }

  /**
   * A new stream.
   *
   * @param since what the client has seen already; null for nothing
   */
  public Opening open(BookKey book, @Nullable FeedPosition since) {
    synchronized (streams) {
      if (stopped || streams.size() >= limits.streamsMax()) {
        return new Opening.TooMany();
      }
      if (ofSeller.getOrDefault(book.seller(), 0) >= limits.streamsOfSellerMax()) {
        return new Opening.TooManyOfSeller(limits.streamsOfSellerMax());
      }
      LiveStream[] self = new LiveStream[1];
      LiveStream stream =
          new LiveStream(book, since, unsent, () -> forget(Objects.requireNonNull(self[0])));
      self[0] = stream;
      streams.add(stream);
      ofSeller.merge(book.seller(), 1, Integer::sum);
      return new Opening.Opened(stream);
    }
  }

  private void forget(LiveStream stream) {
    synchronized (streams) {
      if (streams.remove(stream)) {
        ofSeller.computeIfPresent(
            stream.book().seller(), (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
      }
    }
  }

  public int open() {
    synchronized (streams) {
      return streams.size();
    }
  }

  /** What clients have not taken yet; what several wait for counts once. */
  public long unsentBytes() {
    return unsent.bytes();
  }

  /** Streams can be opened, again too. */
  public void start() {
    synchronized (streams) {
      stopped = false;
    }
  }

  /** Every stream is ended; its client goes on with another instance. */
  public void stop() {
    List<LiveStream> all;
    synchronized (streams) {
      stopped = true;
      all = List.copyOf(streams);
    }
    all.forEach(stream -> stream.end(End.SHUTDOWN));
  }

  /** Looks once whether there is something to tell. */
  public void look() {
    Map<BookKey, List<LiveStream>> byBook = new HashMap<>();
    synchronized (streams) {
      streams.forEach(
          stream -> byBook.computeIfAbsent(stream.book(), _ -> new ArrayList<>()).add(stream));
    }
    forgetFaultsBut(byBook.keySet());
    if (byBook.isEmpty()) {
      return;
    }
    FeedHeads heads;
    try {
      heads = source.heads(byBook.keySet());
    } catch (RuntimeException e) {
      watch.lookFailed(e);
      return;
    }
    byBook.forEach(
        (book, followers) -> {
          FeedPosition head = heads.positions().get(book);
          if (head != null) {
            tell(head, heads, followers);
          }
        });
  }

  /** A pause outlives its streams: who comes again meanwhile finds the list as it was. */
  private void forgetFaultsBut(Set<BookKey> followed) {
    long nanos = nanoTime.getAsLong();
    pauses.entrySet().removeIf(e -> !followed.contains(e.getKey()) && e.getValue().isOver(nanos));
    Set<BookKey> remembered = new HashSet<>(followed);
    remembered.addAll(pauses.keySet());
    watch.followed(remembered);
  }

  /** What fails for one price list stops no other one. */
  private void tell(FeedPosition head, FeedHeads heads, List<LiveStream> followers) {
    try {
      tellWatermarks(head, heads, followers);
      readWhatIsMissing(head, followers);
    } catch (RuntimeException e) {
      watch.failed(head.book(), e);
    }
  }

  private void tellWatermarks(FeedPosition head, FeedHeads heads, List<LiveStream> followers) {
    byte[] written = null;
    for (LiveStream stream : followers) {
      if (stream.wantsWatermark(head, heads.freshAsOf(), limits.watermarkEvery())) {
        if (written == null) {
          written = format.watermark(head, heads.freshAsOf());
        }
        if (stream.tellWatermark(written, head, heads.freshAsOf())) {
          watch.watermark();
        }
      }
    }
  }

  private void readWhatIsMissing(FeedPosition head, List<LiveStream> followers) {
    if (!unsent.hasRoomFor(head.book().seller())) {
      cutOffWhoKeepsTheRoom(followers);
      return;
    }
    if (isPaused(head.book())) {
      return;
    }
    Map<Optional<FeedPosition>, List<LiveStream>> behind = new HashMap<>();
    for (LiveStream stream : followers) {
      if (stream.beginsToBeRead(head)) {
        behind.computeIfAbsent(stream.position(), _ -> new ArrayList<>()).add(stream);
      }
    }
    behind.forEach(
        (since, waiting) ->
            beginToRead(
                head.book(), waiting, () -> readFor(head.book(), since.orElse(null), waiting)));
  }

  private void cutOffWhoKeepsTheRoom(List<LiveStream> followers) {
    long nanos = nanoTime.getAsLong();
    for (LiveStream stream : followers) {
      if (stream.isCutOffForRoom(nanos)) {
        watch.cutOff();
      }
    }
  }

  private boolean isPaused(BookKey book) {
    Pause pause = pauses.get(book);
    return pause != null && !pause.isOver(nanoTime.getAsLong());
  }

  private void beginToRead(BookKey book, List<LiveStream> waiting, Runnable reading) {
    try {
      readers.execute(reading);
    } catch (RuntimeException e) {
      readingFailed(book, waiting, e);
    }
  }

  private void readingFailed(BookKey book, List<LiveStream> waiting, Throwable fault) {
    long nanos = nanoTime.getAsLong();
    // Reads that had begun together are one failure.
    pauses.merge(
        book,
        Pause.after(1, nanos),
        (before, _) ->
            before.isOver(nanos) ? Pause.after(before.failedReads() + 1, nanos) : before);
    waiting.forEach(LiveStream::readingPutOff);
    watch.failed(book, fault);
  }

  private void readFor(BookKey book, @Nullable FeedPosition since, List<LiveStream> waiting) {
    try {
      reading.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiting.forEach(LiveStream::readingPutOff);
      return;
    }
    try {
      if (!unsent.hasRoomFor(book.seller()) || isPaused(book)) {
        // Taken up, or failed for others, while this one waited for its turn.
        waiting.forEach(LiveStream::readingPutOff);
        return;
      }
      tellAll(source.next(book, since), waiting);
      pauses.remove(book);
    } catch (Throwable e) {
      // Also where memory runs out: who is not told as failed would wait for this read for ever.
      readingFailed(book, waiting, e);
    } finally {
      reading.release();
    }
  }

  private void tellAll(FeedBatch batch, List<LiveStream> waiting) {
    Unsent.Batch written = unsent.batch(batch.position().book().seller(), format.batch(batch));
    for (LiveStream stream : waiting) {
      switch (stream.tell(written, batch.position(), batch.freshAsOf())) {
        case TOLD -> watch.told(batch);
        case CUT_OFF -> watch.cutOff();
        case GONE -> {}
      }
    }
  }
}
