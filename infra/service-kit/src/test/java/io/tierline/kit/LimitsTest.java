package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
@DisplayName("Everything has a limit")
class LimitsTest {

  private static final int LIMIT = 1024 * 1024;

  @Autowired Browser browser;

  @Test
  void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() {
    String start = "{\"name\":\"tea\",\"pad\":\"";
    String fits = start + "x".repeat(LIMIT - start.length() - 2) + "\"}";

    send(fits).isProblem(400, "invalid-value");
    send(fits + " ").isProblem(413, "body-too-large");
  }

  @Test
  void anAnnouncedBodyIsRefusedBeforeItIsSent() throws Exception {
    try (Socket socket = opened("Content-Length: 10485760")) {
      byte[] start = socket.getInputStream().readNBytes(12);

      assertThat(new String(start, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aChunkedBodyIsRefusedAtTheFirstByteTooMany() {
    byte[] large = new byte[LIMIT + 100_000];
    Arrays.fill(large, (byte) ' ');

    browser
        .post(
            "/v1/things",
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
        .as("8001")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .send()
        .isProblem(413, "body-too-large");
  }

  @Test
  void anEndlessBodyIsNotReadToTheEnd() throws Exception {
    try (Socket socket = opened("Transfer-Encoding: chunked")) {
      OutputStream out = socket.getOutputStream();
      byte[] chunk =
          ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      int sent = 0;
      try {
        while (sent < 200 * 1024 * 1024) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (IOException closed) {
        // This is what is wanted.
      }
      assertThat(sent).isLessThan(20 * 1024 * 1024);
      InputStream in = socket.getInputStream();
      assertThat(firstLine(in)).isIn("", "HTTP/1.1 413 ");
    }
  }

  /** A connection on which a request's headers were sent. */
  private Socket opened(String header) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), browser.port());
    socket.setSoTimeout(10_000);
    String request =
        """
        POST /v1/things HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Idempotency-Key: a\r
        Authorization: %s\r
        %s\r
        \r
        """
            .formatted(TokenIssuer.shared().bearer("8001"), header);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String firstLine(InputStream in) {
    try {
      byte[] start = in.readNBytes(13);
      return new String(start, StandardCharsets.US_ASCII);
    } catch (IOException reset) {
      return "";
    }
  }

  @Test
  void aLargeFormIsRefused() {
    browser
        .post(
            "/open/form",
            "application/x-www-form-urlencoded",
            BodyPublishers.ofString("name=" + "x".repeat(LIMIT)))
        .send()
        .isProblem(413, "body-too-large");
  }

  @Test
  void tooManyParametersAreRefused() {
    String many = "a=1&".repeat(1000) + "text=x";

    assertThat(browser.get("/v1/echo?" + many).as("8001").send().status()).isEqualTo(400);
  }

  private Browser.Answer send(String body) {
    return browser
        .post("/v1/things", body)
        .as("8001")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .send();
  }
}
