package io.tierline.localstack.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.PricingService;
import io.tierline.testsupport.Ports;
import io.tierline.testsupport.ServerProcess;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pricing service in a process of its own, and what its one seller asks it. An amount that it
 * is asked to publish becomes the price of every product; what it answers is told as the set of
 * amounts: one, as long as nothing is mixed.
 */
final class PricingInstance implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final String BOOK = "/v1/price-books/CUSTOMER";
  private static final String LIST = "/v1/price-lists/CUSTOMER";
  private static final String ONE_PAGE = "?limit=200";

  private final SellerId seller;
  private final List<String> products;
  private final int port = Ports.free();
  private final ServerProcess process;

  private PricingInstance(
      SellerId seller, List<String> products, List<String> settings, Path folder) {
    this.seller = seller;
    this.products = products;
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--server.port=" + port);
    this.process =
        ServerProcess.java(
            List.of(
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"),
            PricingService.class.getName(),
            arguments,
            folder.resolve("pricing-%d.log".formatted(port)));
  }

  /** Returns before it is {@linkplain #isReady ready}, so that several can start at a time. */
  static PricingInstance start(
      SellerId seller, List<String> products, List<String> settings, Path folder) {
    return new PricingInstance(seller, products, settings, folder);
  }

  boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The instance on port %d has ended".formatted(port));
    }
    try {
      return HTTP.send(request("/actuator/health/readiness").build(), BodyHandlers.ofString())
              .statusCode()
          == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  /** All prices in one change. */
  Publication changeOfAll(String amount) {
    return new Publication(
        amount,
        request(BOOK)
            .header("If-Match", send(request(BOOK)).headers().firstValue("ETag").orElseThrow())
            .PUT(BodyPublishers.ofString(pricesOfAll(amount)))
            .build());
  }

  /** The first prices of all. */
  Publication firstPrices(String amount) {
    return new Publication(
        amount, request(BOOK).PUT(BodyPublishers.ofString(pricesOfAll(amount))).build());
  }

  /** A draft of all prices that waits to be published. */
  Publication draftOfAll(String amount) {
    HttpResponse<String> draft =
        send(
            request(BOOK + "/drafts")
                .POST(BodyPublishers.ofString("{\"change\":%s}".formatted(pricesOfAll(amount)))));
    assertThat(draft.statusCode()).as(draft.body()).isEqualTo(CREATED);
    return new Publication(
        amount,
        request(
                BOOK
                    + "/drafts/%s/publish"
                        .formatted(JSON.readTree(draft.body()).path("id").asString()))
            .header("If-Match", draft.headers().firstValue("ETag").orElseThrow())
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString("{}"))
            .build());
  }

  /** Ready to be sent. */
  record Publication(String amount, HttpRequest request) {

    void publish() {
      answered(answer().join());
    }

    /** Of a request that is sent now; fails where the instance is killed before. */
    CompletableFuture<HttpResponse<String>> answer() {
      return HTTP.sendAsync(request, BodyHandlers.ofString());
    }
  }

  private String pricesOfAll(String amount) {
    return products.stream()
        .map(
            product ->
                """
                {"product":"%s","action":"RENEW","slab":0,"years":1,
                 "perYear":{"amount":"%s","currency":"USD"}}\
                """
                    .formatted(product, amount))
        .collect(Collectors.joining(",", "{\"currency\":\"USD\",\"prices\":[", "]}"));
  }

  /** One quote for each product, all asked for at once. */
  Set<String> quoted() {
    String questions =
        products.stream()
            .map(
                product ->
                    """
                    {"audience":"CUSTOMER","product":"%s","action":"RENEW","years":1}\
                    """
                        .formatted(product))
            .collect(Collectors.joining(",", "{\"quotes\":[", "]}"));
    JsonNode answer =
        answered(send(request("/v1/quotes/batch").POST(BodyPublishers.ofString(questions))));
    return amounts(answer.path("answers"), each -> each.path("quote").path("preTax"));
  }

  /** The prices that the seller reads. */
  Set<String> inTheBook() {
    return amounts(answered(send(request(BOOK))).path("prices"), each -> each.path("perYear"));
  }

  /** The price list as buyers are shown it. */
  Set<String> inTheList() {
    return amounts(
        answered(send(request(LIST + ONE_PAGE))).path("items"),
        each -> each.path("rows").path(0).path("perYear"));
  }

  /** What a stream of changes begins with: of each product the newest version. */
  Set<String> inTheSnapshot() {
    return amounts(
        answered(send(request(LIST + "/snapshot" + ONE_PAGE))).path("items"),
        each ->
            StreamSupport.stream(each.path("versions").spliterator(), false)
                .max(Comparator.comparingLong(version -> version.path("version").asLong()))
                .orElseThrow()
                .path("prices")
                .path(0)
                .path("perYear"));
  }

  @FunctionalInterface
  private interface Price {
    JsonNode of(JsonNode product);
  }

  private Set<String> amounts(JsonNode all, Price price) {
    assertThat(all.size()).as("products").isEqualTo(products.size());
    Set<String> amounts = new TreeSet<>();
    all.forEach(each -> amounts.add(price.of(each).path("amount").asString("no price")));
    return amounts;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .timeout(ANSWER_MAX)
        .header(
            "Authorization",
            TokenIssuer.shared().bearer(seller.toString(), "prices.read", "prices.write"))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode answered(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(OK);
    return JSON.readTree(answer.body());
  }
}
