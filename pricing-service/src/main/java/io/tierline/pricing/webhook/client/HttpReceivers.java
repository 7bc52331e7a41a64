package io.tierline.pricing.webhook.client;

import io.tierline.pricing.webhook.Networks;
import io.tierline.pricing.webhook.Outcome;
import io.tierline.pricing.webhook.Receivers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts over a connection of its own, HTTP/1.1. The name is resolved once, the address is looked at
 * and that address is called, while the certificate must be the name's: HTTP clients resolve by
 * themselves, and a name could lead somewhere else the second time. Nothing is followed, and of the
 * final answer only the first line is read, and how long to wait before the next one.
 */
public final class HttpReceivers implements Receivers {

  /** 429 (RFC 6585) and 503 say until when nothing is wanted. */
  private static final Set<Integer> BE_LEFT_ALONE = Set.of(429, 503);

  private static final Duration FIELDS_MAX = Duration.ofSeconds(1);
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Networks networks;
  private final SSLSocketFactory tls;
  private final Limits limits;

  public HttpReceivers(Networks networks, SSLSocketFactory tls, Limits limits) {
    this.networks = networks;
    this.tls = tls;
    this.limits = limits;
  }

  /**
   * @param connectTimeout for the connection alone
   * @param attemptMax for everything
   * @param answerMaxBytes how much of an answer is read
   */
  public record Limits(Duration connectTimeout, Duration attemptMax, int answerMaxBytes) {}

  @Override
  public Outcome send(Letter letter) {
    long began = System.nanoTime();
    try (Socket plain = new Socket()) {
      Thread alarm = Thread.ofVirtual().start(() -> closeAfterAll(plain));
      try {
        return outcome(letter, plain, began);
      } finally {
        alarm.interrupt();
      }
    } catch (IOException | RuntimeException e) {
      return new Outcome.Failed(reason(e, since(began)), since(began));
    }
  }

  private Outcome outcome(Letter letter, Socket plain, long began) throws IOException {
    Answer answer = answer(letter, plain);
    Duration took = since(began);
    return isSuccess(answer.status())
        ? new Outcome.Received(answer.status(), took)
        : new Outcome.Refused(answer.status(), took, answer.retryAfter());
  }

  private record Answer(int status, @Nullable Duration retryAfter) {}

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** A receiver that answers a byte a minute never lets a read time out. */
  private void closeAfterAll(Socket socket) {
    try {
      Thread.sleep(limits.attemptMax());
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed as well as it can be.
      return;
    }
  }

  /** Says what helps the seller, and nothing of our network. */
  private String reason(Exception fault, Duration took) {
    if (took.compareTo(limits.attemptMax()) >= 0) {
      return "no answer within %d ms".formatted(limits.attemptMax().toMillis());
    }
    return switch (fault) {
      case UnknownHostException _ -> "the name leads nowhere, or to an address that is not public";
      case SocketTimeoutException _ ->
          "no connection within %d ms".formatted(limits.connectTimeout().toMillis());
      case SSLException e -> "TLS: " + e.getMessage();
      case IOException e -> "the connection failed: " + e.getMessage();
      default -> "it could not be sent";
    };
  }

  private Answer answer(Letter letter, Socket plain) throws IOException {
    URI url = letter.url();
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    InetAddress address = networks.resolve(url.getHost());
    plain.connect(
        new InetSocketAddress(address, port), Math.toIntExact(limits.connectTimeout().toMillis()));
    plain.setSoTimeout(Math.toIntExact(limits.attemptMax().toMillis()));
    if (!secure) {
      return exchanged(letter, plain);
    }
    try (SSLSocket encrypted = (SSLSocket) tls.createSocket(plain, url.getHost(), port, true)) {
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      encrypted.startHandshake();
      return exchanged(letter, encrypted);
    }
  }

  private Answer exchanged(Letter letter, Socket socket) throws IOException {
    AnswerReader answer =
        new AnswerReader(new BufferedInputStream(socket.getInputStream()), limits.answerMaxBytes());
    int status = status(letter, socket.getOutputStream(), answer);
    if (!BE_LEFT_ALONE.contains(status)) {
      return new Answer(status, null);
    }
    // The status is known, and who drips fields keeps nobody for the rest of the attempt.
    socket.setSoTimeout(Math.toIntExact(FIELDS_MAX.toMillis()));
    return new Answer(status, answer.retryAfter(letter.at(), FIELDS_MAX).orElse(null));
  }

  private static int status(Letter letter, OutputStream out, AnswerReader answer)
      throws IOException {
    byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
    try {
      out.write(head(letter, body.length).getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
    } catch (IOException e) {
      return refusedEarly(answer, e);
    }
    return answer.status();
  }

  /**
   * Who does not want the body may say so, and close, before it was sent (RFC 9112, section 9.5).
   * That it was received nobody can say who has not read it all.
   */
  private static int refusedEarly(AnswerReader answer, IOException notSent) throws IOException {
    int status;
    try {
      status = answer.status();
    } catch (IOException e) {
      notSent.addSuppressed(e);
      throw notSent;
    }
    if (isSuccess(status)) {
      throw notSent;
    }
    return status;
  }

  private static String head(Letter letter, int bodyBytes) {
    URI url = letter.url();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String port = url.getPort() > 0 ? ":" + url.getPort() : "";
    return String.join(
        "\r\n",
        "POST " + path + query + " HTTP/1.1",
        "Host: " + url.getHost() + port,
        "User-Agent: Tierline-Webhooks/1",
        "Content-Type: application/json",
        "Content-Length: " + bodyBytes,
        "webhook-id: " + letter.messageId(),
        "webhook-timestamp: " + letter.at().getEpochSecond(),
        "webhook-signature: "
            + Signature.of(letter.messageId(), letter.at(), letter.body(), letter.secrets()),
        "Connection: close",
        "",
        "");
  }
}
