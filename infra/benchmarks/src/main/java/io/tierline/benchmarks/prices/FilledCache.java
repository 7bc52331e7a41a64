package io.tierline.benchmarks.prices;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.Watermark.Generation;
import io.tierline.contracts.WireNames;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.Promo;
import io.tierline.contracts.pricing.PriceListEvent.Slab;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.testsupport.EmbeddedBroker;
import io.tierline.testsupport.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * A cache as a shop has it, filled through its topics: 500 TLDs for both audiences, telescopic
 * prices, five slabs, a promo on every tenth TLD, one buyer with prices of its own.
 */
final class FilledCache implements AutoCloseable {

  static final SellerId SELLER = new SellerId(1001);
  static final long REGULAR = 20001;
  static final int TLDS = 500;

  private static final int PARTS = 64;
  private static final int TENURES = 10;
  private static final int SLABS = 5;
  private static final Duration FILL_MAX = Duration.ofSeconds(60);

  /** Nobody sends watermarks while it is measured. */
  private static final Duration STALE_BOUND = Duration.ofHours(12);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .build();

  private final Path folder;
  private final EmbeddedBroker broker;
  private final PriceCache cache;

  private FilledCache(Path folder, EmbeddedBroker broker, PriceCache cache) {
    this.folder = folder;
    this.broker = broker;
    this.cache = cache;
  }

  static FilledCache start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tierline-benchmark");
    EmbeddedBroker broker = EmbeddedBroker.start(folder, Ports.free());
    try {
      fill(broker.bootstrapServers());
    } catch (ExecutionException e) {
      broker.close();
      throw new IllegalStateException("The topics could not be filled", e.getCause());
    }
    PriceCache cache =
        PriceCache.connect(
            PriceCacheSettings.following(broker.bootstrapServers(), SELLER)
                .withStaleBound(STALE_BOUND));
    FilledCache filled = new FilledCache(folder, broker, cache);
    Instant giveUp = Instant.now().plus(FILL_MAX);
    while (!cache.isFresh(SELLER)) {
      if (Instant.now().isAfter(giveUp)) {
        filled.close();
        throw new IllegalStateException("The cache was not filled within " + FILL_MAX);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return filled;
  }

  PriceCache cache() {
    return cache;
  }

  static String tld(int number) {
    return "tld" + number;
  }

  private static void fill(String bootstrapServers)
      throws InterruptedException, ExecutionException {
    List<String> topics =
        List.of(
            PriceListEvent.TOPIC, SpecificPriceEvent.TOPIC, TldStatusEvent.TOPIC, TldEvent.TOPIC);
    Map<String, Uuid> ids = new HashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      CreateTopicsResult created =
          admin.createTopics(
              topics.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList());
      for (String topic : topics) {
        ids.put(topic, created.topicId(topic).get(30, TimeUnit.SECONDS));
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("The broker does not answer", e);
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      Instant now = Instant.now();
      for (int i = 0; i < TLDS; i++) {
        producer.send(record(TldEvent.TOPIC, tld(i), listed(tld(i), now)));
        for (Audience audience : Audience.values()) {
          PriceListPublished published = published(i, audience, now);
          producer.send(record(PriceListEvent.TOPIC, published.key(), published));
        }
      }
      SpecificPricesPublished specific = specific(now);
      producer.send(record(SpecificPriceEvent.TOPIC, specific.key(), specific));
      List<Integer> parts = IntStream.range(0, PARTS).boxed().toList();
      ids.forEach(
          (topic, id) -> {
            Generation generation = new Generation(id.toString(), 1, List.of());
            Watermark watermark = new Watermark(now, parts, PARTS, generation);
            producer.send(record(topic, Watermark.KEY_PREFIX + 0, watermark));
          });
      producer.flush();
    }
  }

  private static ProducerRecord<String, byte[]> record(String topic, String key, Object message) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, 0, key, JSON.writeValueAsBytes(message));
    record
        .headers()
        .add("ce_type", WireNames.of(message.getClass()).getBytes(StandardCharsets.UTF_8))
        .add("aggregate_seq", "1".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static TldListed listed(String tld, Instant now) {
    return new TldListed(tld, 1, TENURES, List.of(ProductAction.values()), true, 0, null, now);
  }

  private static PriceListPublished published(int number, Audience audience, Instant now) {
    List<Cell> cells = new ArrayList<>();
    List<Slab> slabs = new ArrayList<>();
    for (ProductAction action : List.of(ProductAction.REGISTER, ProductAction.RENEW)) {
      switch (audience) {
        case CUSTOMER -> {
          for (int years = 1; years <= TENURES; years++) {
            cells.add(new Cell(action, 0, years, cents(2_000L - 10L * years + number)));
          }
        }
        case SUB_RESELLER -> {
          for (int slab = 0; slab <= SLABS; slab++) {
            cells.add(new Cell(action, slab, 1, cents(1_500L - 50L * slab + number)));
          }
        }
      }
    }
    if (audience == Audience.SUB_RESELLER) {
      for (int slab = 1; slab <= SLABS; slab++) {
        slabs.add(new Slab(slab, cents(slab * 100_000L), slab * 50));
      }
    }
    List<Promo> promos =
        number % 10 == 0
            ? List.of(
                new Promo(
                    "promo",
                    "Sale",
                    List.of(ProductAction.REGISTER),
                    cents(500),
                    now.minusSeconds(3_600),
                    now.plusSeconds(360_000)))
            : List.of();
    return new PriceListPublished(
        SELLER,
        audience,
        tld(number),
        PriceListEvent.Kind.TLD,
        1,
        new ChangeSet(audience + "-" + number, 1),
        "USD",
        1,
        TENURES,
        slabs,
        cells,
        promos,
        null,
        now.minusSeconds(3_600),
        now);
  }

  private static SpecificPricesPublished specific(Instant now) {
    return new SpecificPricesPublished(
        SELLER,
        Audience.CUSTOMER,
        Long.toString(REGULAR),
        1,
        IntStream.range(0, TLDS)
            .mapToObj(
                i ->
                    new SpecificPriceEvent.Price(
                        tld(i), ProductAction.RENEW, cents(900), 1, now.minusSeconds(60)))
            .toList(),
        now);
  }

  private static Money cents(long amount) {
    return Money.ofMinor(CurrencyUnit.USD, amount);
  }

  @Override
  public void close() throws IOException {
    cache.close();
    broker.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
