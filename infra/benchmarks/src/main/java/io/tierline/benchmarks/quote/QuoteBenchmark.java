package io.tierline.benchmarks.quote;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.BookPrices;
import io.tierline.pricing.engine.BuyerTerms;
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
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One quote of one of 1,000 sellers at random, each with 500 TLDs, 4 actions, 10 tenures and 8
 * slabs. The floor reads one number at random from as much memory as the prices take: what no
 * program can go below.
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

  /** A power of two, so that taking the next one costs nothing to speak of. */
  private static final int QUESTIONS = 1 << 16;

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final PriceBook[] books = new PriceBook[SELLERS];
  private final int[] seller = new int[QUESTIONS];
  private final QuoteRequest[] requests = new QuoteRequest[QUESTIONS];
  private final Standing[] standings = new Standing[QUESTIONS];
  private final int[] place = new int[QUESTIONS];
  private long[] memory = {};
  private int next;

  /** Builds the sellers; the same each time. */
  @Setup
  public void world() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    List<ProductTerms> terms = new ArrayList<>();
    for (int tld = 0; tld < TLDS; tld++) {
      terms.add(ProductTerms.ofTld("tld" + tld, 1, TENURES, SubResellerPricing.TELESCOPIC));
    }
    List<Slab> slabs = new ArrayList<>();
    for (int slab = 1; slab <= SLABS; slab++) {
      slabs.add(new Slab(slab, slab * 100_000L, slab * 50));
    }
    for (int s = 0; s < SELLERS; s++) {
      List<BookPrices.ProductPrices> products = new ArrayList<>();
      for (ProductTerms product : terms) {
        products.add(
            new BookPrices.ProductPrices(
                product,
                TldStatus.SELL,
                List.of(new DatedPrices.Published(1, Instant.EPOCH, PriceList.of(cells(random))))));
      }
      books[s] =
          PriceBook.compile(
              new BookPrices(
                  Audience.SUB_RESELLER, CurrencyUnit.USD, slabs, products, SellerRules.none()));
    }
    memory = new long[SELLERS * TLDS * (SLABS + 1) * (2 * TENURES + 2)];
    ProductAction[] actions = ProductAction.values();
    for (int i = 0; i < QUESTIONS; i++) {
      seller[i] = random.nextInt(SELLERS);
      ProductAction action = actions[random.nextInt(actions.length)];
      boolean tenures = action == ProductAction.REGISTER || action == ProductAction.RENEW;
      requests[i] =
          QuoteRequest.standard(
              terms.get(random.nextInt(TLDS)).product(),
              action,
              tenures ? random.nextInt(1, TENURES + 1) : 1);
      standings[i] =
          new Standing.OfSubReseller(
              CurrencyUnit.USD, random.nextLong(1_000_000), 0, BuyerTerms.none());
      place[i] = random.nextInt(memory.length);
    }
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

  private int question() {
    int question = next;
    next = (question + 1) & (QUESTIONS - 1);
    return question;
  }

  /** What the processor and its memory need for one number that is in no cache. */
  @Benchmark
  public long floorOneReadAtRandom() {
    return memory[place[question()]];
  }

  @Benchmark
  public QuoteResult quote() {
    int question = question();
    return Quotes.quote(
        Objects.requireNonNull(books[seller[question]]),
        Objects.requireNonNull(requests[question]),
        Objects.requireNonNull(standings[question]),
        NOW);
  }

  /** Prints each figure beside the floor. */
  public static void main(String[] args) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(QuoteBenchmark.class.getName())
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    double floor =
        results.stream()
            .filter(result -> result.getParams().getBenchmark().endsWith("floorOneReadAtRandom"))
            .mapToDouble(result -> result.getPrimaryResult().getScore())
            .findFirst()
            .orElseThrow();
    System.out.println();
    for (RunResult result : results) {
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double nanos = result.getPrimaryResult().getScore();
      System.out.printf(
          Locale.ROOT,
          "%-22s %8.1f ns  %6.2f x floor  %7.0f bytes%n",
          result.getParams().getBenchmark().replaceAll(".*\\.", ""),
          nanos,
          nanos / floor,
          bytes == null ? Double.NaN : bytes.getScore());
    }
  }
}
