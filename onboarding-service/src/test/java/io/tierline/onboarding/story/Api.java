package io.tierline.onboarding.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its clients see it. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;

  Api(int port) {
    this.root = URI.create("http://localhost:" + port);
  }

  URI root() {
    return root;
  }

  /** An answer with its body as JSON. */
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {

    String text(String field) {
      return body.path(field).asString("");
    }

    String slug() {
      return text("type").replace("urn:tierline:problem:", "");
    }

    String etag() {
      return raw.headers().firstValue("ETag").orElse("");
    }
  }

  /** A client with its token. */
  final class Client {

    private final String bearer;

    Client(String bearer) {
      this.bearer = bearer;
    }

    String bearer() {
      return bearer;
    }

    Answer get(String path) {
      return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    Answer delete(String path) {
      return send(HttpRequest.newBuilder(root.resolve(path)).DELETE());
    }

    Answer post(String path, String body) {
      return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, String body, String idempotencyKey) {
      return send(
          HttpRequest.newBuilder(root.resolve(path))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", idempotencyKey)
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body, @Nullable String ifMatch) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(root.resolve(path))
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(body));
      return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    private Answer send(HttpRequest.Builder request) {
      return Api.this.send(request.header("Authorization", bearer));
    }
  }

  /** Takes a token with all the scopes it may have. */
  Client as(String id, String secret) {
    Answer answer = token(id, secret);
    if (answer.status() != 200) {
      throw new IllegalStateException("No token: " + answer.raw().body());
    }
    return new Client("Bearer " + answer.text("access_token"));
  }

  Answer token(String id, String secret) {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(root.resolve("/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
  }

  Answer anonymous(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).GET());
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode body =
          answer.body().isBlank() || !answer.body().startsWith("{")
              ? JSON.createObjectNode()
              : JSON.readTree(answer.body());
      return new Answer(answer.statusCode(), body, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
