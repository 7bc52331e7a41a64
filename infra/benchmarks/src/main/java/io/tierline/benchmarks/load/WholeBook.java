package io.tierline.benchmarks.load;

import static io.tierline.benchmarks.load.Figures.say;

import io.tierline.benchmarks.Latencies;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.Buyer;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.Purchase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A partner that prices everything for its sub-resellers by margin, with eight slabs, in one
 * publication; and whether a storefront's cache in this process serves it whole or not at all.
 */
final class WholeBook {

  private static final int ROUNDS = Integer.getInteger("bookRounds", 5);
  private static final int SLABS = 8;
  private static final int PRICES = Stage.TLDS * ProductAction.values().length * (SLABS + 1);
  private static final SellerId SELLER = new SellerId(Sellers.FIRST);
  private static final String PATH = "/v1/price-books/SUB_RESELLER";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern DRAFT = Pattern.compile("\"id\":\"?(\\d+)");
  private static final Pattern PRODUCT =
      Pattern.compile("\\{\"product\":\"([^\"]+)\",\"version\":(\\d+)}");

  /** One purchase of each product. */
  private static final List<Purchase> PURCHASES =
      IntStream.range(0, Stage.TLDS)
          .mapToObj(
              i ->
                  Purchase.of(SELLER, Stage.tld(i), ProductAction.RENEW, 1)
                      .by(new Buyer.Visitor(Audience.SUB_RESELLER)))
          .toList();

  private final Stage stage;
  private final Map<String, String> authorization;
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
  private final Latencies drafted = new Latencies();
  private final Latencies published = new Latencies();
  private final Latencies shown = new Latencies();
  private final Latencies inserted = new Latencies();
  private final Latencies consumed = new Latencies();
  private int earlierNotices;

  WholeBook(Stage stage) {
    this.stage = stage;
    this.authorization = stage.authorization(SELLER.value());
  }

  private record Drafted(String id, String etag, Duration took) {}

  /**
   * What the cache told of at once.
   *
   * @param versions by product
   * @param served version of each product that the cache served at that moment; 0 while it is not
   *     sold, −1 while the cache does not vouch for it
   */
  private record Notice(Map<String, Long> versions, Map<String, Long> served, Instant visibleAt) {}

  void measure() throws Exception {
    new Sellers(stage).signUp(1);
    begin();
    try (PriceCache cache = stage.storefront(SELLER);
        Floor floor = new Floor(stage)) {
      cache.onChange(changes -> noted(changes, cache));
      for (int round = 0; round <= ROUNDS; round++) {
        measure(round, floor);
      }
    }
    report();
  }

  /** On the cache's thread, so that it serves what it tells of and nothing later. */
  private void noted(List<Change> changes, PriceCache cache) {
    Map<String, Long> versions = new HashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.OfProduct of && of.audience() == Audience.SUB_RESELLER) {
        versions.put(of.product(), of.version());
      }
    }
    if (!versions.isEmpty()) {
      List<PriceAnswer> answers = cache.pricesFor(PURCHASES);
      Map<String, Long> served = new HashMap<>();
      for (int i = 0; i < answers.size(); i++) {
        served.put(PURCHASES.get(i).product(), version(answers.get(i)));
      }
      notices.add(new Notice(versions, served, changes.getFirst().visibleAt()));
    }
  }

  private static long version(PriceAnswer answer) {
    return switch (answer) {
      case PriceAnswer.Priced priced -> priced.priceVersion();
      case PriceAnswer.NotSold _ -> 0;
      case PriceAnswer.Unvouched _ -> -1;
    };
  }

  private void measure(int round, Floor floor) throws Exception {
    Drafted draft = draft(round);
    long start = System.nanoTime();
    Map<String, Long> expected = publish(draft);
    Instant answer = Instant.now();
    long took = System.nanoTime() - start;
    Notice notice = awaitWhole(expected);
    long delay = Duration.between(answer, notice.visibleAt()).toNanos();
    if (round == 0) {
      floor.resemble("%d/SUB_RESELLER/".formatted(SELLER.value()));
    }
    long plainInsert = floor.insert(SELLER.value(), PRICES);
    long plainSend = floor.sendBook();
    if (round > 0) {
      drafted.add(draft.took().toNanos());
      published.add(took);
      shown.add(Math.max(0, delay));
      inserted.add(plainInsert);
      consumed.add(plainSend);
    }
  }

  /**
   * The notice of the whole publication. One that tells only of what was in force before it is a
   * leftover; one that tells of a part of it, or that finds a part of it served, has shown buyers
   * what nobody ever published.
   */
  private Notice awaitWhole(Map<String, Long> expected) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      @Nullable Notice notice = notices.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (notice == null) {
        throw new IllegalStateException(
            "The publication was not shown within %d s".formatted(PATIENCE.toSeconds()));
      }
      if (notice.versions().equals(expected) && notice.served().equals(expected)) {
        return notice;
      }
      if (!isEarlier(notice.versions(), expected) || !isEarlier(notice.served(), expected)) {
        throw new IllegalStateException(
            "A publication of %d products was seen in part. Told of: %s. Served: %s"
                .formatted(
                    expected.size(),
                    against(expected, notice.versions()),
                    against(expected, notice.served())));
      }
      earlierNotices++;
    }
  }

  private static boolean isEarlier(Map<String, Long> seen, Map<String, Long> expected) {
    return seen.entrySet().stream()
        .allMatch(of -> of.getValue() < expected.getOrDefault(of.getKey(), Long.MAX_VALUE));
  }

  /** The products by how many versions they are off: how many, and the first of them. */
  private static String against(Map<String, Long> expected, Map<String, Long> seen) {
    Map<Long, TreeMap<String, Long>> byDistance = new TreeMap<>();
    seen.forEach(
        (product, version) ->
            byDistance
                .computeIfAbsent(version - expected.getOrDefault(product, 0L), _ -> new TreeMap<>())
                .put(product, version));
    return byDistance.entrySet().stream()
        .map(
            group ->
                "%d products %+d from what was published, as %s at version %d"
                    .formatted(
                        group.getValue().size(),
                        group.getKey(),
                        group.getValue().firstEntry().getKey(),
                        group.getValue().firstEntry().getValue()))
        .collect(Collectors.joining(", "));
  }

  private void report() {
    say(
        "%nA whole book: %d TLDs, %d actions, %d slabs and the base, %,d prices in one change; each"
            + " time all %d products were told of and served at once; median of %d rounds",
        Stage.TLDS, ProductAction.values().length, SLABS, PRICES, Stage.TLDS, ROUNDS);
    say("%d notices told of what was there before and do not count.", earlierNotices);
    Figures.head();
    Figures.line(
        "floor: plain insert of the same rows", Figures.millis(inserted.micros(500)), "1.00 ×", "");
    Figures.line(
        "publish the draft, request → answer",
        Figures.millis(published.micros(500)),
        Figures.times(published.micros(500), inserted.micros(500)),
        "≤ 2 s");
    Figures.line(
        "floor: %d records of the same size, send → consumed".formatted(Stage.TLDS),
        Figures.millis(consumed.micros(500)),
        "1.00 ×",
        "");
    Figures.line(
        "answer → served whole",
        Figures.millis(shown.micros(500)),
        Figures.times(shown.micros(500), consumed.micros(500)),
        "≤ 1 s");
    Figures.line("write the draft by margin", Figures.millis(drafted.micros(500)), "", "(none)");
  }

  /** Its slabs, and one product so that there is a book. */
  private void begin() throws IOException {
    String slabs =
        IntStream.rangeClosed(1, SLABS)
            .mapToObj(
                slab ->
                    """
                    {"number":%d,"receiptsAtLeast":{"amount":"%d.00","currency":"USD"}}\
                    """
                        .formatted(slab, slab * 1_000))
            .collect(Collectors.joining(","));
    send(
        "PUT",
        "",
        Map.of(),
        """
        {"currency":"USD","slabs":[%s],"prices":[{"product":"%s","action":"RENEW","slab":0,
         "years":1,"perYear":{"amount":"15.00","currency":"USD"}}]}
        """
            .formatted(slabs, Stage.tld(0)));
  }

  private Drafted draft(int round) throws IOException {
    String margins =
        IntStream.rangeClosed(0, SLABS)
            .mapToObj(
                slab ->
                    "{\"slab\":%d,\"percentOfCost\":\"%d\"}".formatted(slab, 90 + round - 5 * slab))
            .collect(Collectors.joining(","));
    long start = System.nanoTime();
    Wire.Answer draft =
        send(
            "POST",
            "/drafts",
            Map.of(),
            """
            {"margin":{"search":["*"],"actions":["REGISTER","RENEW","TRANSFER","RESTORE"],
             "margins":[%s]}}
            """
                .formatted(margins));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Matcher id = DRAFT.matcher(draft.body());
    if (!id.find()) {
      throw new IllegalStateException("No id in " + draft.body().substring(0, 200));
    }
    return new Drafted(id.group(1), draft.etag(), took);
  }

  /**
   * @return the version that each product has now
   */
  private Map<String, Long> publish(Drafted draft) throws IOException {
    String saved =
        send(
                "POST",
                "/drafts/%s/publish".formatted(draft.id()),
                Map.of("If-Match", draft.etag(), "Idempotency-Key", UUID.randomUUID().toString()),
                "{}")
            .body();
    Map<String, Long> versions = new HashMap<>();
    Matcher each = PRODUCT.matcher(saved);
    while (each.find()) {
      versions.put(each.group(1), Long.valueOf(each.group(2)));
    }
    if (versions.size() != Stage.TLDS) {
      throw new IllegalStateException(
          "The publication has %d products, not %d".formatted(versions.size(), Stage.TLDS));
    }
    return versions;
  }

  private Wire.Answer send(String method, String path, Map<String, String> more, String body)
      throws IOException {
    Map<String, String> headers = new HashMap<>(authorization);
    headers.putAll(more);
    try (Wire wire = stage.connect()) {
      Wire.Answer answer = wire.send(Wire.request(method, PATH + path, headers, body));
      answer.expecting(path.equals("/drafts") ? 201 : 200);
      return answer;
    }
  }
}
