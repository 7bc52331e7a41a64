package io.tierline.benchmarks.quote;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.Assortments;
import io.tierline.pricing.engine.BookPrices;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.Charge;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.TldStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.joda.money.CurrencyUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One quote of one of 1,000 sellers at random, each with 500 TLDs, 4 actions, 10 tenures and 8
 * slabs. Two floors read one number at random from as much memory as the prices take: the first
 * lets the processor do several reads at once, the second not. A request has just been read when
 * its price is computed, so that there are only so many of them as stay near the processor, with
 * names that no book knows by identity; the seller is another one each time, and with it the memory
 * that is read.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseG1GC"})
public class QuoteBenchmark {

  private static final int SELLERS = 1_000;
  private static final int TLDS = 500;
  private static final int SLABS = 8;
  private static final int TENURES = 10;

  /** Powers of two, so that one is picked at no cost to speak of. */
  private static final int REQUESTS = 1 << 9;

  private static final int STANDINGS = 1 << 8;

  private static final int CHECKED = 100_000;
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final PriceBook[] books = new PriceBook[SELLERS];
  private final QuoteRequest[] requests = new QuoteRequest[REQUESTS];
  private final Standing[] standings = new Standing[STANDINGS];
  private final Charge charge = new Charge();
  private int[] memory = {};
  private int lastRead;
  private long random = 0x9E3779B97F4A7C15L;

  /** Builds the sellers; the same each time. */
  @Setup
  public void world() {
    RandomGenerator generator = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    List<ProductTerms> terms = new ArrayList<>();
    for (int tld = 0; tld < TLDS; tld++) {
      terms.add(ProductTerms.ofTld("tld" + tld, 1, TENURES, SubResellerPricing.TELESCOPIC));
    }
    Assortments shared = new Assortments();
    for (int seller = 0; seller < SELLERS; seller++) {
      books[seller] = book(generator, terms, shared);
    }
    memory = new int[SELLERS * TLDS * (SLABS + 1) * (2 * TENURES + 2)];
    ProductAction[] actions = ProductAction.values();
    for (int i = 0; i < REQUESTS; i++) {
      ProductAction action = actions[generator.nextInt(actions.length)];
      boolean tenures = action == ProductAction.REGISTER || action == ProductAction.RENEW;
      requests[i] =
          QuoteRequest.standard(
              "tld" + generator.nextInt(TLDS),
              action,
              tenures ? generator.nextInt(1, TENURES + 1) : 1);
    }
    for (int i = 0; i < STANDINGS; i++) {
      standings[i] =
          new Standing.OfSubReseller(
              CurrencyUnit.USD,
              generator.nextLong(1_000_000),
              generator.nextInt(500),
              BuyerTerms.none());
    }
    check();
  }

  /** Each seller has slabs of its own. */
  private static PriceBook book(
      RandomGenerator random, List<ProductTerms> terms, Assortments shared) {
    List<Slab> slabs = new ArrayList<>();
    for (int slab = 1; slab <= SLABS; slab++) {
      slabs.add(new Slab(slab, slab * 100_000L + random.nextLong(50_000), slab * 60));
    }
    return PriceBook.compile(
        new BookPrices(
            Audience.SUB_RESELLER,
            CurrencyUnit.USD,
            slabs,
            terms.stream()
                .map(
                    product ->
                        new BookPrices.ProductPrices(
                            product,
                            TldStatus.SELL,
                            List.of(
                                new DatedPrices.Published(
                                    1, Instant.EPOCH, PriceList.of(cells(random))))))
                .toList(),
            SellerRules.none()),
        shared);
  }

  private static List<PriceCell> cells(RandomGenerator random) {
    List<PriceCell> cells = new ArrayList<>();
    long base = random.nextLong(500, 5_000);
    for (ProductAction action : ProductAction.values()) {
      boolean tenures = action == ProductAction.REGISTER || action == ProductAction.RENEW;
      for (int slab = 0; slab <= SLABS; slab++) {
        for (int years = 1; years <= (tenures ? TENURES : 1); years++) {
          cells.add(new PriceCell(action, slab, years, base - slab * 10L - years));
        }
      }
    }
    return cells;
  }

  /** What is measured is what a quote says. */
  private void check() {
    for (int i = 0; i < CHECKED; i++) {
      long question = next();
      long total = compute(question);
      if (!(worded(question) instanceof QuoteResult.Quote quote)
          || quote.total().getAmountMinorLong() != total
          || total <= 0) {
        throw new IllegalStateException("Another price is measured than is quoted");
      }
    }
  }

  /** The next number at random, in a nanosecond. */
  private long next() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return random;
  }

  private static int below(long question, int bound) {
    return (int) ((question >>> 32) * bound >>> 32);
  }

  private long compute(long question) {
    QuoteResult.NoQuote refused =
        charge.compute(
            Objects.requireNonNull(books[below(question, SELLERS)]),
            Objects.requireNonNull(requests[(int) question & (REQUESTS - 1)]),
            Objects.requireNonNull(standings[(int) (question >>> 16) & (STANDINGS - 1)]),
            NOW);
    if (refused != null) {
      throw new IllegalStateException("Refused: " + refused);
    }
    return charge.total();
  }

  private QuoteResult worded(long question) {
    return Quotes.quote(
        Objects.requireNonNull(books[below(question, SELLERS)]),
        Objects.requireNonNull(requests[(int) question & (REQUESTS - 1)]),
        Objects.requireNonNull(standings[(int) (question >>> 16) & (STANDINGS - 1)]),
        NOW);
  }

  /** What the processor and its memory need for one number that is in no cache. */
  @Benchmark
  public int floorOneReadAtRandom() {
    return memory[below(next(), memory.length)];
  }

  /**
   * The same where the place depends on the number read before, so that the processor must wait for
   * it: no price can be had sooner whose place is not known before the seller's book was read.
   */
  @Benchmark
  public int floorOneReadAfterAnother() {
    lastRead = memory[below(next() ^ (long) lastRead << Integer.SIZE, memory.length)];
    return lastRead;
  }

  /** The price in numbers. */
  @Benchmark
  public long charge() {
    return compute(next());
  }

  /** The same in words, as an answer has it; its reasons are worded when they are read. */
  @Benchmark
  public QuoteResult quote() {
    return worded(next());
  }

  /**
   * Prints each figure beside the floor.
   *
   * @param args of JMH, e.g. {@code -wi 2 -i 3}
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .include(QuoteBenchmark.class.getName())
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    double atRandom = nanos(results, "floorOneReadAtRandom");
    double afterAnother = nanos(results, "floorOneReadAfterAnother");
    System.out.println();
    for (RunResult result : results) {
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double nanos = result.getPrimaryResult().getScore();
      System.out.printf(
          Locale.ROOT,
          "%-26s %8.1f ns  %6.2f x one read  %6.2f x one after another  %7.0f bytes%n",
          result.getParams().getBenchmark().replaceAll(".*\\.", ""),
          nanos,
          nanos / atRandom,
          nanos / afterAnother,
          bytes == null ? Double.NaN : bytes.getScore());
    }
  }

  private static double nanos(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith(benchmark))
        .mapToDouble(result -> result.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow();
  }
}
