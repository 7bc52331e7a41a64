package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to the shop. */
@Component
@Lazy
class Browser {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServerApplicationContext shop;

  Browser(WebServerApplicationContext shop) {
    this.shop = shop;
  }

  /** An answer with its body read as JSON. */
  record Answer(int status, HttpResponse<String> response) {

    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String type() {
      return json().path("type").asString("");
    }

    /** Checks the form of every refusal on the way. */
    Answer isProblem(int status, String slug) {
      assertThat(this.status).as(response.body()).isEqualTo(status);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      assertThat(type()).isEqualTo("urn:tierline:problem:" + slug);
      assertThat(json().path("status").asInt()).isEqualTo(status);
      assertThat(json().path("title").asString("")).isNotBlank();
      assertThat(json().path("detail").asString("")).isNotBlank();
      assertThat(response.body())
          .doesNotContain(
              "Exception", "io.tierline", "java.", "jackson", "springframework", "\tat ");
      return this;
    }

    String detail() {
      return json().path("detail").asString("");
    }
  }

  /** A request in the making. */
  final class Call {

    private final HttpRequest.Builder request;

    private Call(String method, String path, BodyPublisher body) {
      request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
              .method(method, body);
    }

    Call as(String sellerId, String... scopes) {
      return header("Authorization", TokenIssuer.shared().bearer(sellerId, scopes));
    }

    Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    Answer send() {
      try {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  int port() {
    return Objects.requireNonNull(shop.getWebServer()).getPort();
  }

  Call get(String path) {
    return new Call("GET", path, BodyPublishers.noBody());
  }

  Call call(String method, String path) {
    return new Call(method, path, BodyPublishers.noBody());
  }

  Call post(String path, String json) {
    return new Call("POST", path, BodyPublishers.ofString(json))
        .header("Content-Type", "application/json");
  }

  Call put(String path, String json) {
    return new Call("PUT", path, BodyPublishers.ofString(json))
        .header("Content-Type", "application/json");
  }

  Call post(String path, String type, BodyPublisher body) {
    return new Call("POST", path, body).header("Content-Type", type);
  }

  /** Sends bytes that no HTTP client would, and reads what comes until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
