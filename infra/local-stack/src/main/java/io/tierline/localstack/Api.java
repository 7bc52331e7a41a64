package io.tierline.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public HTTP APIs as a program outside would use them: tokens, JSON, idempotency keys, ETags.
 */
final class Api {

  private static final Duration TIMEOUT = Patience.usually(Duration.ofSeconds(30));
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Patience.usually(Duration.ofSeconds(5))).build();
  private final String tokenUrl;
  private final Map<Credentials, String> tokens = new HashMap<>();

  Api(String tokenUrl) {
    this.tokenUrl = tokenUrl;
  }

  /** An OAuth2 client: a seller's API key. */
  record Credentials(String id, String secret) {}

  /**
   * @param status HTTP status
   * @param etag empty where there was none
   */
  record Answer(int status, JsonNode body, String etag) {

    JsonNode at(String pointer) {
      return body.at(pointer);
    }

    String text(String pointer) {
      return body.at(pointer).asString();
    }

    Instant instant(String pointer) {
      return Instant.parse(text(pointer));
    }
  }

  Answer get(Credentials who, String url) {
    return expect(who, request(who, url).GET().build());
  }

  /** Every POST carries a key of its own, as every creating or charging call must. */
  Answer post(Credentials who, String url, String body) {
    return expect(
        who,
        request(who, url)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Reads the ETag first and says it in If-Match, as two editors must. */
  Answer put(Credentials who, String url, String body) {
    return put(who, url, get(who, url).etag(), body);
  }

  Answer put(Credentials who, String url, String etag, String body) {
    HttpRequest.Builder request =
        request(who, url)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    if (!etag.isEmpty()) {
      request.header("If-Match", etag);
    }
    return expect(who, request.build());
  }

  /** All parameters in a form, as the legacy API (its errors have status 500) and the clock do. */
  Answer form(String url, Map<String, String> parameters) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
            .build());
  }

  private HttpRequest.Builder request(Credentials who, String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + tokens.computeIfAbsent(who, this::fetchToken));
  }

  /** Scopes follow the account's state, so a partner that became active asks for a new token. */
  void forgetToken(Credentials who) {
    tokens.remove(who);
  }

  private String fetchToken(Credentials who) {
    String basic =
        Base64.getEncoder()
            .encodeToString((who.id() + ":" + who.secret()).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(tokenUrl))
            .timeout(TIMEOUT)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    Answer answer = send(request);
    if (answer.status() != 200) {
      throw new Refused(request, answer);
    }
    return answer.text("/access_token");
  }

  private Answer expect(Credentials who, HttpRequest request) {
    Answer answer = send(request);
    if (answer.status() == 401) {
      forgetToken(who);
    }
    if (answer.status() >= 400) {
      throw new Refused(request, answer);
    }
    return answer;
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(
          response.statusCode(),
          type.contains("json") ? JSON.readTree(body) : JSON.createObjectNode(),
          response.headers().firstValue("ETag").orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while calling " + request.uri(), e);
    }
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** An answer of 400 and above where the story expected none. */
  static final class Refused extends RuntimeException {

    private final int status;
    private final String detail;

    Refused(HttpRequest request, Answer answer) {
      super(
          "%s %s was answered with %d: %s"
              .formatted(request.method(), request.uri(), answer.status(), answer.body()));
      this.status = answer.status();
      this.detail = answer.body().path("detail").asString(getMessage());
    }

    /** What was wrong, in the problem's own words; the message where there was no problem in it. */
    String detail() {
      return detail;
    }

    int status() {
      return status;
    }
  }
}
