package io.tierline.pricing.webhook.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Reads what a receiver answers, and no more of it than allowed. Before its answer it may say
 * others, such as 100 (Continue) or 103 (Early Hints), without being asked for them (RFC 9110,
 * section 15.2).
 */
final class AnswerReader {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d{2})( .*)?");
  private static final int FIRST_FINAL = 200;
  private static final String RETRY_AFTER = HttpHeaders.RETRY_AFTER + ":";

  /** More are decades: nobody means that. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final InputStream in;
  private int leftBytes;

  /** Nothing is read after it. */
  private @Nullable Long untilNanos;

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

  /**
   * For how long the receiver wants to be left alone (RFC 9110, section 10.2.3), read from the
   * fields after its status; nothing where it does not say so in time, or in a way that can be
   * understood.
   *
   * @param now what a date is counted from
   * @param atMost how long its fields may take
   */
  Optional<Duration> retryAfter(Instant now, Duration atMost) {
    untilNanos = System.nanoTime() + atMost.toNanos();
    try {
      for (String field = line(); !field.isEmpty(); field = line()) {
        if (field.regionMatches(true, 0, RETRY_AFTER, 0, RETRY_AFTER.length())) {
          return duration(field.substring(RETRY_AFTER.length()).strip(), now);
        }
      }
    } catch (IOException e) {
      // Its status is known, and counts without.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Duration> duration(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    HttpHeaders dated = new HttpHeaders();
    dated.set(HttpHeaders.RETRY_AFTER, text);
    try {
      return Optional.ofNullable(dated.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER))
          .map(date -> Duration.between(now, date.toInstant()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
      if (untilNanos != null && System.nanoTime() - untilNanos > 0) {
        throw new SocketTimeoutException("its fields never end");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static IOException noHttp() {
    return new IOException("what it answered is no HTTP");
  }
}
