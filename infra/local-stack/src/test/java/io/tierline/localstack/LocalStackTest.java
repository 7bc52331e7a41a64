package io.tierline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Tag("servers")
class LocalStackTest {

  @TempDir private Path data;

  @Test
  @DisplayName("ON-2 PR-16 OR-3 NO-1: what is told is seen from outside, and told once")
  void theStoryIsToldOnce() throws Exception {
    int port = StackProcess.freeRow();
    try (StackProcess told = StackProcess.start(data, port)) {
      told.awaitLine("Up until Ctrl-C");
      assertThat(told.output())
          .contains("./prices --seller 1001 --to sub_reseller --port %d --set io=".formatted(port));

      aTraceGoesFromARequestToOtherServicesConsumers(port);
      aPriceChangeIsSeenLive(port);

      try (StackProcess second = StackProcess.start(data, StackProcess.freeRow())) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("is in use by another Tierline").contains("--data");
      }
      told.kill();
    }
    try (StackProcess again = StackProcess.start(data, port)) {
      again.awaitLine("Up until Ctrl-C");
      assertThat(again.output())
          .contains("The story was played at an earlier start")
          .doesNotContain("a. The operator");
    }
  }

  /** One trace: HTTP request at onboarding, outbox, topic, consumers of the other services. */
  private void aTraceGoesFromARequestToOtherServicesConsumers(int port) throws Exception {
    String trace = UUID.randomUUID().toString().replace("-", "");
    URI onboarding = URI.create("http://localhost:" + (port + 1));
    try (HttpClient http = HttpClient.newHttpClient()) {
      String token = operatorsToken(http, onboarding);
      HttpRequest.Builder brand =
          HttpRequest.newBuilder(onboarding.resolve("/v1/brand"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace));
      HttpResponse<String> seen =
          http.send(brand.copy().GET().build(), HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> changed =
          http.send(
              brand
                  .header("If-Match", seen.headers().firstValue("ETag").orElseThrow())
                  .PUT(HttpRequest.BodyPublishers.ofString(seen.body()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }
    Path log = data.resolve("logs/tierline.log");
    await()
        .untilAsserted(
            () ->
                assertThat(Files.readAllLines(log))
                    .filteredOn(line -> line.contains("[" + trace + "]"))
                    .anyMatch(line -> line.contains("pricing.partners took partner.brand-changed"))
                    .anyMatch(line -> line.contains("notification.") && line.contains(" took ")));
  }

  private static String operatorsToken(HttpClient http, URI onboarding) throws Exception {
    String operator = "operator:local-operator-secret-of-this-machine-only";
    HttpResponse<String> tokens =
        http.send(
            HttpRequest.newBuilder(onboarding.resolve("/oauth2/token"))
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(operator.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return JsonMapper.shared().readTree(tokens.body()).path("access_token").asString();
  }

  /** From a save at pricing to a storefront's cache in another process, TLD status included. */
  private void aPriceChangeIsSeenLive(int port) throws Exception {
    try (StackProcess once =
        StackProcess.prices(port, "--once", "--seller", "1001", "--to", "sub_reseller")) {
      assertThat(once.exitCode()).as(once.output()).isZero();
      assertThat(once.output()).contains("7.50 USD").contains("io ");
    }
    URI pricing = URI.create("http://localhost:" + (port + 2));
    try (HttpClient http = HttpClient.newHttpClient();
        StackProcess live = StackProcess.prices(port, "--seller", "1001", "--to", "sub_reseller")) {
      live.awaitLine("Following");
      try (StackProcess set =
          StackProcess.prices(
              port, "--seller", "1001", "--to", "sub_reseller", "--set", "io=39.00")) {
        assertThat(set.exitCode()).as(set.output()).isZero();
        assertThat(set.output()).contains("io costs 39.00 USD for its first year");
      }
      live.awaitLine("40.00 USD → 39.00 USD   commit to shown ");

      String token = operatorsToken(http, URI.create("http://localhost:" + (port + 1)));
      put(
          http,
          authorized(pricing.resolve("/v1/tld-statuses/io"), token),
          "{\"status\": \"DO_NOT_SELL\", \"agreedTermsVersion\": 1}");
      live.awaitLine("39.00 USD → not listed   commit to shown ");
    }
  }

  private static HttpRequest.Builder authorized(URI address, String token) {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  /** On what there is. */
  private static void put(HttpClient http, HttpRequest.Builder request, String body)
      throws Exception {
    HttpResponse<String> seen =
        http.send(request.copy().GET().build(), HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> changed =
        http.send(
            request
                .header("If-Match", seen.headers().firstValue("ETag").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void aPortInUseIsToldInOneSentence() throws Exception {
    int port = StackProcess.freeRow();
    try (ServerSocket taken = new ServerSocket(port + 3, 1, InetAddress.getLoopbackAddress());
        StackProcess stack = StackProcess.start(data, port)) {
      assertThat(stack.exitCode()).isEqualTo(1);
      assertThat(stack.output())
          .contains("Port %d is in use".formatted(taken.getLocalPort()))
          .contains("--port");
    }
  }

  @Test
  void aFolderOfAnotherVersionIsToldInOneSentence() throws Exception {
    Files.writeString(data.resolve("FORMAT"), "tierline-local 0, postgresql 17, kafka 3\n");
    try (StackProcess stack = StackProcess.start(data, StackProcess.freeRow())) {
      assertThat(stack.exitCode()).isEqualTo(1);
      assertThat(stack.output()).contains("another version").contains("--empty");
    }
  }
}
