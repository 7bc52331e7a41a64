package io.tierline.pricing.webhook.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tierline.pricing.webhook.Networks;
import io.tierline.pricing.webhook.Outcome;
import io.tierline.pricing.webhook.Receivers.Letter;
import io.tierline.testsupport.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class HttpReceiversTest {

  private static final Networks LOOPBACK = new Networks(List.of(Networks.Block.of("127.0.0.1/32")));
  private static final HttpReceivers.Limits LIMITS =
      new HttpReceivers.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), 8_192);
  private static final HttpReceivers.Limits SHORT =
      new HttpReceivers.Limits(Duration.ofMinutes(1), Duration.ofMillis(300), 8_192);

  @TempDir private Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server = started();

  private static HttpServer started() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(work -> Thread.ofVirtual().start(work));
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void pages() {
    page("/ok", exchange -> exchange.sendResponseHeaders(204, -1));
    page("/fault", exchange -> exchange.sendResponseHeaders(500, -1));
    page("/gone", exchange -> exchange.sendResponseHeaders(410, -1));
    page(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/ok");
          exchange.sendResponseHeaders(302, -1);
        });
  }

  private interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void page(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          try (exchange;
              InputStream body = exchange.getRequestBody()) {
            body.readAllBytes();
            page.answer(exchange);
          }
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static HttpReceivers receivers(Networks networks, HttpReceivers.Limits limits) {
    return new HttpReceivers(networks, (SSLSocketFactory) SSLSocketFactory.getDefault(), limits);
  }

  private Letter to(String path) {
    return to(URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)));
  }

  private static Letter to(URI url) {
    return new Letter(
        url,
        "msg_1",
        Instant.ofEpochSecond(1_614_265_330),
        "{\"name\": \"花火\"}",
        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  }

  @Test
  @DisplayName("a letter arrives as it was written, with its id, its time and its signature")
  void aLetterArrives() {
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    server.createContext(
        "/prices",
        exchange -> {
          try (exchange) {
            received.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.add(exchange.getRequestURI().toString());
            for (String header :
                List.of("webhook-id", "webhook-timestamp", "webhook-signature", "Content-Type")) {
              received.add(exchange.getRequestHeaders().getFirst(header));
            }
            exchange.sendResponseHeaders(200, -1);
          }
        });

    Outcome outcome = receivers(LOOPBACK, LIMITS).send(to("/prices?shop=%C3%BC"));

    assertThat(outcome).isInstanceOf(Outcome.Received.class);
    assertThat(received)
        .containsExactly(
            "{\"name\": \"花火\"}",
            "/prices?shop=%C3%BC",
            "msg_1",
            "1614265330",
            Signature.of(
                "msg_1",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"name\": \"花火\"}",
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
            "application/json");
  }

  @Test
  @DisplayName("what is answered is told")
  void answersAreTold() {
    HttpReceivers receivers = receivers(LOOPBACK, LIMITS);
    assertThat(receivers.send(to("/ok"))).isInstanceOf(Outcome.Received.class);
    assertThat(receivers.send(to("/fault")).described()).isEqualTo("answered 500");
    assertThat(receivers.send(to("/gone")).described()).isEqualTo("answered 410");
  }

  @Test
  @DisplayName("a redirect is not followed")
  void redirectsAreNotFollowed() {
    assertThat(receivers(LOOPBACK, LIMITS).send(to("/elsewhere")).described())
        .isEqualTo("answered 302");
    assertThat(asked).hasValue(1);
  }

  @Test
  @DisplayName("an address that is not public is not called, though somebody listens there")
  void privateAddressesAreNotCalled() {
    HttpReceivers receivers = receivers(new Networks(List.of()), LIMITS);

    assertThat(receivers.send(to("/ok"))).isInstanceOf(Outcome.Failed.class);
    assertThat(
            receivers.send(
                to(URI.create("http://localhost:%d/ok".formatted(server.getAddress().getPort())))))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  @DisplayName("nobody there is a failure, not an exception")
  void nobodyThere() {
    URI nobody = URI.create("http://127.0.0.1:%d/".formatted(Ports.free()));
    assertThat(receivers(LOOPBACK, LIMITS).send(to(nobody))).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  @DisplayName("who takes its time, or answers drop by drop, is waited for no longer than allowed")
  void slowReceiversAreLeft() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(dripping, "", "H"));
      for (ServerSocket slow : List.of(silent, dripping)) {
        Outcome outcome =
            receivers(LOOPBACK, SHORT)
                .send(to(URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/")));
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo("no answer within 300 ms"));
      }
    }
  }

  /** Says something, and then the same over and over, or nothing more. */
  private static void drip(ServerSocket server, String first, String dripped) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
      if (dripped.isEmpty()) {
        socket.getInputStream().readAllBytes();
        return;
      }
      while (true) {
        socket.getOutputStream().write(dripped.getBytes(StandardCharsets.US_ASCII));
        if (socket.isClosed()) {
          return;
        }
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException e) {
      // The other end has closed.
      return;
    }
  }

  @Test
  @DisplayName("what is said before the answer (100, 103) is read past, so far and no further")
  void interimAnswersAreReadPast() throws IOException {
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
    String interim = "HTTP/1.1 100 Continue\r\n\r\n" + hints;
    assertThat(answered(interim + "HTTP/1.1 204 No Content\r\n"))
        .isInstanceOf(Outcome.Received.class);
    assertThat(answered(interim + "HTTP/1.1 410 Gone\r\n").described()).isEqualTo("answered 410");
    assertThat(answered(interim)).isInstanceOf(Outcome.Failed.class);
    assertThat(answered(hints.repeat(1_000) + "HTTP/1.1 204 No Content\r\n"))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  @DisplayName("429 and 503 say for how long nothing is wanted, in seconds or until when")
  void receiversAskToBeLeftAlone() throws IOException {
    assertThat(retryAfter("429 Too Many Requests", "120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(retryAfter("503 Unavailable", "Thu, 25 Feb 2021 15:03:10 GMT"))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(retryAfter("500 Fault", "120")).isNull();
    for (String garbage : List.of("soon", "", "-1", "1.5", "99999999999999999999")) {
      assertThat(retryAfter("503 Unavailable", garbage)).as(garbage).isNull();
    }
    assertThat(answered("HTTP/1.1 503 Unavailable\r\nX: " + "x".repeat(100_000)).described())
        .isEqualTo("answered 503");
  }

  @Test
  @DisplayName("whose fields never end is not waited for: its status counts without")
  void fieldsThatNeverEnd() throws IOException {
    for (String dripped : List.of("", "X")) {
      try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual()
            .start(() -> drip(server, "HTTP/1.1 503 Unavailable\r\nRetry-After: 1", dripped));
        Outcome outcome =
            receivers(LOOPBACK, LIMITS)
                .send(to(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")));
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Outcome.Refused.class,
                refused -> {
                  assertThat(refused.status()).isEqualTo(503);
                  assertThat(refused.retryAfter()).isNull();
                  assertThat(refused.took()).isLessThan(Duration.ofSeconds(20));
                });
      }
    }
  }

  private static @Nullable Duration retryAfter(String status, String value) throws IOException {
    Outcome outcome =
        answered("HTTP/1.1 %s\r\nServer: shop\r\nretry-after: %s\r\n\r\n".formatted(status, value));
    return ((Outcome.Refused) outcome).retryAfter();
  }

  /** Of a server that says just this. */
  private static Outcome answered(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server, answer));
      return receivers(LOOPBACK, LIMITS)
          .send(to(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")));
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The other end has closed.
      return;
    }
  }

  @Test
  @DisplayName("who refuses before it has read everything, and closes, is heard all the same")
  void earlyRefusalsAreHeard() throws IOException {
    assertThat(answeredEarly("HTTP/1.1 410 Gone\r\n\r\n").described()).isEqualTo("answered 410");
    assertThat(answeredEarly("HTTP/1.1 413 Too Large\r\n\r\n").described())
        .isEqualTo("answered 413");
    assertThat(answeredEarly("HTTP/1.1 200 OK\r\n\r\n")).isInstanceOf(Outcome.Failed.class);
    assertThat(answeredEarly("")).isInstanceOf(Outcome.Failed.class);
  }

  /** Of a server that closes while most of the body is still to come. */
  private static Outcome answeredEarly(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReceiveBufferSize(4_096);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofVirtual().start(() -> answerEarly(server, answer));
      return receivers(LOOPBACK, LIMITS)
          .send(
              new Letter(
                  URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"),
                  "msg_1",
                  Instant.ofEpochSecond(1_614_265_330),
                  "x".repeat(20_000_000),
                  List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    }
  }

  private static void answerEarly(ServerSocket server, String answer) {
    try (var socket = server.accept()) {
      socket.getInputStream().readNBytes(100);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The other end has closed.
      return;
    }
  }

  @Test
  @DisplayName(
      "an answer that is no HTTP, or never ends its first line, is read so far and no further")
  void nonsenseIsBounded() throws IOException {
    for (String answer :
        List.of("SSH-2.0-server\r\n", "HTTP/1.1 2xx OK\r\n", "x".repeat(100_000))) {
      assertThat(answered(answer)).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  @DisplayName("a certificate must be trusted, and be the name's")
  void certificatesAreChecked() throws Exception {
    SSLContext ofLocalhost = contextOf("CN=localhost", "SAN=dns:localhost");
    SSLContext ofAnother = contextOf("CN=other.example", "SAN=dns:other.example");
    assertThat(overTls(ofLocalhost, ofLocalhost)).isInstanceOf(Outcome.Received.class);
    assertThat(overTls(ofAnother, ofAnother).described()).startsWith("TLS:");
    assertThat(overTls(ofLocalhost, SSLContext.getDefault()).described()).startsWith("TLS:");
  }

  private static Outcome overTls(SSLContext servers, SSLContext clients) throws IOException {
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(servers));
    secure.setExecutor(work -> Thread.ofVirtual().start(work));
    secure.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    secure.start();
    try {
      Networks loopback =
          new Networks(List.of(Networks.Block.of("127.0.0.1/32"), Networks.Block.of("::1/128")));
      return new HttpReceivers(loopback, clients.getSocketFactory(), LIMITS)
          .send(to(URI.create("https://localhost:%d/".formatted(secure.getAddress().getPort()))));
    } finally {
      secure.stop(0);
    }
  }

  /** A key and its own certificate, made by the JDK's keytool. */
  private SSLContext contextOf(String name, String extension)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
