package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.messaging.wire.Wire;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.catalog.InMemoryCatalog;
import io.tierline.pricing.catalog.LoadCatalog;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.margin.FollowCosts;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PublicationTest extends OnRealServers {

  private static final List<String> FOLLOWED =
      List.of(PriceListEvent.TOPIC, SpecificPriceEvent.TOPIC, TldStatusEvent.TOPIC, TldEvent.TOPIC);

  @Autowired private PublishDueChanges publishDueChanges;
  @Autowired private LoadCatalog loadCatalog;
  @Autowired private FollowCosts followCosts;
  @Autowired private JdbcClient jdbc;

  @Test
  @DisplayName("PR-16: a change set reaches the topic whole, each product under its key")
  void aChangeSetReachesTheTopicWhole() {
    SellerId seller = anOperator();
    JsonNode saved =
        setPrices(
                seller,
                "CUSTOMER",
                prices(
                    renewal("com", 0, "15.00"),
                    renewal("net", 0, "16.00"),
                    renewal("jp", 0, "30.00")))
            .ok();

    List<ConsumerRecord<String, byte[]>> records = ofSeller(seller);

    assertThat(records)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder(
            seller + "/CUSTOMER/com", seller + "/CUSTOMER/net", seller + "/CUSTOMER/jp");
    for (ConsumerRecord<String, byte[]> record : records) {
      JsonNode body = JSON.readTree(record.value());
      assertThat(header(record, "ce_type")).isEqualTo("price-list.published.v1");
      assertThat(header(record, "seller")).isEqualTo(seller.toString());
      assertThat(body.path("version").asLong()).isEqualTo(1);
      assertThat(body.path("changeSet").path("id").asString())
          .isEqualTo(saved.path("changeSetId").asString());
      assertThat(body.path("changeSet").path("size").asInt()).isEqualTo(3);
      assertThat(body.path("cells")).hasSize(1);
      assertThat(body.path("maxYears").asInt()).isEqualTo(record.key().endsWith("jp") ? 1 : 10);
    }
  }

  @Test
  @DisplayName("PR-20: versions of a key arrive in order without a gap, withdrawals too")
  void versionsArriveInOrder() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    for (int version = 1; version <= 5; version++) {
      setPrices(seller, "CUSTOMER", prices(renewal("com", 0, version + ".00")))
          .ifMatch("\"" + version + "\"")
          .ok();
    }
    setPrices(seller, "CUSTOMER", "{\"currency\": \"USD\", \"withdraw\": [\"com\"]}")
        .ifMatch("\"6\"")
        .ok();

    List<ConsumerRecord<String, byte[]>> records = ofSeller(seller);

    assertThat(records)
        .extracting(record -> JSON.readTree(record.value()).path("version").asLong())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(header(records.getLast(), "ce_type")).isEqualTo("price-list.withdrawn.v1");
  }

  @Test
  @DisplayName("PR-16: nothing is published of a change that was refused")
  void nothingOfARefusedChange() {
    SellerId seller = anOperator();
    assertThat(
            setPrices(
                    seller, "CUSTOMER", prices(renewal("net", 0, "16.00"), renewal("com", 0, "-1")))
                .send()
                .status())
        .isEqualTo(422);
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();

    assertThat(ofSeller(seller))
        .extracting(ConsumerRecord::key)
        .containsExactly(seller + "/CUSTOMER/com");
  }

  @Test
  @DisplayName("PR-20: a scheduled change is published when it is due, once, by any instance")
  void aScheduledChangeIsPublishedWhenDue() throws Exception {
    SellerId seller = anOperator();
    Instant start = clock.instant().plus(Duration.ofDays(3));
    setPrices(
            seller,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(start, renewal("com", 0, "15.00")))
        .ok();
    publishAll();
    assertThat(ofSeller(seller)).isEmpty();

    clock.advance(Duration.ofDays(3).minusMinutes(29));
    List<Callable<Boolean>> instances =
        List.of(this::publishAll, this::publishAll, this::publishAll);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> instance : threads.invokeAll(instances)) {
        assertThat(instance.get()).isTrue();
      }
    }

    assertThat(ofSeller(seller)).hasSize(1);
  }

  @Test
  @DisplayName(
      "PR-16 PR-20: a change keeps no scheduled one company, and none comes behind a newer")
  void whatIsScheduledComesAtItsOwnTime() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    setPrices(
            seller,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s, %s]}"
                .formatted(
                    clock.instant().plus(Duration.ofDays(3)),
                    renewal("com", 0, "14.00"),
                    renewal("net", 0, "14.00")))
        .ifMatch("\"1\"")
        .ok();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "13.00"))).ifMatch("\"2\"").ok();
    publishAll();
    assertThat(versionsOf(seller)).containsExactlyInAnyOrder("com 1 of 1", "com 3 of 1");

    clock.advance(Duration.ofDays(3));
    publishAll();
    assertThat(versionsOf(seller))
        .containsExactlyInAnyOrder("com 1 of 1", "com 3 of 1", "net 1 of 1");
  }

  private List<String> versionsOf(SellerId seller) {
    return ofSeller(seller).stream()
        .map(record -> JSON.readTree(record.value()))
        .map(
            body ->
                "%s %d of %d"
                    .formatted(
                        body.path("product").asString(),
                        body.path("version").asLong(),
                        body.path("changeSet").path("size").asInt()))
        .toList();
  }

  @Test
  @DisplayName("every TLD is listed, and loading the catalog again tells nothing")
  void theCatalogIsToldOnce() throws Exception {
    List<Callable<Integer>> instances =
        List.of(this::loadCatalogAgain, this::loadCatalogAgain, this::loadCatalogAgain);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> changed : threads.invokeAll(instances)) {
        assertThat(changed.get()).isZero();
      }
    }
    List<String> tlds =
        InMemoryCatalog.shippedListings().stream()
            .filter(listing -> listing.product().kind() == ProductKind.TLD)
            .map(listing -> listing.product().code())
            .toList();

    List<ConsumerRecord<String, byte[]>> records = read(TldEvent.TOPIC, _ -> true);

    assertThat(records).extracting(ConsumerRecord::key).containsAll(tlds);
    assertThat(records)
        .filteredOn(record -> tlds.contains(record.key()))
        .allSatisfy(record -> assertThat(header(record, "ce_type")).isEqualTo("tld.listed.v1"));
  }

  @Test
  void topicsThatCachesReadAreCompacted() throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestServers.broker().bootstrapServers()))) {
      for (String topic : FOLLOWED) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        assertThat(admin.describeConfigs(List.of(resource)).all().get().values())
            .extracting(
                config -> config.get("cleanup.policy").value(),
                config -> config.get("min.compaction.lag.ms").value())
            .containsExactly(tuple("compact", "3600000"));
      }
    }
  }

  @Test
  @DisplayName("PR-16: every topic that caches follow carries watermarks, whatever stands on it")
  void topicsThatCachesReadCarryWatermarks() {
    publishAll();
    for (String topic : FOLLOWED) {
      await().untilAsserted(() -> assertThat(watermarkedParts(topic)).hasSize(Wire.PARTS));
    }
  }

  @Test
  @DisplayName("PR-15: storefronts hear what a seller does not sell, under the seller's key")
  void whatIsNotSoldReachesTheTopic() {
    SellerId seller = anOperator();
    call("PUT", "/v1/tld-statuses")
        .as(seller, "prices.write")
        .body(
            "{\"tlds\": [{\"tld\": \"xxx\", \"status\": \"DO_NOT_SELL\","
                + " \"agreedTermsVersion\": 1}]}")
        .ok();

    List<ConsumerRecord<String, byte[]>> records =
        read(TldStatusEvent.TOPIC, key -> key.equals(seller.toString()));

    assertThat(records).hasSize(1);
    assertThat(header(records.getFirst(), "ce_type")).isEqualTo("tld-status.published.v1");
    assertThat(JSON.readTree(records.getFirst().value()).path("limited"))
        .isEqualTo(JSON.readTree("[{\"tld\": \"xxx\", \"status\": \"DO_NOT_SELL\"}]"));
  }

  @Test
  @DisplayName(
      "PR-16: what is in force goes on the bus again as it was told first, and nothing that waits")
  void everythingIsToldAgain() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"), renewal("net", 0, "16.00")))
        .ok();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "14.00"))).ifMatch("\"1\"").ok();
    setPrices(
            seller,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(clock.instant().plus(Duration.ofDays(2)), renewal("com", 0, "9.00")))
        .ifMatch("\"2\"")
        .ok();
    call("PUT", "/v1/specific-prices/customers/20001")
        .as(seller, "prices.read", "prices.write")
        .body("{\"prices\": [%s]}".formatted(renewalOf("com", "12.00")))
        .ok();
    call("PUT", "/v1/tld-statuses")
        .as(seller, "prices.write")
        .body(
            "{\"tlds\": [{\"tld\": \"xxx\", \"status\": \"DO_NOT_SELL\","
                + " \"agreedTermsVersion\": 1}]}")
        .ok();
    List<String> pricesToldFirst = told(seller, PriceListEvent.TOPIC);
    List<String> specificToldFirst = told(seller, SpecificPriceEvent.TOPIC);
    List<String> statusesToldFirst = told(seller, TldStatusEvent.TOPIC);

    forgetWhatTopicsTell();

    List<String> pricesToldAgain = toldAgain(seller, PriceListEvent.TOPIC);
    assertThat(pricesToldFirst).hasSize(3);
    assertThat(pricesToldAgain)
        .hasSize(2)
        .allSatisfy(
            record ->
                assertThat(JSON.readTree(record).path("changeSet").path("size").asInt())
                    .isEqualTo(1));
    assertThat(pricesToldFirst)
        .map(PublicationTest::withoutSize)
        .containsAll(pricesToldAgain.stream().map(PublicationTest::withoutSize).toList());
    assertThat(toldAgain(seller, SpecificPriceEvent.TOPIC)).hasSize(1).isEqualTo(specificToldFirst);
    assertThat(toldAgain(seller, TldStatusEvent.TOPIC)).hasSize(1).isEqualTo(statusesToldFirst);
    assertThat(sinceTheGenerationBegan(TldEvent.TOPIC, _ -> true))
        .extracting(ConsumerRecord::key)
        .contains("com", "xxx");
  }

  @Test
  @DisplayName(
      "Only the installation's staff can order that everything is told again, and says why")
  void staffOrdersARefill() {
    String staff = "Bearer " + TokenIssuer.shared().tokenOf(null).scopes("installation").mint();
    long before = newestGeneration();
    assertThat(
            call("POST", "/v1/ops/refills")
                .as(anOperator(), "operator")
                .body("{\"why\": \"mine\"}")
                .send()
                .status())
        .isEqualTo(403);
    Answer withoutReason = call("POST", "/v1/ops/refills").authorization(staff).body("{}").send();
    assertThat(withoutReason.status()).isEqualTo(422);
    assertThat(withoutReason.json().path("type").asString())
        .isEqualTo("urn:tierline:problem:refill-request-incomplete");

    Answer ordered =
        call("POST", "/v1/ops/refills")
            .authorization(staff)
            .body("{\"why\": \"the disk was copied back\"}")
            .send();

    assertThat(ordered.status()).isEqualTo(202);
    await().until(() -> newestGeneration() > before);
    await()
        .untilAsserted(
            () ->
                assertThat(call("GET", "/v1/ops/refills").authorization(staff).ok().path("topics"))
                    .hasSize(FOLLOWED.size())
                    .allSatisfy(topic -> assertThat(topic.path("filled").asBoolean()).isTrue()));
    awaitHistory();
  }

  private long newestGeneration() {
    return SellerScope.inBackground(
        () ->
            jdbc.sql("select coalesce(max(number), 0) from messaging.generation")
                .query(Long.class)
                .single());
  }

  private static String renewalOf(String product, String perYear) {
    return """
    {"product": "%s", "action": "RENEW", "perYear": {"amount": "%s", "currency": "USD"}}
    """
        .formatted(product, perYear);
  }

  private static String withoutSize(String record) {
    return record.replaceAll("\"size\":\\d+", "");
  }

  /** As after the database was restored: it finds that it is not the one it was. */
  private void forgetWhatTopicsTell() {
    Instant before = Instant.now();
    SellerScope.inBackground(
        () -> jdbc.sql("update messaging.generation set database_identity = 'lost'").update());
    await()
        .until(
            () ->
                SellerScope.inBackground(
                    () ->
                        jdbc.sql("select count(*) from messaging.generation where filled_at > ?")
                                .param(Timestamp.from(before))
                                .query(Integer.class)
                                .single()
                            == FOLLOWED.size()));
  }

  private List<String> told(SellerId seller, String topic) {
    return bodies(read(topic, isOf(seller)));
  }

  private List<String> toldAgain(SellerId seller, String topic) {
    return bodies(sinceTheGenerationBegan(topic, isOf(seller)));
  }

  private static Predicate<String> isOf(SellerId seller) {
    return key -> key.equals(seller.toString()) || key.startsWith(seller + "/");
  }

  private static List<String> bodies(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> sinceTheGenerationBegan(
      String topic, Predicate<String> key) {
    List<ConsumerRecord<String, byte[]>> records = read(topic, key);
    List<Long> from =
        SellerScope.inBackground(
            () ->
                jdbc.sql("select unnest(begins_at) from messaging.generation where topic = ?")
                    .param(topic)
                    .query(Long.class)
                    .list());
    return records.stream()
        .filter(record -> record.offset() > from.get(record.partition()))
        .toList();
  }

  private Set<Integer> watermarkedParts(String topic) {
    Set<Integer> parts = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : read(topic, _ -> true, Records.WATERMARKS)) {
      JSON.readTree(record.value()).path("parts").forEach(part -> parts.add(part.asInt()));
    }
    return parts;
  }

  private int loadCatalogAgain() {
    return SellerScope.inBackground(() -> loadCatalog.load(InMemoryCatalog.shippedListings()));
  }

  @Test
  @DisplayName("PR-16: while a started change is not on the bus nobody vouches for what is")
  void aLateChangeHoldsWatermarksBack() {
    publishAll();
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    setPrices(
            seller,
            "CUSTOMER",
            "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(clock.instant().plus(Duration.ofHours(2)), renewal("com", 0, "9.00")))
        .ifMatch("\"1\"")
        .ok();
    clock.advance(Duration.ofHours(3));
    Instant started = Instant.now();

    // One that was on its way already may still arrive.
    AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);
    await()
        .during(Duration.ofSeconds(3))
        .until(
            () -> {
              Instant newest = newestWatermark();
              return newest.equals(last.getAndSet(newest));
            });
    assertThat(last.get()).isBefore(started.plusSeconds(30));

    publishAll();
    await().until(() -> newestWatermark().isAfter(last.get()));
  }

  private Instant newestWatermark() {
    return read(PriceListEvent.TOPIC, _ -> true, Records.WATERMARKS).stream()
        .map(record -> Instant.parse(JSON.readTree(record.value()).path("watermark").asString()))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private boolean publishAll() {
    return SellerScope.inBackground(
        () -> {
          while (publishDueChanges.publishOneBook()) {
            // the next one
          }
          return true;
        });
  }

  @Test
  @DisplayName("PR-12: an alert and what margin rules propose are told under the seller's key")
  void marginsAreTold() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "12.00"))).ok();
    clock.advance(Duration.ofMinutes(5));
    follow();
    call("PUT", "/v1/margin-rules/CUSTOMER")
        .as(seller, "prices.write")
        .body(
            """
            {"rules": [{"state": "ON", "search": ["com"], "actions": ["RENEW"],
                        "margins": [{"percentOfCost": "20"}]}]}
            """)
        .ok();
    call("PUT", "/v1/tlds/com/costs")
        .as(seller, "operator")
        .body(
            """
            {"costs": [{"action": "RENEW", "perYear": {"amount": "12.50", "currency": "USD"}}]}
            """)
        .ok();
    clock.advance(Duration.ofMinutes(5));
    follow();

    List<ConsumerRecord<String, byte[]>> records =
        read(MarginEvent.TOPIC, key -> key.equals(seller.toString()));

    assertThat(records)
        .extracting(record -> header(record, "ce_type"))
        .containsExactly("margin-alert.raised.v1", "margin-rules.applied.v1");
    JsonNode alert = JSON.readTree(records.get(0).value());
    assertThat(alert.path("pricesTotal").asInt()).isEqualTo(1);
    assertThat(alert.path("prices").get(0).path("marginAfter").path("amount").asString())
        .isEqualTo("-0.50");
    JsonNode applied = JSON.readTree(records.get(1).value());
    call("GET", "/v1/price-books/CUSTOMER/drafts/" + applied.path("draftId").asString())
        .as(seller, "prices.read")
        .ok();
  }

  private void follow() {
    SellerScope.inBackground(
        () -> {
          while (followCosts.follow(PublicationTest::failed)) {
            // the next round
          }
        });
  }

  private static void failed(SellerId seller, RuntimeException cause) {
    throw new IllegalStateException("Seller " + seller, cause);
  }

  private List<ConsumerRecord<String, byte[]>> ofSeller(SellerId seller) {
    return read(PriceListEvent.TOPIC, key -> key.startsWith(seller + "/"));
  }

  /** All there is once everything has been sent, so that what must not be there is missed. */
  private List<ConsumerRecord<String, byte[]>> read(String topic, Predicate<String> key) {
    return read(topic, key, Records.MESSAGES);
  }

  private enum Records {
    MESSAGES,
    WATERMARKS
  }

  private List<ConsumerRecord<String, byte[]>> read(
      String topic, Predicate<String> key, Records wanted) {
    await().until(this::everythingIsSent);
    return Topic.read(topic).stream()
        .filter(
            record ->
                record.key().startsWith(Wire.WATERMARK_KEY_PREFIX)
                    == (wanted == Records.WATERMARKS))
        .filter(record -> key.test(record.key()))
        .toList();
  }

  private boolean everythingIsSent() {
    return SellerScope.inBackground(
        () -> jdbc.sql("select count(*) = 0 from messaging.outbox").query(Boolean.class).single());
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
