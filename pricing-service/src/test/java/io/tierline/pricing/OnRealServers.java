package io.tierline.pricing;

import static io.tierline.pricing.db.Tables.WEBHOOK_ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.partner.PartnerEvent.OperatorEstablished;
import io.tierline.contracts.partner.PartnerEvent.PartnerActivated;
import io.tierline.contracts.partner.PartnerEvent.PartnerSignedUp;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.history.Histories;
import io.tierline.pricing.history.KeepHistory;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real PostgreSQL and a real Kafka, one context for all tests. */
@Tag("servers")
@SpringBootTest(
    classes = PricingService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=pricing",
      "tierline.pricing.publish-poll=1h",
      "tierline.pricing.webhooks.poll-every=1h",
      "tierline.pricing.webhooks.keys=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
      "tierline.pricing.webhooks.schemes=http-too",
      "tierline.pricing.webhooks.allowed-networks=127.0.0.1/32",
      "tierline.pricing.webhooks.heartbeat-every=1s",
      "tierline.pricing.webhooks.sending.retry-first=50ms",
      "tierline.pricing.webhooks.sending.retry-max=200ms"
    })
@ContextConfiguration(initializers = OnRealServers.Servers.class)
@Import(OnRealServers.Around.class)
public abstract class OnRealServers {

  protected static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicLong SELLER_IDS = new AtomicLong(1_000);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired protected MovableClock clock;
  @Autowired private Outbox outbox;
  @Autowired private Sellers sellers;
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private Histories histories;
  @Autowired private KeepHistory keepHistory;
  @Autowired private DSLContext database;
  @LocalServerPort private int port;

  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "database", TestServers.newServiceDatabase("pricing").properties()));
      sources.addFirst(new MapPropertySource("identity", TokenIssuer.shared().properties()));
      sources.addFirst(
          new MapPropertySource(
              "kafka",
              Map.of("spring.kafka.bootstrap-servers", TestServers.broker().bootstrapServers())));
    }
  }

  /** What the other services bring. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Around {

    @Bean
    MovableClock businessTime() {
      return new MovableClock(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Bean
    static CountedStatements countedStatements() {
      return new CountedStatements();
    }

    @Bean
    NewTopic partners() {
      return new NewTopic(PartnerEvent.TOPIC, Optional.of(4), Optional.empty());
    }

    @Bean
    NewTopic accounts() {
      return new NewTopic(AccountEvent.TOPIC, Optional.of(4), Optional.empty());
    }

    @Bean
    NewTopic domains() {
      return new NewTopic(DomainEvent.TOPIC, Optional.of(4), Optional.empty());
    }
  }

  /** Other tests work as an instance does, too: this one's endpoints are not theirs to tell. */
  @AfterEach
  final void noEndpointIsLeft() {
    inBackground(
        () ->
            database
                .update(WEBHOOK_ENDPOINT)
                .set(WEBHOOK_ENDPOINT.DISABLED_BECAUSE, "the test is over")
                .set(WEBHOOK_ENDPOINT.DISABLED_AT, Instant.EPOCH)
                .where(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())
                .execute());
  }

  /** Until the service knows the history of the database by its name: others save in it, too. */
  protected final void awaitHistory() {
    await().until(() -> inBackground(histories::present).equals(Optional.of(keepHistory.known())));
  }

  protected URI service() {
    return URI.create("http://localhost:" + port);
  }

  public SellerId freshSeller() {
    return new SellerId(SELLER_IDS.incrementAndGet());
  }

  /** An operator that pricing has heard of. */
  protected SellerId anOperator() {
    SellerId id = freshSeller();
    tell(new OperatorEstablished(id, "Operator " + id, "USD", "en", brand(), clock.instant()));
    return heardOf(id);
  }

  /** An active partner that pricing has heard of. */
  protected SellerId aPartnerOf(SellerId parent) {
    return aPartnerOf(parent, "USD");
  }

  protected SellerId aPartnerOf(SellerId parent, String currency) {
    SellerId id = freshSeller();
    tell(
        new PartnerSignedUp(
            id,
            parent,
            "BASIC",
            "Partner " + id,
            "it@example.com",
            "SG",
            "en",
            currency,
            brand(),
            clock.instant(),
            clock.instant(),
            clock.instant()));
    Money paid = Money.of(CurrencyUnit.USD, 100);
    tell(
        new PartnerActivated(
            id,
            parent,
            "BASIC",
            currency,
            paid,
            Money.zero(CurrencyUnit.USD),
            paid,
            clock.instant()));
    return heardOf(id);
  }

  private static Brand brand() {
    return new Brand("Brand", "help@example.com", null, null, null, "help@example.com");
  }

  /** Through the bus, as onboarding does. */
  private void tell(PartnerEvent event) {
    inBackground(
        () -> {
          outbox.append(
              new OutgoingMessage(
                  PartnerEvent.TOPIC,
                  event.sellerId().toString(),
                  event.sellerId().toString(),
                  event));
          return event;
        });
  }

  /** Through the bus, as ordering does. */
  protected void tell(AccountEvent event) {
    inBackground(
        () -> {
          outbox.append(
              new OutgoingMessage(
                  AccountEvent.TOPIC,
                  event.partnerId().toString(),
                  event.partnerId().toString(),
                  event));
          return event;
        });
  }

  private SellerId heardOf(SellerId id) {
    await()
        // It takes some milliseconds, and hundreds of sellers are waited for.
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () ->
                assertThat(inBackground(() -> sellers.find(id)))
                    .map(Seller::status)
                    .contains(Seller.Status.ACTIVE));
    return id;
  }

  protected <T> T inBackground(Supplier<T> work) {
    return SellerScope.inBackground(() -> transaction(work));
  }

  protected <T> T asSeller(SellerId seller, Supplier<T> work) {
    return SellerScope.asSeller(seller.toString(), () -> transaction(work));
  }

  @SuppressWarnings("NullAway") // a callback that returns a value makes execute return it
  private <T> T transaction(Supplier<T> work) {
    return new TransactionTemplate(transactions).execute(_ -> work.get());
  }

  protected static String bearer(SellerId seller, String... scopes) {
    return TokenIssuer.shared().bearer(seller.toString(), scopes);
  }

  /** A request in the making. */
  protected Call call(String method, String path) {
    return new Call(method, service().resolve(path), keepHistory.known());
  }

  protected static final class Call {

    private final String method;
    private final HttpRequest.Builder request;
    private final String history;
    private byte @Nullable [] body;

    private Call(String method, URI uri, String history) {
      this.method = method;
      this.history = history;
      this.request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    }

    public Call as(SellerId seller, String... scopes) {
      return authorization(bearer(seller, scopes));
    }

    public Call authorization(String value) {
      request.header("Authorization", value);
      return this;
    }

    /** For what acts once. */
    public Call once() {
      return once(UUID.randomUUID().toString());
    }

    public Call once(String key) {
      request.header("Idempotency-Key", key);
      return this;
    }

    /** A version, in the present history of the database. */
    public Call ifMatch(String version) {
      return ifMatchAsSent(inHistory(version));
    }

    public Call ifMatchAsSent(String tag) {
      request.header("If-Match", tag);
      return this;
    }

    public Call ifNoneMatch(String version) {
      request.header("If-None-Match", inHistory(version));
      return this;
    }

    private String inHistory(String version) {
      return version.replaceFirst("^\"([0-9.]+)\"$", "\"$1-" + history + '"');
    }

    public Call body(String json) {
      return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Call body(String mediaType, byte[] content) {
      body = content;
      request.header("Content-Type", mediaType);
      return this;
    }

    public Answer send() {
      HttpRequest.BodyPublisher content =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(body);
      try {
        HttpResponse<String> response =
            HTTP.send(
                request.method(method, content).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
            response.statusCode(),
            response.headers().firstValue("ETag").orElse(""),
            response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Sends it and expects success. */
    public JsonNode ok() {
      Answer answer = send();
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      return answer.json();
    }
  }

  /**
   * @param etagAsSent empty where there is none
   */
  protected record Answer(int status, String etagAsSent, String body) {

    /** Of a version without the history of the database. */
    public String etag() {
      return etagAsSent.replaceFirst("^(\"[0-9.]+)-[0-9a-f]+\"$", "$1\"");
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The slug of the problem's type. */
    public String problem() {
      return json().path("type").asString("").replace("urn:tierline:problem:", "");
    }
  }

  protected Call readBook(SellerId seller, String audience) {
    return call("GET", "/v1/price-books/" + audience).as(seller, "prices.read");
  }

  protected Call setPrices(SellerId seller, String audience, String body) {
    return call("PUT", "/v1/price-books/" + audience)
        .as(seller, "prices.read", "prices.write")
        .body(body);
  }

  /** One renewal price as JSON. */
  protected static String renewal(String product, int slab, String perYear) {
    return """
    {"product": "%s", "action": "RENEW", "slab": %d, "years": 1,
     "perYear": {"amount": "%s", "currency": "USD"}}
    """
        .formatted(product, slab, perYear);
  }

  protected static String prices(String... cells) {
    return "{\"currency\": \"USD\", \"prices\": [%s]}".formatted(String.join(",", cells));
  }
}
