package io.tierline.ordering.world;

import io.tierline.contracts.SellerId;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the running service as clients do. */
public final class Http {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  public Http(int port) {
    this.root = "http://127.0.0.1:" + port;
  }

  /** What came back. */
  public record Answer(int status, String body) {

    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  public static String bearer(SellerId seller, String... scopes) {
    return TokenIssuer.shared().bearer(seller.toString(), scopes);
  }

  public static String allowed(SellerId seller) {
    return bearer(seller, "orders.read", "orders.write");
  }

  public Answer get(String path, @Nullable String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    return send(request.GET(), authorization, Map.of());
  }

  public Answer post(String path, @Nullable String authorization, String body) {
    return post(path, authorization, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
  }

  public Answer post(
      String path, @Nullable String authorization, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header("Content-Type", "application/json");
    }
    return send(request, authorization, headers);
  }

  public Answer put(
      String path, @Nullable String authorization, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    return send(request, authorization, headers);
  }

  /** A POST with exactly these headers. */
  public Answer raw(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .POST(
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return send(request, null, headers);
  }

  private Answer send(
      HttpRequest.Builder request, @Nullable String authorization, Map<String, String> headers) {
    headers.forEach(request::header);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
