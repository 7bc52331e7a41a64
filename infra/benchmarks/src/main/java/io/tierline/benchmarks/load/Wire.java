package io.tierline.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * One kept-alive HTTP connection that does nothing but send bytes and read the answer, because
 * client and server share the processors: whatever a client does more is missing to the server.
 */
final class Wire implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int READ_TIMEOUT_MILLIS = 120_000;

  /** The service ends connections that were silent for longer. */
  private static final Duration SILENT_MAX = Duration.ofSeconds(5);

  private final int port;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private long usedAtNanos = System.nanoTime();

  /** Something of an answer may still come that belongs to a request that failed. */
  private boolean inDoubt;

  Wire(int port) throws IOException {
    this.port = port;
    socket = open();
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  private Socket open() throws IOException {
    Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(READ_TIMEOUT_MILLIS);
    return opened;
  }

  /** The server ends a connection after a number of requests of its choice, and says so before. */
  private void reopen() throws IOException {
    socket.close();
    socket = open();
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  /**
   * @param etag empty where there is none
   */
  record Answer(int status, String etag, String body) {

    /** The body of an answer that was to be expected. */
    String expecting(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException("%d instead of %d: %s".formatted(status, wanted, body));
      }
      return body;
    }
  }

  /** A whole request, so that nothing is left to be done when it is sent. */
  static byte[] request(String method, String path, Map<String, String> headers, String body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    if (content.length > 0) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    return request.toByteArray();
  }

  Answer send(byte[] request) throws IOException {
    if (inDoubt || System.nanoTime() - usedAtNanos > SILENT_MAX.toNanos()) {
      reopen();
    }
    inDoubt = true;
    out.write(request);
    out.flush();
    String start = line();
    int status = Integer.parseInt(start.split(" ", 3)[1]);
    String etag = "";
    int length = 0;
    boolean chunked = false;
    boolean ends = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
        chunked = header.toLowerCase(Locale.ROOT).contains("chunked");
      } else if (header.regionMatches(true, 0, "ETag:", 0, 5)) {
        etag = header.substring(5).strip();
      } else if (header.equalsIgnoreCase("Connection: close")) {
        ends = true;
      }
    }
    byte[] body = chunked ? chunks() : in.readNBytes(length);
    inDoubt = false;
    if (ends) {
      reopen();
    }
    usedAtNanos = System.nanoTime();
    return new Answer(status, etag, new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("The service closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
