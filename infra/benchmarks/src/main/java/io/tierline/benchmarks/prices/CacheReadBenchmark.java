package io.tierline.benchmarks.prices;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.Buyer;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.Purchase;
import io.tierline.storefront.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Prices read from a cache that holds 500 TLDs, by one thread; the floor is one look-up in a plain
 * {@link HashMap} of the same products, in the same run.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CacheReadBenchmark {

  private static final int PURCHASES = 1024;
  private static final int BASKET = 100;
  private static final double GOAL_READS_PER_SECOND = 20_000_000;
  private static final String FLOOR = "floor";

  private @Nullable FilledCache filled;
  private final Map<String, Money> plainMap = new HashMap<>();
  private final Purchase[] byVisitors = new Purchase[PURCHASES];
  private final Purchase[] bySubResellers = new Purchase[PURCHASES];
  private final Purchase[] byTheRegular = new Purchase[PURCHASES];
  private final List<List<Purchase>> baskets = new ArrayList<>();
  private int next;
  private int basket;

  @Setup
  public void fill() throws IOException, InterruptedException {
    filled = FilledCache.start();
    Random random = new Random(1);
    Buyer regular = Buyer.customer(new CustomerId(FilledCache.REGULAR));
    Buyer[] subResellers = new Buyer[16];
    for (int i = 0; i < subResellers.length; i++) {
      subResellers[i] =
          Buyer.subReseller(
              new SellerId(2000 + i), Standing.of(Money.parse("USD " + i * 400), i * 10));
    }
    for (int i = 0; i < FilledCache.TLDS; i++) {
      plainMap.put(FilledCache.tld(i), Money.parse("USD 10.00"));
    }
    for (int i = 0; i < PURCHASES; i++) {
      String tld = FilledCache.tld(random.nextInt(FilledCache.TLDS));
      ProductAction action = random.nextBoolean() ? ProductAction.REGISTER : ProductAction.RENEW;
      Purchase purchase = Purchase.of(FilledCache.SELLER, tld, action, 1 + random.nextInt(10));
      byVisitors[i] = purchase;
      bySubResellers[i] = purchase.by(subResellers[random.nextInt(subResellers.length)]);
      byTheRegular[i] = purchase.by(regular);
    }
    for (int from = 0; from + BASKET <= PURCHASES; from += BASKET) {
      baskets.add(List.of(Arrays.copyOfRange(byVisitors, from, from + BASKET)));
    }
  }

  @TearDown
  public void close() throws IOException {
    if (filled != null) {
      filled.close();
    }
  }

  @Benchmark
  public @Nullable Money floor() {
    return plainMap.get(byVisitors[index()].product());
  }

  /** No read that knows how old its price is can be faster. */
  @Benchmark
  public long clockAlone() {
    return System.currentTimeMillis();
  }

  @Benchmark
  @OperationsPerInvocation(BASKET)
  public List<PriceAnswer> aBasketOfAHundred() {
    FilledCache shop = filled;
    if (shop == null) {
      throw new IllegalStateException("The cache is not filled");
    }
    basket = (basket + 1) % baskets.size();
    return shop.cache().pricesFor(baskets.get(basket));
  }

  @Benchmark
  public PriceAnswer aVisitor() {
    return read(byVisitors[index()]);
  }

  @Benchmark
  public PriceAnswer aSubResellerWithItsStanding() {
    return read(bySubResellers[index()]);
  }

  @Benchmark
  public PriceAnswer aCustomerWithPricesOfItsOwn() {
    return read(byTheRegular[index()]);
  }

  private int index() {
    next = (next + 1) & (PURCHASES - 1);
    return next;
  }

  private PriceAnswer read(Purchase purchase) {
    FilledCache shop = filled;
    if (shop == null) {
      throw new IllegalStateException("The cache is not filled");
    }
    PriceAnswer answer = shop.cache().priceFor(purchase);
    if (!(answer instanceof PriceAnswer.Priced)) {
      throw new IllegalStateException("%s is not priced: %s".formatted(purchase, answer));
    }
    return answer;
  }

  private static String verdict(double readsPerSecond) {
    return readsPerSecond >= GOAL_READS_PER_SECOND ? "goal reached" : "below the goal";
  }

  /** Runs all of it; arguments are JMH's own, e.g. {@code -f 1 -wi 2 -i 2} for a quick look. */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .parent(new CommandLineOptions(arguments))
                      .include(CacheReadBenchmark.class.getName())
                      .addProfiler(GCProfiler.class)
                      .build())
              .run();
    } catch (CommandLineOptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    double floor =
        results.stream()
            .filter(result -> result.getPrimaryResult().getLabel().equals(FLOOR))
            .mapToDouble(result -> result.getPrimaryResult().getScore())
            .findFirst()
            .orElse(Double.NaN);
    System.out.printf(
        "%nGoal: %,.0f reads/s on one core. Floor: %,.0f look-ups/s.%n",
        GOAL_READS_PER_SECOND, floor);
    for (RunResult result : results) {
      double score = result.getPrimaryResult().getScore();
      String label = result.getPrimaryResult().getLabel();
      System.out.printf(
          "%-30s %,15.0f /s   floor × %.2f   %s%n",
          label, score, score / floor, label.startsWith("a") ? verdict(score) : "");
    }
  }
}
