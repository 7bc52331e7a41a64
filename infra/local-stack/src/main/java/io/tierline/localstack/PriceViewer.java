package io.tierline.localstack;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.Buyer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceListAnswer;
import io.tierline.storefront.PriceListener.Change;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./prices}: a seller's prices as a storefront's cache sees them, live. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    version = "Tierline 0.1.0",
    sortOptions = false,
    description = {
      "Shows the prices of a seller and then each change of them, as they reach a storefront's cache: version, price before and after, and the time from the commit to being shown.",
      "Without --kafka it follows the Tierline that ./run started on this machine."
    })
public final class PriceViewer implements Callable<Integer> {

  private static final String LOGGING = "io/tierline/localstack/prices-logback.xml";
  private static final Duration PATIENCE = Patience.usually(Duration.ofSeconds(15));
  private static final Duration TICK = Duration.ofMillis(500);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  @Option(
      names = "--seller",
      paramLabel = "ID",
      required = true,
      description = "Whose prices; the operator of ./run is 1001, its first partner 1002.")
  private String seller = "";

  @Option(
      names = "--to",
      paramLabel = "AUDIENCE",
      defaultValue = "customer",
      description = "Prices to customer or sub_reseller (default: ${DEFAULT-VALUE}).")
  private Audience audience = Audience.CUSTOMER;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "Only this one, e.g. com, .com or みんな (default: all).")
  private @Nullable String onlyProduct;

  @Option(names = "--once", description = "Show the prices of this moment, then stop.")
  private boolean once;

  @Option(
      names = "--set",
      paramLabel = "NAME=PRICE",
      description =
          "Change the price of a first year, e.g. io=39.00, as the operator of ./run would, and show nothing.")
  private @Nullable String toSet;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The --port that ./run was given (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "Another installation's Kafka; scheduled prices then follow this machine's clock.")
  private @Nullable String kafka;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] arguments) {
    // The terminal belongs to the prices. Before the first logger is made.
    System.setProperty("logback.configurationFile", LOGGING);
    System.exit(command().execute(arguments));
  }

  /** With one sentence for whatever goes wrong. */
  static CommandLine command() {
    CommandLine command = new CommandLine(new PriceViewer());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(
        (error, _) -> {
          command.getErr().println(error.getMessage() + " (--help tells the options)");
          return 2;
        });
    command.setExecutionExceptionHandler(
        (error, line, _) -> {
          line.getErr()
              .println(
                  error instanceof StartRefused
                      ? error.getMessage()
                      : "The prices could not be shown: " + error);
          return 1;
        });
    return command;
  }

  @Override
  public Integer call() throws InterruptedException {
    SellerId followed = sellerId();
    String product =
        onlyProduct == null ? null : ProductName.of("--product " + onlyProduct, onlyProduct);
    String elsewhere = kafka;
    Addresses addresses = new Addresses(port);
    String written = toSet;
    if (written != null) {
      out.println(toSet(followed, written).set(addresses, audience));
      return 0;
    }
    StackClock stack = elsewhere == null ? StackClock.of(Addresses.url(port)) : null;
    PriceCacheSettings settings =
        PriceCacheSettings.following(
                elsewhere == null ? "localhost:" + addresses.kafka() : elsewhere, followed)
            .withBusinessClock(stack == null ? Clock.systemUTC() : stack);
    BlockingQueue<List<Change>> changes = new LinkedBlockingQueue<>();
    try (PriceCache cache = PriceCache.connect(settings)) {
      cache.onChange(changes::add);
      PriceSheet sheet = firstSheet(cache, followed, product);
      out.printf(
          "Prices of seller %s to %s before tax, fresh as of %s:%n",
          followed,
          audience == Audience.CUSTOMER ? "customers" : "sub-resellers in the base slab",
          cache.freshAsOf(followed).map(TIME::format).orElse("-"));
      sheet
          .prices()
          .forEach(
              (place, shown) ->
                  out.printf("  %s version %d   %s%n", place, shown.version(), shown));
      sheet.unvouched().forEach(doubtful -> out.println("  " + FollowedPrices.unvouched(doubtful)));
      if (sheet.prices().isEmpty() && sheet.unvouched().isEmpty()) {
        out.println("  none");
      }
      if (!once) {
        out.println("Following; Ctrl-C ends it.");
        follow(new Followed(cache, followed, product, changes, stack), sheet);
      }
      return 0;
    }
  }

  private record Followed(
      PriceCache cache,
      SellerId seller,
      @Nullable String product,
      BlockingQueue<List<Change>> changes,
      @Nullable StackClock stack) {}

  private PriceToSet toSet(SellerId seller, String written) {
    if (kafka != null || !seller.equals(StackSettings.OPERATOR_ID)) {
      throw new StartRefused(
          "--set changes the prices of seller %s at the Tierline that ./run started: for others there is no key here."
              .formatted(StackSettings.OPERATOR_ID));
    }
    return PriceToSet.of(written);
  }

  private SellerId sellerId() {
    try {
      return SellerId.of(seller);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("--seller %s: %s.".formatted(seller, e.getMessage()), e);
    }
  }

  private PriceSheet firstSheet(PriceCache cache, SellerId followed, @Nullable String product)
      throws InterruptedException {
    cache.awaitFresh(followed, PATIENCE);
    return switch (cache.priceList(followed, new Buyer.Visitor(audience))) {
      case PriceListAnswer.Listed listed -> PriceSheet.of(listed, product);
      case PriceListAnswer.Unvouched unvouched ->
          throw new StartRefused(
              "No prices after %d seconds: %s Is Kafka at the address given, and does pricing run?"
                  .formatted(PATIENCE.toSeconds(), unvouched.reason().sentence()));
    };
  }

  private void follow(Followed followed, PriceSheet first) throws InterruptedException {
    FollowedPrices prices = new FollowedPrices(audience, followed.product(), first);
    while (true) {
      List<Change> changes = next(followed);
      prices
          .news(changes, followed.cache().priceList(followed.seller(), new Buyer.Visitor(audience)))
          .forEach(this::say);
    }
  }

  /** What has changed within a tick; may be nothing. */
  private static List<Change> next(Followed followed) throws InterruptedException {
    // Not in between: the clock may go back a little, and what was told of would be to come again.
    StackClock stack = followed.stack();
    if (stack != null) {
      stack.refresh(TICK);
    }
    List<Change> first = followed.changes().poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return List.of();
    }
    List<Change> all = new ArrayList<>(first);
    for (List<Change> more = followed.changes().poll();
        more != null;
        more = followed.changes().poll()) {
      all.addAll(more);
    }
    return all;
  }

  private void say(String what) {
    out.printf("%s  %s%n", TIME.format(Instant.now()), what);
  }
}
