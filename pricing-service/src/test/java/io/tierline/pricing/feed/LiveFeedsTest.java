package io.tierline.pricing.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedBatch.Reason;
import io.tierline.pricing.feed.LiveFeeds.Opening;
import io.tierline.pricing.feed.LiveStream.End;
import io.tierline.pricing.feed.LiveStream.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveFeedsTest {

  private static final String HISTORY = "0a1b2c3d4e5f";

  private static final BookKey BOOK = new BookKey(new SellerId(1002), Audience.CUSTOMER);
  private static final BookKey OTHER = new BookKey(new SellerId(1003), Audience.CUSTOMER);

  /** A database that counts how often it is asked. */
  private static final class Prices implements FeedSource {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Map<BookKey, Long> versions = new HashMap<>();
    private boolean down;
    private boolean outOfMemory;
    private int looks;
    private int reads;

    void change(BookKey book) {
      versions.merge(book, 1L, Long::sum);
    }

    void later(Duration duration) {
      now = now.plus(duration);
    }

    private FeedPosition head(BookKey book) {
      return new FeedPosition(book, HISTORY, versions.getOrDefault(book, 0L), 0, 1);
    }

    @Override
    public FeedHeads heads(Collection<BookKey> books) {
      looks++;
      if (down) {
        throw new IllegalStateException("no database");
      }
      Map<BookKey, FeedPosition> heads = new HashMap<>();
      books.forEach(book -> heads.put(book, head(book)));
      return new FeedHeads(now, heads);
    }

    @Override
    public FeedBatch next(BookKey book, @Nullable FeedPosition since) {
      reads++;
      if (outOfMemory) {
        throw new OutOfMemoryError("a list too large");
      }
      if (down) {
        throw new IllegalStateException("no database");
      }
      return since == null || since.prices() > head(book).prices()
          ? new FeedBatch.Snapshot(
              since == null ? Reason.START : Reason.UNKNOWN_POSITION, head(book), now, List.of())
          : new FeedBatch.Changes(since, head(book), now, List.of(), List.of());
    }
  }

  private static final class Plain implements FeedFormat {
    @Override
    public byte[] batch(FeedBatch batch) {
      String text =
          switch (batch) {
            case FeedBatch.Changes changes ->
                "%d to %d".formatted(changes.from().prices(), changes.position().prices());
            case FeedBatch.Snapshot snapshot ->
                "%s at %d".formatted(snapshot.reason(), snapshot.position().prices());
          };
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] watermark(FeedPosition position, Instant freshAsOf) {
      return ("W %s at %d".formatted(freshAsOf, position.prices()))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Counted implements FeedWatch {
    private int cutOffs;
    private final List<Throwable> faults = new ArrayList<>();
    private Set<BookKey> followed = Set.of();

    @Override
    public void told(FeedBatch batch) {}

    @Override
    public void watermark() {}

    @Override
    public void cutOff() {
      cutOffs++;
    }

    @Override
    public void failed(BookKey book, Throwable fault) {
      faults.add(fault);
    }

    @Override
    public void followed(Set<BookKey> books) {
      followed = Set.copyOf(books);
    }

    @Override
    public void lookFailed(Throwable fault) {
      faults.add(fault);
    }
  }

  private final Prices prices = new Prices();
  private final Counted counted = new Counted();
  private long nanos = Long.MAX_VALUE - 1;
  private final LiveFeeds feeds = feeds(Runnable::run);

  private LiveFeeds feeds(Executor readers) {
    return feeds(readers, 1_000);
  }

  private LiveFeeds feeds(Executor readers, long buffersMaxBytes) {
    return new LiveFeeds(
        new LiveFeeds.Parts(prices, new Plain(), counted),
        new LiveFeeds.Limits(4, 2, Duration.ofMillis(250), 20, buffersMaxBytes, 1),
        readers,
        () -> nanos);
  }

  private LiveStream open(BookKey book, @Nullable FeedPosition since) {
    return opened(feeds, book, since);
  }

  private static LiveStream opened(LiveFeeds feeds, BookKey book, @Nullable FeedPosition since) {
    Opening opening = feeds.open(book, since);
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).stream();
  }

  private static List<String> taken(LiveStream stream) {
    List<String> taken = new ArrayList<>();
    try {
      while (stream.take(Duration.ZERO) instanceof Taken.Bytes(byte[] bytes)) {
        taken.add(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return taken;
  }

  private static Taken end(LiveStream stream) {
    try {
      return stream.take(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("PR-16: a watermark is told only once everything before it has been told")
  void aWatermarkFollowsWhatItCovers() {
    prices.change(BOOK);
    LiveStream stream = open(BOOK, null);
    feeds.look();
    assertThat(taken(stream)).containsExactly("START at 1");

    prices.later(Duration.ofSeconds(1));
    feeds.look();
    assertThat(taken(stream)).containsExactly("W 2026-11-21T10:00:01Z at 1");

    prices.change(BOOK);
    prices.later(Duration.ofSeconds(1));
    feeds.look();
    assertThat(taken(stream)).containsExactly("1 to 2");
  }

  @Test
  @DisplayName("PR-16: while a list is being read its streams get no watermark, others do")
  void aLongReadHoldsUpNobodyElse() {
    ArrayDeque<Runnable> reads = new ArrayDeque<>();
    LiveFeeds slow = feeds(reads::add);
    LiveStream behind = ((Opening.Opened) slow.open(BOOK, null)).stream();
    LiveStream atHead = ((Opening.Opened) slow.open(OTHER, prices.head(OTHER))).stream();

    slow.look();
    prices.later(Duration.ofSeconds(1));
    slow.look();

    assertThat(reads).hasSize(1);
    assertThat(taken(behind)).isEmpty();
    assertThat(taken(atHead)).hasSize(1);
    reads.remove().run();
    assertThat(taken(behind)).containsExactly("START at 0");
  }

  @Test
  @DisplayName("one look and one read serve all who stand at the same place")
  void readOnceForAll() {
    LiveStream one = open(BOOK, null);
    LiveStream two = open(BOOK, null);
    feeds.look();

    assertThat(prices.looks).isEqualTo(1);
    assertThat(prices.reads).isEqualTo(1);
    assertThat(taken(one)).isEqualTo(taken(two)).hasSize(1);
  }

  @Test
  @DisplayName("nobody is asked while nobody listens")
  void withoutStreamsNothingIsRead() {
    feeds.look();
    assertThat(prices.looks).isZero();
  }

  @Test
  @DisplayName("a position that lies ahead of the list starts anew")
  void aPositionAheadIsReset() {
    LiveStream stream = open(BOOK, new FeedPosition(BOOK, HISTORY, 9, 0, 1));
    feeds.look();
    assertThat(taken(stream)).containsExactly("UNKNOWN_POSITION at 0");
  }

  @Test
  @DisplayName("a client that does not read is cut off; the others are not held up")
  void aSlowClientIsCutOff() {
    LiveStream slow = open(BOOK, null);
    LiveStream quick = open(BOOK, null);
    for (int i = 0; i < 6; i++) {
      prices.change(BOOK);
      feeds.look();
      assertThat(taken(quick)).hasSize(1);
    }

    assertThat(end(slow)).isEqualTo(new Taken.Ended(End.TOO_SLOW));
    assertThat(counted.cutOffs).isEqualTo(1);
  }

  @Test
  @DisplayName("watermarks never pile up: the newest takes the place of the one that waits")
  void watermarksDoNotPileUp() {
    LiveStream stream = open(BOOK, null);
    feeds.look();
    taken(stream);
    for (int i = 0; i < 100; i++) {
      prices.later(Duration.ofSeconds(1));
      feeds.look();
    }
    assertThat(taken(stream)).containsExactly("W 2026-11-21T10:01:40Z at 0");
  }

  @Test
  @DisplayName("PR-16: when the database's clock is set back, watermarks go on from there at once")
  void aClockThatIsSetBack() {
    LiveStream stream = open(BOOK, null);
    feeds.look();
    assertThat(taken(stream)).containsExactly("START at 0");

    prices.later(Duration.ofMillis(-20));
    feeds.look();
    assertThat(taken(stream)).isEmpty();

    prices.later(Duration.ofSeconds(-30));
    feeds.look();
    assertThat(taken(stream)).containsExactly("W 2026-11-21T09:59:29.980Z at 0");
  }

  @Test
  @DisplayName("PR-16: while the database is away no watermark is told; then it goes on")
  void withoutADatabaseThereIsNoWatermark() {
    LiveStream stream = open(BOOK, null);
    feeds.look();
    taken(stream);
    prices.down = true;
    prices.later(Duration.ofSeconds(1));
    feeds.look();
    assertThat(taken(stream)).isEmpty();
    assertThat(counted.faults).hasSize(1);

    prices.down = false;
    prices.change(BOOK);
    feeds.look();
    assertThat(taken(stream)).containsExactly("0 to 1");
  }

  @Test
  @DisplayName("a read that fails in whatever way is tried again, less and less often")
  void whatFailsIsTriedAgain() {
    LiveStream stream = open(BOOK, null);
    prices.outOfMemory = true;
    List<Long> secondsOfReads = new ArrayList<>();
    for (long second = 0; second <= 100; second++) {
      int before = prices.reads;
      feeds.look();
      feeds.look();
      if (prices.reads > before) {
        secondsOfReads.add(second);
      }
      nanos += Duration.ofSeconds(1).toNanos();
    }
    assertThat(secondsOfReads).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L);
    assertThat(counted.faults).hasSize(8);
    assertThat(taken(stream)).isEmpty();

    prices.outOfMemory = false;
    nanos += Duration.ofSeconds(30).toNanos();
    feeds.look();
    assertThat(taken(stream)).containsExactly("START at 0");
    prices.change(BOOK);
    feeds.look();
    assertThat(taken(stream)).containsExactly("0 to 1");
  }

  @Test
  @DisplayName("what a client is still being sent counts as waiting; a larger list needs it idle")
  void whatIsBeingWrittenCounts() throws InterruptedException {
    FeedPosition at1 = new FeedPosition(BOOK, HISTORY, 1, 0, 1);
    Unsent unsent = new Unsent(20, 40);
    try (LiveStream stream = new LiveStream(BOOK, null, unsent, () -> {})) {
      assertThat(stream.tell(batch(unsent, 30), at1, prices.now)).isEqualTo(LiveStream.Told.TOLD);
      assertThat(stream.take(Duration.ZERO)).isInstanceOf(Taken.Bytes.class);
      assertThat(stream.take(Duration.ZERO)).isInstanceOf(Taken.Nothing.class);
      assertThat(stream.tell(batch(unsent, 15), at1, prices.now)).isEqualTo(LiveStream.Told.TOLD);
      assertThat(stream.take(Duration.ZERO)).isInstanceOf(Taken.Bytes.class);
      assertThat(stream.tell(batch(unsent, 15), at1, prices.now))
          .isEqualTo(LiveStream.Told.CUT_OFF);
    }
  }

  private static Unsent.Batch batch(Unsent unsent, int bytes) {
    return unsent.batch(BOOK.seller(), new byte[bytes]);
  }

  @Test
  @DisplayName(
      "PR-16: while clients leave too much untaken, nothing is read for others; then it is")
  void whatIsUnsentIsBounded() throws InterruptedException {
    LiveFeeds full = feeds(Runnable::run, 10);
    LiveStream slow = opened(full, BOOK, null);
    LiveStream slower = opened(full, BOOK, null);
    full.look();
    assertThat(full.unsentBytes()).as("shared, so it counts once").isEqualTo(10);

    LiveStream behind = opened(full, OTHER, null);
    LiveStream atHead = opened(full, OTHER, prices.head(OTHER));
    prices.later(Duration.ofSeconds(1));
    full.look();
    assertThat(prices.reads).isEqualTo(1);
    assertThat(taken(behind)).isEmpty();
    assertThat(taken(atHead)).containsExactly("W 2026-11-21T10:00:01Z at 0");

    assertThat(slow.take(Duration.ZERO)).isInstanceOf(Taken.Bytes.class);
    slow.close();
    full.look();
    assertThat(taken(behind)).isEmpty();
    slower.close();
    full.look();
    assertThat(taken(behind)).containsExactly("START at 0");
    assertThat(full.unsentBytes()).isZero();
  }

  @Test
  @DisplayName("PR-16: one seller's clients that take nothing keep no other seller from its prices")
  void aSellerHasAShareOfTheRoom() {
    LiveFeeds shared = feeds(Runnable::run, 40);
    LiveStream slow = opened(shared, BOOK, null);
    shared.look();
    assertThat(shared.unsentBytes()).as("a quarter").isEqualTo(10);
    LiveStream ofTheSame = opened(shared, BOOK, null);
    LiveStream ofAnother = opened(shared, OTHER, null);

    shared.look();
    assertThat(taken(ofTheSame)).isEmpty();
    assertThat(taken(ofAnother)).containsExactly("START at 0");
    prices.later(Duration.ofSeconds(1));
    prices.change(OTHER);
    shared.look();
    assertThat(taken(ofAnother)).containsExactly("0 to 1");
    prices.later(Duration.ofSeconds(1));
    shared.look();
    assertThat(taken(ofAnother)).containsExactly("W 2026-11-21T10:00:02Z at 1");

    assertThat(taken(slow)).contains("START at 0");
    shared.look();
    assertThat(taken(ofTheSame)).containsExactly("START at 0");
  }

  @Test
  @DisplayName("PR-16: who keeps the room that others wait for is cut off, so that a jam ends")
  void aJamEndsByItself() throws InterruptedException {
    LiveFeeds full = feeds(Runnable::run, 10);
    LiveStream trickling = opened(full, BOOK, null);
    full.look();
    assertThat(trickling.take(Duration.ZERO)).isInstanceOf(Taken.Bytes.class);
    LiveStream behind = opened(full, OTHER, null);
    full.look();
    nanos += Duration.ofSeconds(29).toNanos();
    full.look();
    assertThat(trickling.isCutOff()).isFalse();

    nanos += Duration.ofSeconds(1).toNanos();
    full.look();
    assertThat(trickling.isCutOff()).isTrue();
    assertThat(counted.cutOffs).isEqualTo(1);
    trickling.close();
    full.look();
    assertThat(taken(behind)).containsExactly("START at 0");
  }

  @Test
  @DisplayName("while there is room a client may take its time; then it has the time for its bytes")
  void slowIsNotTooSlow() throws InterruptedException {
    Unsent unsent = new Unsent(20, 40);
    FeedPosition at1 = new FeedPosition(BOOK, HISTORY, 1, 0, 1);
    try (LiveStream stream = new LiveStream(BOOK, null, unsent, () -> {})) {
      stream.tell(batch(unsent, 5_000_000), at1, prices.now);
      assertThat(stream.isCutOffForRoom(nanos)).isFalse();
      nanos += Duration.ofSeconds(70).toNanos();
      assertThat(stream.isCutOffForRoom(nanos)).isFalse();
      stream.take(Duration.ZERO);
      stream.take(Duration.ZERO);
      stream.tell(batch(unsent, 5_000_000), at1, prices.now);
      nanos += Duration.ofSeconds(70).toNanos();
      assertThat(stream.isCutOffForRoom(nanos)).as("another batch").isFalse();
      nanos += Duration.ofSeconds(80).toNanos();
      assertThat(stream.isCutOffForRoom(nanos)).isTrue();
    }
    assertThat(unsent.bytes()).isZero();
  }

  @Test
  @DisplayName("who follows a list that cannot be read shares its pause, also who comes again")
  void aListFailsForAllWhoFollowIt() {
    prices.outOfMemory = true;
    LiveStream first = open(BOOK, null);
    feeds.look();
    nanos += Duration.ofSeconds(1).toNanos();
    feeds.look();
    assertThat(prices.reads).isEqualTo(2);

    nanos += Duration.ofSeconds(1).toNanos();
    first.close();
    feeds.look();
    LiveStream again = open(BOOK, null);
    open(BOOK, new FeedPosition(BOOK, HISTORY, 9, 0, 1));
    feeds.look();
    assertThat(prices.reads).isEqualTo(2);

    prices.outOfMemory = false;
    nanos += Duration.ofSeconds(1).toNanos();
    feeds.look();
    assertThat(taken(again)).containsExactly("START at 0");
    assertThat(prices.reads).isEqualTo(4);
  }

  @Test
  @DisplayName("that a list failed is forgotten once nobody has followed it for its pause")
  void faultsAreForgotten() {
    prices.outOfMemory = true;
    LiveStream stream = open(BOOK, null);
    feeds.look();
    stream.close();
    feeds.look();
    assertThat(counted.followed).containsExactly(BOOK);
    nanos += Duration.ofSeconds(1).toNanos();
    feeds.look();
    assertThat(counted.followed).isEmpty();
  }

  @Test
  @DisplayName("a list that waits for its turn is not read when there is no room by then")
  void roomIsLookedForAgain() {
    ArrayDeque<Runnable> reads = new ArrayDeque<>();
    LiveFeeds full = feeds(reads::add, 10);
    LiveStream first = opened(full, BOOK, null);
    LiveStream second = opened(full, OTHER, null);
    full.look();
    reads.remove().run();
    reads.remove().run();
    assertThat(prices.reads).isEqualTo(1);

    assertThat(taken(first).size() + taken(second).size()).isEqualTo(1);
    full.look();
    reads.remove().run();
    assertThat(taken(first).size() + taken(second).size()).isEqualTo(1);
  }

  @Test
  @DisplayName("who stopped can start again")
  void startsAgain() {
    feeds.stop();
    feeds.start();
    feeds.look();
    assertThat(feeds.open(BOOK, null)).isInstanceOf(Opening.Opened.class);
  }

  @Test
  @DisplayName("there is room for so many of a seller, and so many in all")
  void thereAreLimits() {
    LiveStream first = open(BOOK, null);
    open(BOOK, null);
    assertThat(feeds.open(BOOK, null)).isEqualTo(new Opening.TooManyOfSeller(2));
    open(OTHER, null);
    open(OTHER, null);
    assertThat(feeds.open(new BookKey(new SellerId(1004), Audience.CUSTOMER), null))
        .isEqualTo(new Opening.TooMany());

    first.close();
    first.close();
    assertThat(feeds.open()).isEqualTo(3);
    open(BOOK, null);
  }

  @Test
  @DisplayName("when the instance stops every stream is told so")
  void streamsEndWithTheInstance() {
    LiveStream stream = open(BOOK, null);
    feeds.stop();
    assertThat(end(stream)).isEqualTo(new Taken.Ended(End.SHUTDOWN));
    assertThat(feeds.open(BOOK, null)).isEqualTo(new Opening.TooMany());
  }
}
