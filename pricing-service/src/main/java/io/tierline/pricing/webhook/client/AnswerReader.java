package io.tierline.pricing.webhook.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a receiver answers, and no more of it than allowed. Before its answer it may say
 * others, such as 100 (Continue) or 103 (Early Hints), without being asked for them (RFC 9110,
 * section 15.2).
 */
final class AnswerReader {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d{2})( .*)?");
  private static final int FIRST_FINAL = 200;

  private final InputStream in;
  private int leftBytes;

  /**
   * @param maxBytes how much is read at most
   */
  AnswerReader(InputStream in, int maxBytes) {
    this.in = in;
    this.leftBytes = maxBytes;
  }

  /** The status that is final. */
  int status() throws IOException {
    int status = statusLine();
    while (status < FIRST_FINAL) {
      skipFields();
      status = statusLine();
    }
    return status;
  }

  private int statusLine() throws IOException {
    Matcher status = STATUS_LINE.matcher(line());
    if (!status.matches()) {
      throw noHttp();
    }
    return Integer.parseInt(status.group(1));
  }

  private void skipFields() throws IOException {
    String field = line();
    while (!field.isEmpty()) {
      field = line();
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new IOException("the receiver answered nothing");
      }
      if (--leftBytes < 0) {
        throw noHttp();
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static IOException noHttp() {
    return new IOException("what it answered is no HTTP");
  }
}
