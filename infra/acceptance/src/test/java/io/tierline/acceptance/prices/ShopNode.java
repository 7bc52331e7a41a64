package io.tierline.acceptance.prices;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheCounters;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.Purchase;
import io.tierline.testsupport.staleness.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A shop that does nothing but read prices and write down what it was told. Beside its cache as it
 * is, it writes down false answers made from right ones, so that the checker can be seen to catch
 * them under real faults, too; caches that are really broken are refused by it in the storefront's
 * {@code StalenessModelTest}.
 */
final class ShopNode {

  static final SellerId SELLER = new SellerId(1002);
  static final int PRODUCTS = 20;

  private static final long MICROS = 1_000_000;
  private static final int CENTS_DIGITS = 2;

  /** Questions between two pauses. */
  private static final int BURST = 40;

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** What may be wrong with answers. */
  enum Kind {
    AS_IT_IS,
    /** Gives its last price instead of saying that it cannot vouch for one. */
    TRUSTS_FOR_EVER,
    /** Asks anew every five seconds only. */
    REMEMBERS,
    /** Says that it has seen three seconds more than it has. */
    PROMISES_TOO_MUCH,
    /** Takes the second price from the moment before. */
    SHOWS_HALVES,
    /** Gives the version before, now and then. */
    GOES_BACK,
    /** Gives the amount of the version before, and says that it is of this one. */
    SHOWS_OTHER_MONEY
  }

  /** How its threads that read are called. */
  private static final String READER = "reader ";

  private final PriceCache cache;
  private final FusedClock clock;
  private final Path folder;
  private final String life;

  private ShopNode(PriceCache cache, FusedClock clock, Path folder, String life) {
    this.cache = cache;
    this.clock = clock;
    this.folder = folder;
    this.life = life;
  }

  /**
   * @param arguments bootstrap servers, folder for the logs, name of this life, milliseconds its
   *     clock is ahead, milliseconds of its bound
   */
  static void main(String[] arguments) throws IOException {
    FusedClock clock =
        new FusedClock(
            Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(arguments[3]))));
    PriceCache cache =
        PriceCache.connect(
            PriceCacheSettings.following(arguments[0], SELLER)
                .withStaleBound(Duration.ofMillis(Long.parseLong(arguments[4])))
                .withSystemClock(clock)
                .withConsumerProperties(Map.of("reconnect.backoff.max.ms", "500")));
    ShopNode shop = new ShopNode(cache, clock, Path.of(arguments[1]), arguments[2]);
    for (Kind kind : Kind.values()) {
      Thread.ofPlatform().name(READER + kind.name()).start(() -> shop.read(kind));
    }
    shop.goBackWhenAsked();
  }

  /** A clock that fails, once when asked to, for who follows the bus. */
  private static final class FusedClock extends Clock {

    private final Clock clock;
    private final AtomicBoolean fails = new AtomicBoolean();

    FusedClock(Clock clock) {
      this.clock = clock;
    }

    void failOnce() {
      fails.set(true);
    }

    @Override
    public Instant instant() {
      if (!Thread.currentThread().getName().startsWith(READER)
          && fails.compareAndSet(true, false)) {
        throw new DateTimeException("The clock fails, as it was asked to");
      }
      return clock.instant();
    }

    @Override
    public long millis() {
      return instant().toEpochMilli();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return new FusedClock(clock.withZone(zone));
    }
  }

  /**
   * An error in what follows the bus: it connects anew and reads everything again, with all that it
   * knows. The request is taken away while it is doing so.
   */
  private void goBackWhenAsked() throws IOException {
    Path request = goBack(folder, life);
    PriceCacheCounters counters = cache.counters();
    while (true) {
      if (Files.exists(request)) {
        long connections = counters.connectionsMade();
        long repeated = counters.snapshotsRepeated();
        clock.failOnce();
        while (counters.connectionsMade() == connections
            || counters.snapshotsRepeated() < repeated + PRODUCTS) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        Files.delete(request);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static String product(int number) {
    return "tld" + number;
  }

  /** Of a version: who sees the money knows the version. */
  static BigDecimal amount(long version) {
    return BigDecimal.valueOf(version, CENTS_DIGITS);
  }

  /** Where it is asked to read everything again. */
  static Path goBack(Path folder, String life) {
    return folder.resolve(life + ".goes-back");
  }

  static Path log(Path folder, String life, Kind kind) {
    return folder.resolve(life + "." + kind + ".reads");
  }

  /**
   * @param version that the amount is of
   * @param saidVersion that the cache says it is of
   */
  private record Shown(long version, long saidVersion, long freshAsOfMicros, long sinceMicros) {

    Shown ofTheVersionBefore() {
      return new Shown(version - 1, saidVersion - 1, freshAsOfMicros, sinceMicros);
    }

    Shown withTheMoneyBefore() {
      return new Shown(version - 1, saidVersion, freshAsOfMicros, sinceMicros);
    }
  }

  private void read(Kind kind) {
    Random random = new Random();
    Map<Integer, Shown> memory = new ConcurrentHashMap<>();
    try (ReadLog log = new ReadLog(log(folder, life, kind))) {
      while (true) {
        for (int i = 0; i < (kind == Kind.AS_IT_IS ? BURST : 1); i++) {
          int one = random.nextInt(PRODUCTS);
          int other = (one + 1 + random.nextInt(PRODUCTS - 1)) % PRODUCTS;
          log.add(ask(kind, memory, one, other));
        }
        log.flush();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Read ask(Kind kind, Map<Integer, Shown> memory, int one, int other) {
    long begin = nowMicros();
    List<PriceAnswer> answers = cache.pricesFor(List.of(purchase(one), purchase(other)));
    Shown first = shown(answers.get(0), begin);
    Shown second = shown(answers.get(1), begin);
    switch (kind) {
      case AS_IT_IS -> {}
      case TRUSTS_FOR_EVER -> {
        first = first == null ? memory.get(one) : kept(memory, one, first);
        second = second == null ? memory.get(other) : kept(memory, other, second);
      }
      case REMEMBERS -> {
        first = remembered(memory, one, first, begin);
        second = remembered(memory, other, second, begin);
      }
      case PROMISES_TOO_MUCH -> {
        first = promised(first);
        second = promised(second);
      }
      case SHOWS_HALVES -> {
        Shown before = memory.get(other);
        if (second != null) {
          kept(memory, other, second);
        }
        if (first != null) {
          kept(memory, one, first);
        }
        second = second == null ? null : before;
      }
      case GOES_BACK -> {
        if (first != null && first.version() > 1 && begin % 64 == 0) {
          first = first.ofTheVersionBefore();
        }
      }
      case SHOWS_OTHER_MONEY -> {
        if (first != null && first.version() > 1) {
          first = first.withTheMoneyBefore();
        }
      }
    }
    return new Read(
        new Read.Span(begin, nowMicros(), 0),
        Math.min(freshAsOf(first), freshAsOf(second)),
        read(one, first),
        read(other, second));
  }

  private static Read.Shown read(int product, @Nullable Shown shown) {
    return shown == null
        ? new Read.Shown(product, Read.UNVOUCHED)
        : new Read.Shown(product, shown.version(), shown.saidVersion());
  }

  private static long freshAsOf(@Nullable Shown shown) {
    return shown == null ? 0 : shown.freshAsOfMicros();
  }

  private static Shown kept(Map<Integer, Shown> memory, int product, Shown shown) {
    memory.put(product, shown);
    return shown;
  }

  private static @Nullable Shown remembered(
      Map<Integer, Shown> memory, int product, @Nullable Shown now, long begin) {
    Shown before = memory.get(product);
    if (before != null && begin - before.sinceMicros() < 5 * MICROS) {
      return before;
    }
    return now == null ? null : kept(memory, product, now);
  }

  private static @Nullable Shown promised(@Nullable Shown shown) {
    return shown == null
        ? null
        : new Shown(
            shown.version(),
            shown.saidVersion(),
            shown.freshAsOfMicros() + 3 * MICROS,
            shown.sinceMicros());
  }

  private static @Nullable Shown shown(PriceAnswer answer, long begin) {
    return switch (answer) {
      case PriceAnswer.Priced priced ->
          new Shown(
              priced.price().total().getAmountMinorLong(),
              priced.priceVersion(),
              micros(priced.freshAsOf()),
              begin);
      // Every product is sold, from its first version on.
      case PriceAnswer.NotSold notSold ->
          new Shown(Read.NOT_SOLD, Read.NOT_SOLD, micros(notSold.freshAsOf()), begin);
      case PriceAnswer.Unvouched _ -> null;
    };
  }

  private static Purchase purchase(int product) {
    return Purchase.of(SELLER, product(product), ProductAction.RENEW, 1);
  }

  static long nowMicros() {
    return micros(Instant.now());
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * MICROS + moment.getNano() / 1_000;
  }
}
