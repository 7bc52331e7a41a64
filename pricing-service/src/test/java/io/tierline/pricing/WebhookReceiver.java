package io.tierline.pricing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tierline.testsupport.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's end of a webhook, on a real HTTP server. */
final class WebhookReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Received(String id, String timestamp, String signature, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String type() {
      return json().path("type").asString();
    }

    String product() {
      return json().at("/products/0").asString();
    }

    String price() {
      return json().at("/prices/0/versions/0/prices/0/perYear/amount").asString();
    }
  }

  private final List<Received> received = new ArrayList<>();
  private final int port = Ports.free();
  private volatile int answer = 200;
  private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
  private HttpServer server = listening();

  private WebhookReceiver() {}

  static WebhookReceiver start() {
    return new WebhookReceiver();
  }

  private HttpServer listening() {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.setExecutor(work -> Thread.ofVirtual().start(work));
      listening.createContext("/", this::receive);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received letter =
          new Received(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      synchronized (received) {
        received.add(letter);
      }
      mayAnswer.await();
      exchange.sendResponseHeaders(answer, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:%d/prices".formatted(port);
  }

  void answers(int status) {
    answer = status;
  }

  /** Until {@link #goOn} it reads and answers nothing. */
  void hangs() {
    mayAnswer = new CountDownLatch(1);
  }

  void goOn() {
    mayAnswer.countDown();
  }

  /** Nobody listens any more. */
  void kill() {
    server.stop(0);
  }

  void comeBack() {
    server = listening();
  }

  List<Received> received(String type) {
    synchronized (received) {
      return received.stream().filter(letter -> letter.type().equals(type)).toList();
    }
  }

  List<Received> changes() {
    return received("price-list.changed");
  }

  @Override
  public void close() {
    goOn();
    server.stop(0);
  }
}
